// One gesture at a time on an element: dragged by one pointer, or moved by keys. It knows no values; it says what is
// under way.

/**
 * @template Wanted
 * @typedef {object} GestureOptions
 * @property {Element} track what the pointer is measured against; its box is read once a gesture, and when the page
 *   scrolls
 * @property {(event: PointerEvent, box: DOMRect) => boolean} press a pointer takes hold; true if that alone wants
 *   something
 * @property {(event: PointerEvent, box: DOMRect) => Wanted} follow what the pointer wants now
 * @property {(wanted: Wanted) => void} onDrag the newest of it; called at most once a frame
 * @property {(event: KeyboardEvent) => (() => void) | null} key what a key does, or null if it does nothing here
 * @property {() => void} [onStart] a gesture begins
 * @property {(cancelled: boolean) => void} [onEnd] the gesture is over; a cancelled one is to be undone
 * @property {() => boolean} [blocked] whether it refuses to move now
 * @property {() => void} [onRefuse] it was moved while blocked
 * @property {string} [grip] the part that a finger has to touch; beside it a finger scrolls the page
 */

/**
 * The gesture that is under way in a figure: a second finger on another handle takes over, and the first one's is done.
 */
const underWay = new WeakMap();

/**
 * @param {HTMLElement | SVGElement} element what is pressed and focused
 * @param {GestureOptions<any>} options
 * @returns {{destroy: () => void, dragging: () => boolean}}
 */
export function makeGesture(element, options) {
  const listening = new AbortController();
  const on = (name, listener) => element.addEventListener(name, listener, { signal: listening.signal });
  const keys = keysOf(options);
  const drag = new Drag(element, options, keys.end);
  on("pointerdown", (event) => {
    if (!drag.takes(event)) return;
    if (options.blocked?.()) options.onRefuse?.();
    else drag.begin(event);
  });
  on("pointermove", (event) => {
    if (drag.by(event)) drag.want(event);
  });
  // The wheel moves the page under a pointer that stays: what it holds stays with it.
  addEventListener("scroll", () => drag.measure(), { capture: true, passive: true, signal: listening.signal });
  for (const name of ["pointerup", "lostpointercapture", "pointercancel"])
    on(name, (event) => {
      if (drag.by(event)) drag.release(name === "pointercancel");
    });
  on("keydown", (event) => {
    if (event.key === "Escape" && drag.dragging) {
      drag.release(true);
      event.preventDefault();
    } else keys.press(event);
  });
  on("keyup", keys.end);
  on("blur", keys.end);
  return {
    dragging: () => drag.dragging,
    destroy() {
      listening.abort();
      drag.stop();
    },
  };
}

/**
 * A gesture of keys: it begins with the first that does something, and is over when it is let go.
 * @param {GestureOptions<any>} options
 */
function keysOf({ key, onStart, onEnd, blocked, onRefuse }) {
  let underWay = false;
  return {
    press(/** @type {KeyboardEvent} */ event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const act = key(event);
      if (!act) return;
      event.preventDefault();
      if (blocked?.()) {
        onRefuse?.();
        return;
      }
      if (!underWay) {
        underWay = true;
        onStart?.();
      }
      act();
    },
    end() {
      if (!underWay) return;
      underWay = false;
      onEnd?.(false);
    },
  };
}

/** A gesture of one pointer. */
class Drag {
  #element;
  #options;
  #endKeys;
  #figure;
  #pointer = null; // the one that drags
  #box = null; // reading it again would force a layout
  #latest = null; // where the pointer was last
  #wanted = null; // the newest, not yet said
  #frame = 0;

  /** @param {HTMLElement | SVGElement} element @param {GestureOptions<any>} options @param {() => void} endKeys */
  constructor(element, options, endKeys) {
    this.#element = element;
    this.#options = options;
    this.#endKeys = endKeys;
    this.#figure = element.closest("figure") ?? element;
  }

  get dragging() {
    return this.#pointer !== null;
  }

  /** Whether an event is of the pointer that drags. */
  by(/** @type {PointerEvent} */ event) {
    return event.pointerId === this.#pointer;
  }

  /** Whether a press may take hold. */
  takes(/** @type {PointerEvent} */ { pointerType, button, target }) {
    const { grip } = this.#options;
    if (this.dragging || (pointerType === "mouse" && button !== 0)) return false;
    return !(grip && pointerType === "touch" && !(/** @type {Element} */ (target).closest(grip)));
  }

  begin(/** @type {PointerEvent} */ event) {
    const { track, onStart, press } = this.#options;
    this.#endKeys();
    underWay.get(this.#figure)?.();
    underWay.set(this.#figure, () => this.release(false));
    this.#pointer = event.pointerId;
    this.#element.setPointerCapture(event.pointerId);
    this.#element.focus(/** @type {FocusOptions} */ ({ preventScroll: true, focusVisible: false }));
    event.preventDefault();
    this.#box = track.getBoundingClientRect();
    this.#latest = event;
    this.#element.classList.add("dragging");
    onStart?.();
    if (press(event, this.#box)) this.want(event);
  }

  want(/** @type {PointerEvent} */ event) {
    this.#latest = event;
    this.#wanted = this.#options.follow(event, this.#box);
    this.#frame ||= requestAnimationFrame(this.#flush);
  }

  /** The track may have moved. */
  measure() {
    if (!this.dragging) return;
    this.#box = this.#options.track.getBoundingClientRect();
    this.want(this.#latest);
  }

  /** @param {boolean} cancelled it is to be undone */
  release(cancelled) {
    const held = this.#pointer;
    this.#pointer = null;
    underWay.delete(this.#figure);
    if (this.#frame) {
      this.stop();
      if (cancelled) {
        this.#frame = 0;
        this.#wanted = null;
      } else this.#flush();
    }
    if (this.#element.hasPointerCapture(held)) this.#element.releasePointerCapture(held);
    this.#element.classList.remove("dragging");
    this.#options.onEnd?.(cancelled);
  }

  stop() {
    if (this.#frame) cancelAnimationFrame(this.#frame);
  }

  #flush = () => {
    this.#frame = 0;
    if (this.#wanted === null) return;
    const next = this.#wanted;
    this.#wanted = null;
    this.#options.onDrag(next);
  };
}

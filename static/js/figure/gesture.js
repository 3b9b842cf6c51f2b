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
export function makeGesture(element, { track, press, follow, onDrag, key, onStart, onEnd, blocked, onRefuse, grip }) {
  const listening = new AbortController();
  const figure = element.closest("figure") ?? element;
  const on = (name, listener) => element.addEventListener(name, listener, { signal: listening.signal });
  let pointer = null; // the one pointer that drags
  let box = null; // reading it again would force a layout
  let latest = null; // where the pointer was last
  let wanted = null; // the newest, not yet said
  let frame = 0;
  let keys = false; // a gesture of keys is under way

  const flush = () => {
    frame = 0;
    if (wanted !== null) {
      const next = wanted;
      wanted = null;
      onDrag(next);
    }
  };
  const want = (event) => {
    latest = event;
    wanted = follow(event, box);
    frame ||= requestAnimationFrame(flush);
  };

  on("pointerdown", (event) => {
    if (pointer !== null || (event.pointerType === "mouse" && event.button !== 0)) return;
    if (grip && event.pointerType === "touch" && !event.target.closest(grip)) return;
    if (blocked?.()) {
      onRefuse?.();
      return;
    }
    endKeys();
    underWay.get(figure)?.();
    underWay.set(figure, () => release(false));
    pointer = event.pointerId;
    element.setPointerCapture(pointer);
    element.focus({ preventScroll: true, focusVisible: false });
    event.preventDefault();
    box = track.getBoundingClientRect();
    latest = event;
    element.classList.add("dragging");
    onStart?.();
    if (press(event, box)) want(event);
  });
  on("pointermove", (event) => {
    if (event.pointerId === pointer) want(event);
  });
  // The wheel moves the page under a pointer that stays: what it holds stays with it.
  addEventListener(
    "scroll",
    () => {
      if (pointer === null) return;
      box = track.getBoundingClientRect();
      want(latest);
    },
    { capture: true, passive: true, signal: listening.signal },
  );
  on("pointerup", (event) => {
    if (event.pointerId === pointer) release(false);
  });
  on("pointercancel", (event) => {
    if (event.pointerId === pointer) release(true);
  });
  on("lostpointercapture", (event) => {
    if (event.pointerId === pointer) release(false);
  });
  on("keydown", (event) => {
    if (event.key === "Escape" && pointer !== null) {
      release(true);
      event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = key(event);
    if (!act) return;
    event.preventDefault();
    if (blocked?.()) {
      onRefuse?.();
      return;
    }
    if (!keys) {
      keys = true;
      onStart?.();
    }
    act();
  });
  on("keyup", endKeys);
  on("blur", endKeys);

  function endKeys() {
    if (!keys) return;
    keys = false;
    onEnd?.(false);
  }

  function release(cancelled) {
    const held = pointer;
    pointer = null;
    underWay.delete(figure);
    if (frame) {
      cancelAnimationFrame(frame);
      if (cancelled) {
        frame = 0;
        wanted = null;
      } else flush();
    }
    if (element.hasPointerCapture(held)) element.releasePointerCapture(held);
    element.classList.remove("dragging");
    onEnd?.(cancelled);
  }

  return {
    dragging: () => pointer !== null,
    destroy() {
      listening.abort();
      if (frame) cancelAnimationFrame(frame);
    },
  };
}

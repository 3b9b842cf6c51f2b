// A handle: a real slider that is moved with mouse, finger, pen or keys. It holds no value; it asks for it and says what is wanted.

/**
 * @typedef {object} HandleOptions
 * @property {"x" | "y"} axis the direction in which it moves
 * @property {Element} track what the pointer is measured against: its box spans `range()`
 * @property {() => number} value the present value
 * @property {() => [number, number]} range the values at the track's start (left, bottom) and end (right, top)
 * @property {[number, number]} bounds the least and greatest value; the pointer may leave the track to reach them
 * @property {number} step what an arrow key adds
 * @property {number} page what Page Up and Page Down add
 * @property {(value: number, by: "pointer" | "key") => void} onInput something wants this value; called at most once a frame
 * @property {() => void} [onStart] a gesture begins
 * @property {(cancelled: boolean) => void} [onEnd] the gesture is over; a cancelled one is to be undone
 * @property {() => boolean} [blocked] whether it refuses to move now
 * @property {() => void} [onRefuse] it was moved while blocked
 * @property {number} [grab] how near to the value (in pixels) a press takes hold without moving it
 */

/**
 * Bring an element with role="slider" to life.
 * @param {HTMLElement | SVGElement} element what is pressed and focused; it may be larger than the track
 * @param {HandleOptions} options
 * @returns {{destroy: () => void, dragging: () => boolean}}
 */
export function makeHandle(element, options) {
  const { axis, track, value, range, bounds, step, page, onInput, onStart, onEnd, blocked, onRefuse, grab = 22 } = options;
  const listening = new AbortController();
  const on = (name, listener) => element.addEventListener(name, listener, { signal: listening.signal });
  let pointer = null; // the one pointer that drags
  let box = null; // read once a gesture: reading it again would force a layout
  let offset = 0; // from the pointer to the value that was taken hold of
  let wanted = null; // the newest value, not yet said
  let frame = 0;
  let keys = false; // a gesture of keys is under way

  const clamp = (number) => Math.min(bounds[1], Math.max(bounds[0], number));
  const at = (event) => (axis === "y" ? box.bottom - event.clientY : event.clientX - box.left);
  const length = () => (axis === "y" ? box.height : box.width);
  const toValue = (pixels) => { const [low, high] = range(); return low + (pixels / length()) * (high - low); };
  const toPixels = (number) => { const [low, high] = range(); return ((number - low) / (high - low)) * length(); };
  const flush = () => { frame = 0; if (wanted !== null) { const next = wanted; wanted = null; onInput(next, "pointer"); } };
  const want = (event) => {
    wanted = clamp(toValue(at(event) - offset));
    frame ||= requestAnimationFrame(flush);
  };

  on("pointerdown", (event) => {
    if (pointer !== null || (event.pointerType === "mouse" && event.button !== 0)) return;
    if (blocked?.()) { onRefuse?.(); return; }
    endKeys();
    pointer = event.pointerId;
    element.setPointerCapture(pointer);
    element.focus({ preventScroll: true, focusVisible: false });
    event.preventDefault();
    box = track.getBoundingClientRect();
    element.classList.add("dragging");
    onStart?.();
    const distance = at(event) - toPixels(value());
    offset = Math.abs(distance) <= grab ? distance : 0;
    if (!offset) want(event);
  });
  on("pointermove", (event) => { if (event.pointerId === pointer) want(event); });
  on("pointerup", (event) => { if (event.pointerId === pointer) release(false); });
  on("pointercancel", (event) => { if (event.pointerId === pointer) release(true); });
  on("lostpointercapture", (event) => { if (event.pointerId === pointer) release(false); });
  on("keydown", (event) => {
    if (event.key === "Escape" && pointer !== null) { release(true); event.preventDefault(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = byKey(event.key);
    if (next === null) return;
    event.preventDefault();
    if (blocked?.()) { onRefuse?.(); return; }
    if (!keys) { keys = true; onStart?.(); }
    onInput(clamp(next), "key");
  });
  on("keyup", endKeys);
  on("blur", endKeys);

  function byKey(key) {
    // The twelfth decimal is kept and no more, so that ten steps of 0.01 make 0.1.
    const moved = (by) => Number((value() + by).toFixed(12));
    switch (key) {
      case "ArrowUp": case "ArrowRight": return moved(step);
      case "ArrowDown": case "ArrowLeft": return moved(-step);
      case "PageUp": return moved(page);
      case "PageDown": return moved(-page);
      case "Home": return bounds[0];
      case "End": return bounds[1];
      default: return null;
    }
  }

  function endKeys() {
    if (!keys) return;
    keys = false;
    onEnd?.(false);
  }

  function release(cancelled) {
    const held = pointer;
    pointer = null;
    if (frame) { cancelAnimationFrame(frame); if (cancelled) { frame = 0; wanted = null; } else flush(); }
    if (element.hasPointerCapture(held)) element.releasePointerCapture(held);
    element.classList.remove("dragging");
    onEnd?.(cancelled);
  }

  return {
    dragging: () => pointer !== null,
    destroy() { listening.abort(); if (frame) cancelAnimationFrame(frame); },
  };
}

// A handle that moves in a plane: with mouse, finger, pen or arrow keys. It holds no value; it says where in its track it is wanted.

/**
 * @typedef {{x: number, y: number}} Point parts of the track: x from its left edge, y from its bottom
 * @typedef {object} PointHandleOptions
 * @property {Element} track
 * @property {() => Point} at where it stands now
 * @property {(point: Point, by: "pointer") => void} onPlace it is dragged here; called at most once a frame
 * @property {(dx: -1 | 0 | 1, dy: -1 | 0 | 1, large: boolean) => void} onNudge an arrow key, with Shift a large step
 * @property {() => void} [onStart] a gesture begins
 * @property {(cancelled: boolean) => void} [onEnd] the gesture is over; a cancelled one is to be undone
 */

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** Bring an element to life. @param {HTMLElement} element @param {PointHandleOptions} options */
export function makePointHandle(element, { track, at, onPlace, onNudge, onStart, onEnd }) {
  const listening = new AbortController();
  const on = (name, listener) => element.addEventListener(name, listener, { signal: listening.signal });
  let pointer = null;
  let box = null;
  let offset = { x: 0, y: 0 };
  let wanted = null;
  let frame = 0;
  let keys = false;

  const part = (event) => ({ x: (event.clientX - box.left) / box.width, y: (box.bottom - event.clientY) / box.height });
  const flush = () => { frame = 0; if (wanted) { const next = wanted; wanted = null; onPlace(next, "pointer"); } };

  on("pointerdown", (event) => {
    if (pointer !== null || (event.pointerType === "mouse" && event.button !== 0)) return;
    endKeys();
    pointer = event.pointerId;
    element.setPointerCapture(pointer);
    element.focus({ preventScroll: true, focusVisible: false });
    event.preventDefault();
    box = track.getBoundingClientRect();
    const [pressed, stands] = [part(event), at()];
    offset = { x: pressed.x - stands.x, y: pressed.y - stands.y };
    element.classList.add("dragging");
    onStart?.();
  });
  on("pointermove", (event) => {
    if (event.pointerId !== pointer) return;
    const now = part(event);
    wanted = { x: now.x - offset.x, y: now.y - offset.y };
    frame ||= requestAnimationFrame(flush);
  });
  on("pointerup", (event) => { if (event.pointerId === pointer) release(false); });
  on("pointercancel", (event) => { if (event.pointerId === pointer) release(true); });
  on("lostpointercapture", (event) => { if (event.pointerId === pointer) release(false); });
  on("keydown", (event) => {
    if (event.key === "Escape" && pointer !== null) { release(true); event.preventDefault(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || !ARROWS[event.key]) return;
    event.preventDefault();
    if (!keys) { keys = true; onStart?.(); }
    onNudge(...ARROWS[event.key], event.shiftKey);
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

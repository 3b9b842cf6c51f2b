// A handle that moves in a plane: with mouse, finger, pen or arrow keys. It holds no value; it says where in its track
// it is wanted.
import { makeGesture } from "wd/figure/gesture.js";

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

/** @type {Object<string, [-1 | 0 | 1, -1 | 0 | 1]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** Bring an element to life. @param {HTMLElement} element @param {PointHandleOptions} options */
export function makePointHandle(element, { at, onPlace, onNudge, ...rest }) {
  let offset = { x: 0, y: 0 };

  const part = (event, box) => ({
    x: (event.clientX - box.left) / box.width,
    y: (box.bottom - event.clientY) / box.height,
  });

  return makeGesture(element, {
    ...rest,
    press(event, box) {
      const [pressed, stands] = [part(event, box), at()];
      offset = { x: pressed.x - stands.x, y: pressed.y - stands.y };
      return false;
    },
    follow(event, box) {
      const now = part(event, box);
      return { x: now.x - offset.x, y: now.y - offset.y };
    },
    onDrag: (wanted) => onPlace(wanted, "pointer"),
    key: (event) => ARROWS[event.key] && (() => onNudge(...ARROWS[event.key], event.shiftKey)),
  });
}

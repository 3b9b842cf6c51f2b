// A handle: a real slider that is moved with mouse, finger, pen or keys. It holds no value; it asks for it and says
// what is wanted.
import { makeGesture } from "wd/figure/gesture.js";
import { inside } from "wd/figure/within.js";

/**
 * @typedef {object} HandleOptions
 * @property {"x" | "y"} axis the direction in which it moves
 * @property {Element} track what the pointer is measured against: its box spans `range()`
 * @property {() => number} value the present value
 * @property {() => [number, number]} range the values at the track's start (left, bottom) and end (right, top)
 * @property {[number, number]} bounds the least and greatest value; the pointer may leave the track to reach them
 * @property {number} step what an arrow key adds
 * @property {number} page what Page Up and Page Down add
 * @property {(value: number, by: "pointer" | "key") => void} onInput something wants this value; called at most once a
 *   frame
 * @property {() => void} [onStart] a gesture begins
 * @property {(cancelled: boolean) => void} [onEnd] the gesture is over; a cancelled one is to be undone
 * @property {() => boolean} [blocked] whether it refuses to move now
 * @property {() => void} [onRefuse] it was moved while blocked
 * @property {string} [grip] the part that a finger has to touch; beside it a finger scrolls the page
 * @property {number} [grab] how near to the value (in pixels) a press takes hold without moving it
 */

/**
 * Bring an element with role="slider" to life.
 * @param {HTMLElement | SVGElement} element what is pressed and focused; it may be larger than the track
 * @param {HandleOptions} options
 * @returns {{destroy: () => void, dragging: () => boolean}}
 */
export function makeHandle(element, { axis, track, value, range, bounds, step, page, onInput, grab = 22, ...rest }) {
  let offset = 0; // from the pointer to the value that was taken hold of

  const at = (event, box) => (axis === "y" ? box.bottom - event.clientY : event.clientX - box.left);
  const length = (box) => (axis === "y" ? box.height : box.width);

  return makeGesture(element, {
    ...rest,
    track,
    press(event, box) {
      const [low, high] = range();
      const distance = at(event, box) - ((value() - low) / (high - low)) * length(box);
      offset = Math.abs(distance) <= grab ? distance : 0;
      return offset === 0;
    },
    follow(event, box) {
      const [low, high] = range();
      return inside(low + ((at(event, box) - offset) / length(box)) * (high - low), bounds);
    },
    onDrag: (wanted) => onInput(wanted, "pointer"),
    key(event) {
      const next = byKey(event.key);
      return next === null ? null : () => onInput(inside(next, bounds), "key");
    },
  });

  function byKey(key) {
    // The twelfth decimal is kept and no more, so that ten steps of 0.01 make 0.1.
    const moved = (by) => Number((value() + by).toFixed(12));
    switch (key) {
      case "ArrowUp":
      case "ArrowRight":
        return moved(step);
      case "ArrowDown":
      case "ArrowLeft":
        return moved(-step);
      case "PageUp":
        return moved(page);
      case "PageDown":
        return moved(-page);
      case "Home":
        return bounds[0];
      case "End":
        return bounds[1];
      default:
        return null;
    }
  }
}

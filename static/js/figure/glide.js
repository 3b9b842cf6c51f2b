// Motion that explains: from one set of numbers to another, ease-out; at once for who asked for less motion.

const REDUCED = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Move from 0 to 1 in some milliseconds.
 * @param {(part: number) => void} paint called in animation frames; the last call is always with exactly 1
 * @param {number} [duration]
 * @returns {() => void} stops where it is
 */
export function glide(paint, duration = 400) {
  if (REDUCED.matches || duration <= 0) {
    paint(1);
    return () => {};
  }
  let start = null;
  let frame = requestAnimationFrame(step);
  function step(now) {
    start ??= now;
    const part = Math.min(1, (now - start) / duration);
    paint(part === 1 ? 1 : 1 - (1 - part) ** 3);
    frame = part < 1 ? requestAnimationFrame(step) : 0;
  }
  return () => cancelAnimationFrame(frame);
}

/** Between two numbers. */
export const between = (/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ part) =>
  part === 1 ? b : a + (b - a) * part;

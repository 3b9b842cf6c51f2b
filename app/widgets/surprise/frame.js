// Where areas, names and lines lie: the rules of frame.py.
import { calmly, HEADROOM, stepAtLeast } from "wd/figure/scale.js";

/** The heights that the axis may have: round ones from 1 to this. */
const GREATEST = 10;
const GUESSING = 2;
const ROOM = 0.085;
/** Narrower than this, there is room on a phone for the name alone. */
export const TIGHT = 0.14;
const NEIGHBOUR = 0.2;
const CLEARANCE = 0.2;

/**
 * The smallest round height with room for what is needed, or the greatest there is; the present one where it still
 *   serves.
 */
export function axisHeight(/** @type {number} */ needed, present = 0) {
  const room = HEADROOM * needed;
  return calmly(present, Math.min(stepAtLeast(room, 1), GREATEST), room);
}

/** The height of the axis while a prediction is pending: it must not give it away. */
export function guessingHeight(/** @type {number} */ ceiling) {
  return axisHeight((GUESSING * ceiling) / HEADROOM);
}

/**
 * The highest thing that is to be seen.
 * @param {{results: Object<string, number>, surprises: number[], lengths: number[]}} numbers
 * @param {boolean} codewords whether these are shown
 * @param {number} perBit how many of the unit are in a bit
 */
export function neededHeight({ results, surprises, lengths }, codewords, perBit) {
  const heights = [...surprises, ...(codewords ? lengths.map((length) => length * perBit) : [])].filter(
    Number.isFinite,
  );
  return Math.max(results.ceiling, ...heights);
}

/** Where each outcome's name stands: over its rectangle, over a lower neighbour, or nowhere. */
export function tagSide(
  /** @type {number} */ index,
  /** @type {number[]} */ p,
  /** @type {number[]} */ surprises,
  /** @type {number} */ height,
) {
  const free = (/** @type {number} */ neighbour) =>
    p[neighbour] >= NEIGHBOUR && Math.min(surprises[index], height) - surprises[neighbour] >= CLEARANCE * height;
  if (p[index] >= ROOM) return "over";
  if (p[index] === 0) return "none";
  return free(index - 1) ? "left" : free(index + 1) ? "right" : "none";
}

/** The line under the figure: what is special about this distribution. */
export function remark(/** @type {{p: number[], labels: string[]}} */ { p, labels }) {
  const most = Math.max(...p);
  const least = Math.min(...p);
  if (most === 1) return `${labels[p.indexOf(1)]} is certain: no surprise, nothing to learn. The entropy is 0.`;
  if (most - least <= 1e-12) return "All are equally likely: the entropy is at its ceiling, log n.";
  if (least === 0)
    return (
      `${labels[p.indexOf(0)]} never happens: its surprise would be infinite, ` +
      "its weight is 0, and it adds nothing."
    );
  return "What sticks out above the dashed line is exactly what is missing below it.";
}

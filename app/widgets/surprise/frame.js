// Where areas, names and lines lie: the rules of frame.py.

/** The heights that the axis may have, with the number of intervals between their marks. @type {[number, number][]} */
const STEPS = [
  [1, 2],
  [2, 2],
  [3, 3],
  [4, 4],
  [6, 3],
  [8, 4],
  [10, 2],
];
const GREATEST = 10;
const HEADROOM = 1.04;
const GUESSING = 2;
const ROOM = 0.085;
/** Narrower than this, there is room on a phone for the name alone. */
export const TIGHT = 0.14;
const NEIGHBOUR = 0.2;
const CLEARANCE = 0.2;
/**
 * An axis becomes shorter only when less than this part of it is used: a value near a border must not make it
 *   flicker.
 */
const SHRINKS_BELOW = 0.45;

/**
 * The smallest round height with room for what is needed, or the greatest there is; the present one where it still
 *   serves.
 */
export function axisHeight(/** @type {number} */ needed, present = 0) {
  const wanted = STEPS.find(([step]) => step >= HEADROOM * needed)?.[0] ?? GREATEST;
  return wanted < present && HEADROOM * needed > SHRINKS_BELOW * present ? present : wanted;
}

/** The height of the axis while a prediction is pending: it must not give it away. */
export function guessingHeight(/** @type {number} */ ceiling) {
  return axisHeight((GUESSING * ceiling) / HEADROOM);
}

/** Where an axis is marked. @returns {number[]} */
export function marksOf(/** @type {number} */ height) {
  const intervals = STEPS.find(([step]) => step === height)?.[1] ?? 0;
  return Array.from({ length: intervals + 1 }, (_, index) => (height * index) / intervals);
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

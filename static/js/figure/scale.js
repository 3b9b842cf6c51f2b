// Calm scales: a few round lengths, so that an axis seldom changes. The rules are those of app/ui/scale.py.

/** The lengths, with the number of intervals between their ticks. @type {[number, number][]} */
const STEPS = [
  [0.1, 2],
  [0.2, 2],
  [0.3, 3],
  [0.4, 4],
  [0.6, 3],
  [0.8, 4],
  [1, 2],
  [2, 2],
  [3, 3],
  [4, 4],
  [6, 3],
  [8, 4],
  [10, 2],
  [20, 2],
  [30, 3],
  [40, 4],
  [60, 3],
  [80, 4],
  [100, 2],
  [200, 2],
  [300, 3],
  [400, 4],
  [600, 3],
  [800, 4],
  [1000, 2],
  [2000, 2],
];
/** How much longer an axis is, at least, than what it has to show. */
export const HEADROOM = 1.04;
/**
 * An axis becomes shorter only when less than this part of it is used: a value near a border must not make it
 *   flicker.
 */
const SHRINKS_BELOW = 0.45;

/** The smallest round length that is `needed` or more, and no shorter than `least`. */
export function stepAtLeast(/** @type {number} */ needed, /** @type {number} */ least) {
  return (STEPS.find(([step]) => step >= Math.max(needed, least)) ?? STEPS[STEPS.length - 1])[0];
}

/** The present length if it still serves, else a round one. */
export function calmly(/** @type {number} */ present, /** @type {number} */ wanted, /** @type {number} */ needed) {
  return wanted < present && needed > SHRINKS_BELOW * present ? present : wanted;
}

/** Where an axis from 0 to a round length is marked. @returns {number[]} */
export function ticks(/** @type {number} */ length) {
  const [, intervals] = STEPS.find(([step]) => step === length) ?? [length, 1];
  return Array.from({ length: intervals + 1 }, (_, index) => (length * index) / intervals);
}

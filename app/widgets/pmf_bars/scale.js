// Calm scales: a few round lengths, so that an axis seldom changes. The rules are those of scale.py.

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
const HEADROOM = 1.04;
const FINITE_PART = 0.7;
const GUESSING = 3;
/**
 * An axis becomes shorter only when less than this part of it is used: a value near a border must not make it
 *   flicker.
 */
const SHRINKS_BELOW = 0.45;

/** The smallest round length that is `needed` or more, and no shorter than `least`. */
export function stepAtLeast(/** @type {number} */ needed, /** @type {number} */ least) {
  return (STEPS.find(([step]) => step >= Math.max(needed, least)) ?? STEPS.at(-1))[0];
}

/** The present length if it still serves, else a round one. */
export function calmly(/** @type {number} */ present, /** @type {number} */ wanted, /** @type {number} */ needed) {
  return wanted < present && needed > SHRINKS_BELOW * present ? present : wanted;
}

/** Where an axis from 0 to `step` is marked. @returns {number[]} */
export function ticks(/** @type {number} */ step) {
  const intervals = STEPS.find(([length]) => length === step)[1];
  return Array.from({ length: intervals + 1 }, (_, index) => (step * index) / intervals);
}

/** How much room the axis of costs needs: for every finite total, and for a torn edge beside a finite bar. */
export function costRoom(/** @type {number} */ entropy, /** @type {number[]} */ totals) {
  const finite = totals.filter(Number.isFinite);
  return Math.max(HEADROOM * Math.max(entropy, ...finite), finite.length < totals.length ? entropy / FINITE_PART : 0);
}

export function costScale(/** @type {number} */ room) {
  return stepAtLeast(room, 1);
}

/** The length of the axis of costs while a prediction is pending: it must not give the answer away. */
export function guessingScale(/** @type {number} */ outcomes, /** @type {string} */ unit) {
  return stepAtLeast((GUESSING * Math.log(outcomes)) / (unit === "bits" ? Math.LN2 : 1), 1);
}

/** The height of the bars' axis: 1, or less for the many small probabilities of an alphabet. */
export function probabilityScale(/** @type {number[]} */ values) {
  if (values.length <= 16) return 1;
  const needed = Math.min(1, HEADROOM * Math.max(...values));
  return [0.1, 0.2, 0.4, 0.6, 1].find((height) => height >= needed);
}

/** How far below and above 0 the running sum of the terms needs room. @returns {[number, number]} */
export function termScale(/** @type {ArrayLike<number>} */ terms) {
  let low = 0;
  let high = 0;
  let total = 0;
  for (let i = 0; i < terms.length; i++) {
    if (!Number.isFinite(terms[i])) continue;
    total += terms[i];
    low = Math.min(low, total);
    high = Math.max(high, total);
  }
  return [low < 0 ? stepAtLeast(-HEADROOM * low, 0.1) : 0, stepAtLeast(HEADROOM * high, 0.1)];
}

// How long the axes are: calm scales, by the rules of scale.py.
import { HEADROOM, stepAtLeast } from "wd/figure/scale.js";

export { calmly, ticks } from "wd/figure/scale.js";

const FINITE_PART = 0.7;
const GUESSING = 3;

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

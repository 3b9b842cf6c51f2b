// Probabilities as one drags, types and reads them.
import { formatNumber } from "wd/figure/format.js";

/**
 * Twelve significant digits are kept, so that what one sets reads as one set it (0.1, not 0.09999999999999998);
 * relative rounding never makes a small probability zero, and keeps the sum within 1e-12 of 1.
 */
export function rounded(/** @type {number} */ number) {
  return Number(number.toPrecision(12));
}

/** A probability as widgets write it: two decimals where they say it all, else three. */
export function probabilityText(/** @type {number} */ value) {
  const short = value === 0 || Math.abs(value - Math.round(value * 100) / 100) < Math.min(5e-10, value / 2);
  return formatNumber(value, null, short ? 2 : 3);
}

/**
 * Give one outcome a probability; the others give way in proportion to `base`, or equally where they have nothing.
 * @param {readonly number[]} base the distribution when the gesture began, so that a bar dragged up and back restores
 *   the others
 * @param {number} index @param {number} value
 * @returns {number[]}
 */
export function withProbability(base, index, value) {
  const rest = base.reduce((sum, other, i) => (i === index ? sum : sum + other), 0);
  const left = 1 - value;
  return base.map((other, i) =>
    i === index ? value : rounded(rest > 0 ? left * (other / rest) : left / (base.length - 1)),
  );
}

/**
 * Remembers in which ratio outcomes shared what is left, for when one of them has taken all of it and gives it back.
 */
export class Ratios {
  #last = null;

  /** What the others of an outcome share by: what they have, or where that is nothing what they had. */
  base(/** @type {readonly number[]} */ list, /** @type {number} */ index) {
    const others = (/** @type {readonly number[]} */ each) => each.some((value, i) => i !== index && value > 0);
    if (others(list)) this.#last = list;
    return others(list) || this.#last?.length !== list.length || !others(this.#last) ? list : this.#last;
  }
}

/** Whether two lists hold the same numbers (or names), each in its place. */
export function sameList(/** @type {readonly any[]} */ a, /** @type {readonly any[]} */ b) {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** Whether two results differ by more than the rounding of two programs, and some slack, can explain. */
export function differ(/** @type {number} */ a, /** @type {number} */ b, slack = 0) {
  if (a === b) return false;
  return !(Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)) || Math.abs(a - b) < Math.max(1e-15, slack));
}

/** Names as a field of a query string: only comma and percent sign are escaped. @returns {string} */
export function labelsField(/** @type {string[]} */ labels) {
  return labels.map((label) => label.replace(/[,%]/g, encodeURIComponent)).join(",");
}

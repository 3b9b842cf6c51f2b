// The numbers of a state, under the names that the page shows them by; what can be done to it, and how it is written.
import { entropy, surprisal } from "wd/kernel/divergences.js";
import { PER_BIT } from "wd/kernel/units.js";
import { withProbability } from "wd/figure/probability.js";

/**
 * @typedef {{labels: string[], p: number[], unit: "bits" | "nats", show: string[]}} State
 * @typedef {{results: Object<string, number>, surprises: number[], lengths: number[]}} Numbers results by
 *   data-quantity, in the state's unit;
 *   lengths of codewords in zeros and ones
 */

/** @param {State} state @returns {Numbers} */
export function numbersOf({ p, unit }) {
  const lengths = codeLengths(p);
  const average = p.reduce((sum, value, i) => (value === 0 ? sum : sum + value * lengths[i]), 0);
  return {
    results: {
      entropy: entropy(p, unit),
      ceiling: Math.log2(p.length) * PER_BIT[unit],
      "code-length": average * PER_BIT[unit],
    },
    surprises: Array.from(surprisal(p, unit)),
    lengths,
  };
}

/** Each surprise rounded up to whole bits, as shannon_lengths in app/kernel/codes does it. @returns {number[]} */
function codeLengths(/** @type {number[]} */ p) {
  return Array.from(surprisal(p, "bits"), (ideal, i) => {
    const nearest = Math.round(ideal);
    // The logarithm rounds: beside a whole number, let the probability itself decide, for powers of two are exact.
    if (!Number.isFinite(ideal) || Math.abs(ideal - nearest) > 1e-9) return Math.ceil(ideal);
    return p[i] >= 2 ** -nearest ? nearest : nearest + 1;
  });
}

/** A new outcome starts with probability 0: what never happens changes no entropy. @returns {State} */
export function withOutcome(/** @type {State} */ state) {
  const name = [..."abcdefghijklmnopqrstuvwxyz"].find((each) => !state.labels.includes(each));
  return { ...state, labels: [...state.labels, name], p: [...state.p, 0] };
}

/** Without the last outcome; what it had goes to the others in proportion. @returns {State} */
export function withoutOutcome(/** @type {State} */ state) {
  const last = state.p.length - 1;
  return { ...state, labels: state.labels.slice(0, last), p: withProbability(state.p, last, 0).slice(0, last) };
}

// The numbers of a state, under the names that the page shows them by.
import { klTerms, results, surprisal } from "wd/kernel/divergences.js";

/** @typedef {Object<string, number>} Results by data-quantity */

/** @param {import("./model.js").State} state @returns {{results: Results, terms: number[], surprises: number[]}} */
export function numbersOf({ p, q, unit }) {
  const found = results(p, q, unit);
  return {
    results: {
      entropy: found.entropy,
      "entropy-q": found.entropyQ,
      "cross-entropy": found.crossEntropy,
      "cross-entropy-reverse": found.crossEntropyReverse,
      kl: found.kl,
      "kl-reverse": found.klReverse,
      js: found.js,
    },
    terms: Array.from(klTerms(p, q, unit)),
    surprises: Array.from(surprisal(q, unit)),
  };
}

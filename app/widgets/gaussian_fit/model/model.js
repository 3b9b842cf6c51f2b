// Q, and the numbers of P and Q; state.py has the same.
import { klForward, klReverse } from "wd/kernel/normals.js";
import { PER_NAT } from "wd/kernel/units.js";
import { truthOf } from "../truth/bumps.js";

/** @typedef {import("../state.js").Model} Model */
/** @typedef {import("../state.js").State} State */

/** Q alone. @returns {Model} */
export const modelOf = (/** @type {Model} */ { mu, sigma }) => ({ mu, sigma });

export const sameModel = (/** @type {Model} */ a, /** @type {Model} */ b) => a.mu === b.mu && a.sigma === b.sigma;

/** Near enough to be the same place for who looks. */
export const near = (/** @type {Model} */ a, /** @type {Model} */ b) =>
  Math.abs(a.mu - b.mu) < 1e-6 * b.sigma && Math.abs(a.sigma - b.sigma) < 1e-6 * b.sigma;

/** Why the width of Q does not move, or null. */
export const keptWidth = (/** @type {State} */ { fixed }) =>
  fixed ? "σ is kept as it is. Untick “Keep σ” to change it." : null;

/** The numbers of P and a Q, by the names that the page shows them under, in the state's unit. */
export function numbersOf(/** @type {State} */ state, /** @type {Model} */ { mu, sigma } = state) {
  const truth = truthOf(state);
  const per = PER_NAT[state.unit];
  const entropy = truth.entropy * per;
  const kl = klForward(truth, mu, sigma, state.unit);
  return {
    entropy,
    "entropy-q": (0.5 * Math.log(2 * Math.PI * Math.E) + Math.log(sigma)) * per,
    "cross-entropy": entropy + kl,
    kl,
    "kl-reverse": klReverse(truth, mu, sigma, state.unit),
  };
}

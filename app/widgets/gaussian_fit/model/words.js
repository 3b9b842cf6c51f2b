// What is true of the best Qs of this P, in sentences. Nothing is said that was not counted.
import { formatNumber } from "wd/figure/format.js";
import { PER_NAT } from "wd/kernel/units.js";

/** @typedef {import("../state.js").State} State */
/** @typedef {import("./best.js").Optima} Optima */

const ITSELF = "P is a Gaussian itself, so the best Q is P, in both directions.";
const NOTHING = 1e-12; // nats

/** Why the forward best is where it is. */
export function forwardWords(/** @type {Optima} */ { forward }, /** @type {State} */ { fixed, unit }) {
  const cost = formatNumber(forward.kl * PER_NAT[unit], unit);
  if (fixed) return `With σ kept, the best centre is P’s mean, ${formatNumber(forward.mu)}: KL(P ‖ Q) is ${cost}.`;
  if (forward.kl < NOTHING) return ITSELF;
  const moments = `P’s own mean, ${formatNumber(forward.mu)}, and P’s own sd, ${formatNumber(forward.sigma)}`;
  return `The forward best has ${moments}: of P, KL(P ‖ Q) sees only these two. It costs ${cost}.`;
}

/** What the reverse minimum at a place in the list is, among all of them. */
export function reverseWords(
  /** @type {Optima} */ best,
  /** @type {number} */ at,
  /** @type {State} */ { means, fixed, unit },
) {
  const { reverse, tied } = best;
  const here = reverse[at];
  if (here.kl < NOTHING) return ITSELF;
  const written = (/** @type {number} */ kl) => formatNumber(kl * PER_NAT[unit], unit);
  const cost = written(here.kl);
  const where = place(here, means.length);
  const kept = fixed ? "With σ kept, there" : "There";
  if (reverse.length === 1) return `${kept} is one minimum only: ${where}, at ${cost}.`;
  const count = `${kept} are ${word(reverse.length)} minima`;
  if (at >= tied) {
    const trap = `This one is a trap: ${where}, at ${cost}, which is ${written(here.kl - reverse[0].kl)} more`;
    return `${count}. ${trap} than the best. A search that begins nearby ends here.`;
  }
  if (tied > 1) {
    const those = tied === reverse.length && tied === 2 ? "both" : `${word(tied)} of them`;
    return `${count}, and ${those} tie at ${cost}. This one is ${where}; press again for the next.`;
  }
  const next = `The next costs ${written(reverse[1].kl)}; press again to visit it.`;
  return `${count}. This is the best: ${where}, at ${cost}. ${next}`;
}

/** Where a minimum stands, by the bumps that it holds within two σ. */
export function place(/** @type {{held: number}} */ { held }, /** @type {number} */ bumps) {
  if (bumps === 1) return "on the only bump";
  if (held === 0) return "between the bumps, on none of them";
  if (held === 1) return "on one bump";
  if (held < bumps) return `covering ${word(held)} of the ${word(bumps)} bumps`;
  return bumps === 2 ? "covering both bumps" : `covering all ${word(bumps)} bumps`;
}

/** How a guess compares with the best, in KL. */
export function verdict(/** @type {number} */ guess, /** @type {number} */ best, /** @type {string} */ unit) {
  const more = guess - best;
  const said = `Your Q cost ${formatNumber(guess, unit)}, the best costs ${formatNumber(best, unit)}`;
  return more < 5e-4 ? `${said}: right on the mark.` : `${said}: ${formatNumber(more, unit)} less.`;
}

function word(count) {
  return ["no", "one", "two", "three", "four", "five", "six", "seven"][count] ?? String(count);
}

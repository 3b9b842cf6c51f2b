// What is true of the best Qs of this P, in sentences. Nothing is said that was not counted.
import { formatNumber } from "wd/figure/format.js";

/** Why the forward best is where it is. */
export function forwardWords({ forward }, { fixed, unit }, per) {
  const cost = formatNumber(forward.kl * per, unit);
  if (fixed) return `With σ kept, the best centre is P’s mean, ${formatNumber(forward.mu)}: KL(P ‖ Q) is ${cost}.`;
  if (forward.kl < 1e-12) return "P is a Gaussian itself, so the best Q is P, in both directions.";
  return `The forward best has P’s own mean, ${formatNumber(forward.mu)}, and P’s own sd, ${formatNumber(forward.sigma)}: of P, KL(P ‖ Q) sees only these two. It costs ${cost}.`;
}

/** What the reverse minimum at a place in the list is, among all of them. */
export function reverseWords(best, at, { means, fixed, unit }, per) {
  const { reverse, tied } = best;
  const here = reverse[at];
  if (here.kl < 1e-12) return "P is a Gaussian itself, so the best Q is P, in both directions.";
  const cost = formatNumber(here.kl * per, unit);
  const where = place(here, means.length);
  const kept = fixed ? "With σ kept, there" : "There";
  if (reverse.length === 1) return `${kept} is one minimum only: ${where}, at ${cost}.`;
  const count = `${kept} are ${word(reverse.length)} minima`;
  if (at < tied) {
    if (tied > 1)
      return `${count}, and ${tied === reverse.length && tied === 2 ? "both" : `${word(tied)} of them`} tie at ${cost}. This one is ${where}; press again for the next.`;
    const next = formatNumber(reverse[1].kl * per, unit);
    return `${count}. This is the best: ${where}, at ${cost}. The next costs ${next}; press again to visit it.`;
  }
  const more = formatNumber((here.kl - reverse[0].kl) * per, unit);
  return `${count}. This one is a trap: ${where}, at ${cost}, which is ${more} more than the best. A search that begins nearby ends here.`;
}

/** Where a minimum stands, by the bumps that it holds within two σ. */
export function place({ held }, bumps) {
  if (bumps === 1) return "on the only bump";
  if (held === 0) return "between the bumps, on none of them";
  if (held === 1) return "on one bump";
  return held === bumps
    ? bumps === 2
      ? "covering both bumps"
      : `covering all ${word(bumps)} bumps`
    : `covering ${word(held)} of the ${word(bumps)} bumps`;
}

/** How a guess compares with the best, in KL. */
export function verdict(guess, best, unit) {
  const more = guess - best;
  const said = `Your Q cost ${formatNumber(guess, unit)}, the best costs ${formatNumber(best, unit)}`;
  return more < 5e-4 ? `${said}: right on the mark.` : `${said}: ${formatNumber(more, unit)} less.`;
}

function word(count) {
  return ["no", "one", "two", "three", "four", "five", "six", "seven"][count] ?? String(count);
}

/**
 * The twin of app/kernel/scoring, which says why: what the score of yes-or-no forecasts is made of.
 *
 * @typedef {ArrayLike<number>} Row  one number from 0 to 1 for each situation
 * @typedef {{weight: number, truth: number, forecast: number}} Situation
 * @typedef {{floor: number, lostRefinement: number, miscalibration: number, loss: number}} Parts
 */

import { KernelError, Sum, gap, total } from "./divergences.js";

/**
 * The expected log loss, in nats.
 * @param {Row} truths
 * @param {Row} forecasts
 * @param {Row} [weights]  how frequent each situation is, in proportion; equally, if left out
 * @returns {Parts}
 */
export function logLossParts(truths, forecasts, weights) {
  return parts(situations(truths, forecasts, weights), binaryEntropy, binaryKl);
}

/**
 * The expected Brier score, of the column "yes".
 * @param {Row} truths
 * @param {Row} forecasts
 * @param {Row} [weights]
 * @returns {Parts}
 */
export function brierParts(truths, forecasts, weights) {
  return parts(
    situations(truths, forecasts, weights),
    (o) => o * (1 - o),
    (o, f) => (o - f) ** 2,
  );
}

/**
 * The expected calibration error in bins of equal width; a forecast on an edge belongs to the bin below it.
 * @param {Row} truths
 * @param {Row} forecasts
 * @param {Row} [weights]
 * @param {number} [bins]
 */
export function expectedCalibrationError(truths, forecasts, weights = undefined, bins = 10) {
  if (!(bins >= 1)) throw new KernelError(`bins is ${bins}, but every forecast belongs to one: give 1 or more.`);
  const aside = Array.from({ length: bins }, () => new Sum());
  for (const { weight, truth, forecast } of situations(truths, forecasts, weights)) {
    let bin = Math.min(bins - 1, Math.floor(forecast * bins));
    // The product may be rounded over an edge that the forecast has not passed, or not yet over one that it has.
    while (bin > 0 && forecast <= bin / bins) bin--;
    while (bin < bins - 1 && forecast > (bin + 1) / bins) bin++;
    aside[bin].add(weight * (truth - forecast));
  }
  return total(aside.map((sum) => Math.abs(sum.value)));
}

function parts(
  /** @type {Situation[]} */ every,
  /** @type {(truth: number) => number} */ floorOf,
  /** @type {(truth: number, forecast: number) => number} */ costOf,
) {
  const seen = new Map();
  for (const { weight, truth, forecast } of every) {
    const group = seen.get(forecast) ?? { weight: 0, first: truth, aside: 0 };
    group.weight += weight;
    group.aside += weight * (truth - group.first);
    seen.set(forecast, group);
  }
  // From one of them on: the average of equal truths is then that truth, to the last digit.
  const observed = (/** @type {{weight: number, first: number, aside: number}} */ { weight, first, aside }) =>
    Math.min(1, Math.max(0, weight > 0 ? first + aside / weight : first));
  const floor = total(every.map(({ weight, truth }) => weight * floorOf(truth)));
  const lostRefinement = total(
    // What never comes costs nothing, however wrong.
    every.map(({ weight, truth, forecast }) => (weight > 0 ? weight * costOf(truth, observed(seen.get(forecast))) : 0)),
  );
  const miscalibration = total(
    Array.from(seen, ([forecast, group]) => (group.weight > 0 ? group.weight * costOf(observed(group), forecast) : 0)),
  );
  return { floor, lostRefinement, miscalibration, loss: floor + lostRefinement + miscalibration };
}

function situations(/** @type {Row} */ truths, /** @type {Row} */ forecasts, /** @type {Row | undefined} */ weights) {
  const shares = weights ?? Array.from(truths, () => 1);
  if (!(truths.length > 0 && truths.length === forecasts.length && truths.length === shares.length)) {
    throw new KernelError(
      `there are ${truths.length} truths, ${forecasts.length} forecasts and ${shares.length} weights: ` +
        "give one of each.",
    );
  }
  const whole = total(Array.from(shares));
  return Array.from(truths, (truth, i) => {
    for (const [name, value] of Object.entries({ truths: truth, forecasts: forecasts[i] })) {
      if (!(value >= 0 && value <= 1)) throw new KernelError(`${name}[${i}] is ${value}, but it lies between 0 and 1.`);
    }
    if (!(shares[i] >= 0 && whole > 0))
      throw new KernelError(`weights[${i}] is ${shares[i]}: give 0 or more, not all 0.`);
    return { weight: shares[i] / whole, truth, forecast: forecasts[i] };
  });
}

function binaryEntropy(/** @type {number} */ o) {
  const likelier = Math.max(o, 1 - o);
  const other = likelier === o ? 1 - likelier : o;
  return (other > 0 ? -other * Math.log(other) : 0) - likelier * Math.log1p(-other);
}

function binaryKl(/** @type {number} */ o, /** @type {number} */ f) {
  return gap(o, f, f - o) + gap(1 - o, 1 - f, o - f);
}

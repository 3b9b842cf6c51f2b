/**
 * The twin of app/kernel/bounds, which says why: an evidence, a bound below it that a guess q lifts, and the gap. In
 * nats.
 *
 * @typedef {object} Bound
 * @property {number} evidence        ln p(x)
 * @property {number} reconstruction  E_q ln p(x | z)
 * @property {number} klToPrior       KL(q ‖ prior)
 * @property {number} gap             KL(q ‖ posterior)
 * @property {number} bound           reconstruction - klToPrior
 */

import { KernelError, Sum, checkLengths, excess, gap, klDivergence, total } from "./divergences.js";
import { klNormals } from "./normals.js";

const LOG_2PI = Math.log(2 * Math.PI);

/** From here on, four terms of Stirling's series give what the formula leaves out to 1e-16. */
const SERIES_FROM = 64;
const SMALL_REMAINDERS = smallRemainders();

/** Draws less probable than this part of the posterior are left out. */
const RAREST = 1e-300;

/**
 * The bound of a guess at a hidden cause with finitely many values.
 * @param {ArrayLike<number>} prior
 * @param {ArrayLike<number>} likelihoods  p(x | z), finite and ≥ 0
 * @param {ArrayLike<number>} q
 * @returns {Bound}
 */
export function latentBound(prior, likelihoods, q) {
  const { evidence, posterior } = observed(prior, likelihoods);
  checkLengths(prior, q);
  const whole = 1 + excess(q, "q");
  const reconstruction = total(Array.from(q, (x, i) => (x > 0 ? (x / whole) * Math.log(likelihoods[i]) : 0)));
  const klToPrior = klDivergence(q, prior, "nats");
  return {
    evidence,
    reconstruction,
    klToPrior,
    gap: klDivergence(q, posterior, "nats"),
    bound: reconstruction - klToPrior,
  };
}

/**
 * How far the importance-weighted bound with n samples of q stays below ln p(x), for a cause with two values.
 * @param {ArrayLike<number>} prior
 * @param {ArrayLike<number>} likelihoods
 * @param {ArrayLike<number>} q
 * @param {number} samples  at least 1
 */
export function sampledGap(prior, likelihoods, q, samples) {
  if (prior.length !== 2) throw new KernelError(`prior has ${prior.length} values, but samples are counted of two.`);
  if (!(samples >= 1)) throw new KernelError(`samples is ${samples}, but a bound needs one at least: give 1 or more.`);
  const { posterior: b } = observed(prior, likelihoods);
  checkLengths(prior, q);
  const whole = 1 + excess(q, "q");
  const a = Array.from(q, (x, i) => (x / whole > RAREST * b[i] ? x / whole : 0));
  const counts = binomialPmf(a, samples);
  const weights = a.map((x, i) => (x > 0 ? b[i] / x : 0));
  const beyond = a.map((x, i) => (x > 0 ? (b[i] - x) / x : 0));
  const sum = new Sum();
  for (let k = 0; k <= samples; k++) {
    if (counts[k] === 0) continue;
    const mean = (weights[0] * k + weights[1] * (samples - k)) / samples;
    const meanBeyond = (beyond[0] * k + beyond[1] * (samples - k)) / samples;
    sum.add(counts[k] * gap(1, mean, meanBeyond));
  }
  a.forEach((x, i) => {
    if (x === 0) sum.add(b[i]);
  });
  return sum.value;
}

/**
 * The bound of q = N(mean, sd²) where z is standard normal and x is z with normal noise.
 * @param {number} noise  its sd
 * @param {number} x      what was observed
 * @param {{mean: number, sd: number}} q
 * @returns {Bound}
 */
export function normalBound(noise, x, q) {
  if (!(noise > 0 && noise < Infinity)) throw new KernelError(`noise is ${noise}, but a width is finite and above 0.`);
  if (!Number.isFinite(x)) throw new KernelError(`x is ${x}, but it has to be a finite number.`);
  const whole = Math.hypot(1, noise);
  const posterior = { mean: x / (1 + noise * noise), sd: noise / whole };
  const miss = (x - q.mean) / noise;
  const spread = q.sd / noise;
  const reconstruction = -0.5 * LOG_2PI - Math.log(noise) - 0.5 * (miss * miss + spread * spread);
  const klToPrior = klNormals(q, { mean: 0, sd: 1 });
  return {
    evidence: -0.5 * (x / whole) * (x / whole) - Math.log(whole) - 0.5 * LOG_2PI,
    reconstruction,
    klToPrior,
    gap: klNormals(q, posterior),
    bound: reconstruction - klToPrior,
  };
}

/**
 * How probable it is that the first of two outcomes comes 0, 1, … n times (app/kernel/binomial.py).
 * @param {number[]} p
 * @param {number} n
 * @returns {number[]}
 */
export function binomialPmf([first, second], n) {
  if (n === 0 || first === 0 || second === 0) {
    return Array.from({ length: n + 1 }, (_, k) => Number(k === (first > 0.5 ? n : 0)));
  }
  return Array.from({ length: n + 1 }, (_, k) => {
    if (k === 0) return Math.exp(n * Math.log(second));
    if (k === n) return Math.exp(n * Math.log(first));
    const log =
      remainder(n) -
      remainder(k) -
      remainder(n - k) -
      gap(k, n * first, n * first - k) -
      gap(n - k, n * second, n * second - (n - k));
    return Math.exp(log) * Math.sqrt(n / (2 * Math.PI * k * (n - k)));
  });
}

/** The evidence, and the posterior. */
function observed(/** @type {ArrayLike<number>} */ prior, /** @type {ArrayLike<number>} */ likelihoods) {
  if (prior.length !== likelihoods.length) {
    throw new KernelError(`prior has ${prior.length} values and there are ${likelihoods.length} likelihoods.`);
  }
  const whole = 1 + excess(prior, "prior");
  const together = Array.from(prior, (x, i) => {
    if (!(likelihoods[i] >= 0 && likelihoods[i] < Infinity)) {
      throw new KernelError(`likelihoods[${i}] is ${likelihoods[i]}, but it is finite and never negative.`);
    }
    return x * likelihoods[i];
  });
  const sum = total(together);
  if (!(sum > 0))
    throw new KernelError("no z that the prior allows could have given x: give one a likelihood above 0.");
  return { evidence: Math.log(sum) - Math.log(whole), posterior: together.map((x) => x / sum) };
}

/** ln k! less Stirling's formula for it. */
function remainder(/** @type {number} */ k) {
  return k <= SERIES_FROM ? SMALL_REMAINDERS[k] : series(k);
}

function series(/** @type {number} */ k) {
  const square = k * k;
  return (1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * square)) / square) / square) / k;
}

function smallRemainders() {
  const remainders = new Array(SERIES_FROM + 1).fill(0);
  remainders[SERIES_FROM] = series(SERIES_FROM);
  for (let k = SERIES_FROM - 1; k > 0; k--) remainders[k] = remainders[k + 1] + ((k + 0.5) * Math.log1p(1 / k) - 1);
  return remainders;
}

/**
 * The twin of app/kernel/estimators, which says why: what one draw's estimate of a KL is worth, and where each
 * estimator leads as a loss. All in nats.
 *
 * @typedef {{mean: number, variance: number}} Moments
 * @typedef {{mean: number, sd: number}} Normal
 * @typedef {{k1: Moments, k2: Moments, k3: Moments}} Estimators
 */

import { KernelError, NEAR, Sum, checkLengths, excess, gap, klDivergence, logRatio, total } from "./divergences.js";
import { klNormals } from "./normals.js";

/** Below this variance of k3 between normals its formula cancels, and the trapezoidal sum takes over. */
const CANCELS = 1e-3;
const STEP = 0.25;
const FARTHEST = 48;

/**
 * The three estimates that one draw gives.
 * @param {number} logRatio  ln r = ln q(x) - ln p(x); -Infinity where Q rules out what came
 */
export function estimates(logRatio) {
  if (!(logRatio < Infinity))
    throw new KernelError(`log_ratio is ${logRatio} for one draw, but it is a number or -inf.`);
  const beyond = Math.expm1(logRatio);
  return {
    k1: 0 - logRatio,
    k2: 0.5 * logRatio ** 2,
    k3: Math.abs(beyond) < NEAR ? gap(1, 1 + beyond, beyond) : beyond - logRatio,
  };
}

/**
 * Means and variances of the three for one draw from P.
 * @param {ArrayLike<number>} p
 * @param {ArrayLike<number>} q
 * @returns {Estimators} all infinite if Q gives 0 to something that P can draw
 */
export function klEstimators(p, q) {
  const { a, b, difference, whole } = drawn(p, q);
  if (b.includes(0)) {
    const infinite = { mean: Infinity, variance: Infinity };
    return { k1: infinite, k2: infinite, k3: infinite };
  }
  const costs = a.map((_, i) => costOf(a[i], b[i], difference[i]));
  const { variance } = moments(
    a.map((x, i) => x * costs[i]),
    a,
    whole,
  );
  return {
    k1: { mean: klDivergence(p, q, "nats"), variance },
    k2: moments(
      a.map((x, i) => 0.5 * x * costs[i] ** 2),
      a,
      whole,
    ),
    k3: moments(
      a.map((x, i) => gap(x, b[i], difference[i])),
      a,
      whole,
    ),
  };
}

/**
 * Means and variances of the three for one draw from a normal P.
 * @param {{mean: number, sd: number}} p
 * @param {{mean: number, sd: number}} q
 * @returns {Estimators} the variance of k3 is infinite where Q is √2 times as wide as P, or more
 */
export function klEstimatorsOfNormals(p, q) {
  const kl = klNormals(p, q);
  const a = ((0.5 * (q.sd - p.sd)) / q.sd) * ((q.sd + p.sd) / q.sd);
  const b = ((q.mean - p.mean) / q.sd) * (p.sd / q.sd);
  const variance = 2 * a * a + b * b;
  const second = 4 * a * a + b * b - 2 * a * kl;
  const first = 4 * a * b - 2 * b * kl;
  return {
    k1: { mean: kl, variance },
    k2: {
      mean: 0.5 * (variance + kl * kl),
      variance: 0.25 * (24 * a ** 4 + 24 * a * a * b * b + 2 * second ** 2 + first ** 2),
    },
    k3: { mean: kl, variance: varianceOfK3(p, q, a, b, kl) },
  };
}

/**
 * The gradients, by the logits of a softmax, of the three estimators as losses on draws, and of both KLs.
 * @param {ArrayLike<number>} policy     π
 * @param {ArrayLike<number>} reference  positive where something can be drawn
 * @param {ArrayLike<number>} [from]     what the draws come from, or the frequencies of a sample; π if left out
 * @param {"none"|"detached"|"carried"} [weighting]  how a draw counts π/from
 * @returns {{k1: number[], k2: number[], k3: number[], kl: number[], reverseKl: number[]}}
 */
export function estimatorGradients(policy, reference, from = policy, weighting = "none") {
  checkLengths(policy, reference);
  checkLengths(policy, from);
  const p = normalised(policy, "P");
  const r = normalised(reference, "reference");
  const o = normalised(from, "from");
  p.forEach((x, i) => {
    if (r[i] === 0 && (x > 0 || o[i] > 0))
      throw new KernelError(`reference[${i}] is 0 and can be drawn: give it more.`);
    if (x === 0 && o[i] > 0) throw new KernelError(`P[${i}] is 0 and is drawn: give it a probability.`);
    if (weighting !== "none" && x > 0 && o[i] === 0)
      throw new KernelError(`from[${i}] is 0 and P is not: draw it too.`);
  });
  const costs = p.map((x, i) => (x > 0 ? costOf(x, r[i], r[i] - x) : 0));
  const each = costs.map((cost) => estimates(-cost));
  const weights = p.map((x, i) => (weighting === "none" ? 1 : o[i] > 0 ? x / o[i] : 0));
  const slopes = {
    k1: () => 1,
    k2: (/** @type {number} */ cost) => cost,
    k3: (/** @type {number} */ cost) => 0 - Math.expm1(-cost),
  };
  const kl = total(p.map((x, i) => x * costs[i]));
  const arrow = (/** @type {"k1" | "k2" | "k3"} */ name) => {
    const along = costs.map(
      (cost, i) => o[i] * weights[i] * (slopes[name](cost) + (weighting === "carried" ? each[i][name] : 0)),
    );
    const sum = total(along);
    return along.map((value, i) => value - p[i] * sum);
  };
  return {
    k1: arrow("k1"),
    k2: arrow("k2"),
    k3: arrow("k3"),
    kl: p.map((x, i) => x * (costs[i] - kl)),
    reverseKl: p.map((x, i) => x - r[i]),
  };
}

/** The entries over their sum, as if summed exactly. @param {ArrayLike<number>} values @param {string} name */
function normalised(values, name) {
  const whole = 1 + excess(values, name);
  return Array.from(values, (x) => x / whole);
}

/** What P can draw: p, q on the same scale, q - p, and the sum of P. */
function drawn(/** @type {ArrayLike<number>} */ p, /** @type {ArrayLike<number>} */ q) {
  checkLengths(p, q);
  const excessP = excess(p, "P");
  const e = (excess(q, "Q") - excessP) / (1 + excessP);
  const there = Array.from(p, (_, i) => i).filter((i) => p[i] > 0);
  return {
    a: there.map((i) => p[i]),
    b: there.map((i) => q[i] / (1 + e)),
    difference: there.map((i) => (q[i] - p[i] - e * p[i]) / (1 + e)),
    whole: 1 + excessP,
  };
}

/** ln(p/q), with the digits of q - p where the two nearly agree. */
function costOf(/** @type {number} */ p, /** @type {number} */ q, /** @type {number} */ difference) {
  return Math.abs(difference) < NEAR * p ? 0 - Math.log1p(difference / p) : logRatio(p, q);
}

/** Mean and variance from p·value of each outcome. */
function moments(/** @type {number[]} */ products, /** @type {number[]} */ p, /** @type {number} */ whole) {
  const mean = total(products) / whole;
  const deviations = products.map((product, i) => product - mean * p[i]);
  return { mean, variance: total(deviations.map((deviation, i) => deviation * (deviation / p[i]))) / whole };
}

function varianceOfK3(
  /** @type {Normal} */ p,
  /** @type {Normal} */ q,
  /** @type {number} */ a,
  /** @type {number} */ b,
  /** @type {number} */ kl,
) {
  const s = q.sd / p.sd;
  const room = 2 - s * s;
  const power = room > 0 ? ((q.mean - p.mean) / p.sd) ** 2 / room : Infinity;
  if (power > 700) return Infinity;
  const beyondOne = Math.expm1(power - Math.log(s) - 0.5 * Math.log(room));
  const closed = beyondOne + 2 * a * a + b * b - 2 * (klNormals(q, p) + kl);
  if (closed > CANCELS) return closed;
  const sum = new Sum();
  for (let i = -FARTHEST; i <= FARTHEST; i++) {
    const z = i * STEP;
    const height = estimates(a * (z - 1) * (z + 1) + b * z - kl).k3;
    sum.add(Math.exp(-0.5 * z * z) * (height - kl) ** 2);
  }
  return (sum.value * STEP) / Math.sqrt(2 * Math.PI);
}

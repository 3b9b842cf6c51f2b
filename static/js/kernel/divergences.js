/**
 * The twin of app/kernel: the formulas that a drag needs, answered in the browser within a frame.
 *
 * Formula by formula, and branch by branch, it is the Python kernel (app/kernel/{entropies,divergences,gap,excess}.py
 * say why); tests/kernel/test_twin.py runs the same reference vectors on both. A number that a learner is graded on, an
 * optimum or a claim comes from Python, never from here.
 *
 * Nothing is allocated per outcome except by `klTerms` and `surprisal`, which can write into an array that they are
 * given.
 *
 * @typedef {ArrayLike<number>} Probabilities  one number ≥ 0 an outcome, summing to 1 within 1e-9
 * @typedef {import("./units.js").Unit} Unit
 * @typedef {object} Results
 * @property {number} entropy              H(P)
 * @property {number} entropyQ             H(Q)
 * @property {number} crossEntropy         H(P, Q)
 * @property {number} crossEntropyReverse  H(Q, P)
 * @property {number} kl                   KL(P ‖ Q)
 * @property {number} klReverse            KL(Q ‖ P)
 * @property {number} js                   JS(P, Q)
 */

import { NATS_PER_BIT } from "./units.js";

/** What is no distribution, or no unit; the message names the entry, its value, the rule and the repair. */
export class KernelError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = "KernelError";
  }
}

const SUM_TOLERANCE = 1e-9;

/** Below this relative difference the two logarithms nearly cancel, and the series takes over. */
export const NEAR = 0.3;

/** The smallest double with all its digits: below it, p/q has lost some. */
const SMALLEST_NORMAL = 2 ** -1022;

/** 1/23, 1/21, … 1/3. */
const ODD_RECIPROCALS = Array.from({ length: 11 }, (_, i) => 1 / (23 - 2 * i));

/**
 * The entropy of P.
 * @param {Probabilities} p
 * @param {Unit} [unit]
 * @returns {number} at least 0
 */
export function entropy(p, unit = "bits") {
  const excessP = excess(p, "P");
  return averageSurprise(p, p, excessP, excessP, unit);
}

/**
 * The average cost of outcomes of P in the ideal code for Q.
 * @param {Probabilities} p
 * @param {Probabilities} q
 * @param {Unit} [unit]
 * @returns {number} at least the entropy of P; Infinity if Q gives 0 to something that P can do
 */
export function crossEntropy(p, q, unit = "bits") {
  checkLengths(p, q);
  return averageSurprise(p, q, excess(p, "P"), excess(q, "Q"), unit);
}

/**
 * KL(P ‖ Q), the price of believing Q where P is true.
 * @param {Probabilities} p
 * @param {Probabilities} q
 * @param {Unit} [unit]
 * @returns {number} at least 0; Infinity if Q gives 0 to something that P can do
 */
export function klDivergence(p, q, unit = "bits") {
  checkLengths(p, q);
  return kl(p, q, excess(p, "P"), excess(q, "Q"), unit);
}

/**
 * The Jensen-Shannon divergence of P and Q.
 * @param {Probabilities} p
 * @param {Probabilities} q
 * @param {Unit} [unit]
 * @returns {number} 0 to 1 bit
 */
export function jsDivergence(p, q, unit = "bits") {
  checkLengths(p, q);
  return js(p, q, excess(p, "P"), excess(q, "Q"), unit);
}

/**
 * The total variation distance: the largest difference between what P and Q say of any event.
 * @param {Probabilities} p
 * @param {Probabilities} q
 * @returns {number} 0 to 1
 */
export function totalVariation(p, q) {
  checkLengths(p, q);
  const excessP = excess(p, "P");
  const e = (excess(q, "Q") - excessP) / (1 + excessP);
  const sum = new Sum();
  for (let i = 0; i < p.length; i++) sum.add(Math.abs((q[i] - p[i] - e * p[i]) / (1 + e)));
  return Math.min(1, (0.5 * sum.value) / (1 + excessP));
}

/**
 * What each outcome contributes to KL(P ‖ Q): p log(p/q), negative where Q gives more than P.
 * @template {number[]|Float64Array} Target
 * @param {Probabilities} p
 * @param {Probabilities} q
 * @param {Unit} [unit]
 * @param {Target} [target]  where to write; a new Float64Array if left out
 * @returns {Target|Float64Array}
 */
export function klTerms(p, q, unit = "bits", target = undefined) {
  checkLengths(p, q);
  const excessP = excess(p, "P");
  const e = (excess(q, "Q") - excessP) / (1 + excessP);
  const perNat = natsIn(unit);
  const terms = target ?? new Float64Array(p.length);
  for (let i = 0; i < p.length; i++) {
    const a = p[i];
    const b = q[i] / (1 + e);
    const difference = (q[i] - a - e * a) / (1 + e);
    let term;
    if (a === 0) term = 0;
    else if (b === 0) term = Infinity;
    else if (Math.abs(difference) < NEAR * a) term = 0 - a * Math.log1p(difference / a) * perNat;
    else term = a * logRatio(a, b, unit);
    terms[i] = term / (1 + excessP);
  }
  return terms;
}

/**
 * The surprisal of each outcome, -log q.
 * @template {number[]|Float64Array} Target
 * @param {Probabilities} q
 * @param {Unit} [unit]
 * @param {Target} [target]  where to write; a new Float64Array if left out
 * @returns {Target|Float64Array} each at least 0; Infinity where q is 0
 */
export function surprisal(q, unit = "bits", target = undefined) {
  const log = logarithm(unit);
  const whole = Math.log1p(excess(q, "Q")) * natsIn(unit);
  const surprisals = target ?? new Float64Array(q.length);
  for (let i = 0; i < q.length; i++) surprisals[i] = Math.max(0, whole - log(q[i]));
  return surprisals;
}

/**
 * Every quantity of a pair, in one go: what a view shows at each frame.
 * @param {Probabilities} p
 * @param {Probabilities} q
 * @param {Unit} [unit]
 * @returns {Results}
 */
export function results(p, q, unit = "bits") {
  checkLengths(p, q);
  const excessP = excess(p, "P");
  const excessQ = excess(q, "Q");
  return {
    entropy: averageSurprise(p, p, excessP, excessP, unit),
    entropyQ: averageSurprise(q, q, excessQ, excessQ, unit),
    crossEntropy: averageSurprise(p, q, excessP, excessQ, unit),
    crossEntropyReverse: averageSurprise(q, p, excessQ, excessP, unit),
    kl: kl(p, q, excessP, excessQ, unit),
    klReverse: kl(q, p, excessQ, excessP, unit),
    js: js(p, q, excessP, excessQ, unit),
  };
}

/**
 * A sum that carries along what rounding cut off (Neumaier 1974); one for each call, and none for each outcome.
 * Infinity stays Infinity.
 */
export class Sum {
  constructor() {
    this.total = 0;
    this.cut = 0;
  }

  /** @param {number} term */
  add(term) {
    const next = this.total + term;
    if (Math.abs(this.total) >= Math.abs(term)) this.cut += this.total - next + term;
    else this.cut += term - next + this.total;
    this.total = next;
  }

  get value() {
    return Number.isFinite(this.total) ? this.total + this.cut : this.total;
  }
}

/** @param {number[]} values */
export function total(values) {
  const sum = new Sum();
  for (const value of values) sum.add(value);
  return sum.value;
}

/** -Σ p log q of the normalised distributions. */
function averageSurprise(
  /** @type {Probabilities} */ p,
  /** @type {Probabilities} */ q,
  /** @type {number} */ excessP,
  /** @type {number} */ excessQ,
  /** @type {Unit} */ unit,
) {
  const log = logarithm(unit);
  const cost = new Sum();
  for (let i = 0; i < p.length; i++) {
    if (p[i] > 0) cost.add(p[i] * -log(q[i]));
  }
  return Math.max(0, cost.value / (1 + excessP) + Math.log1p(excessQ) * natsIn(unit));
}

/** The sum of gaps between P and Q, Q scaled to the sum of P. */
function kl(
  /** @type {Probabilities} */ p,
  /** @type {Probabilities} */ q,
  /** @type {number} */ excessP,
  /** @type {number} */ excessQ,
  /** @type {Unit} */ unit,
) {
  const e = (excessQ - excessP) / (1 + excessP);
  const sum = new Sum();
  for (let i = 0; i < p.length; i++) sum.add(gap(p[i], q[i] / (1 + e), (q[i] - p[i] - e * p[i]) / (1 + e), unit));
  return sum.value / (1 + excessP);
}

/** Half the gaps of P and of Q to the distribution in the middle. */
function js(
  /** @type {Probabilities} */ p,
  /** @type {Probabilities} */ q,
  /** @type {number} */ excessP,
  /** @type {number} */ excessQ,
  /** @type {Unit} */ unit,
) {
  const e = (excessQ - excessP) / (1 + excessP);
  const sum = new Sum();
  for (let i = 0; i < p.length; i++) {
    const a = p[i];
    const b = q[i] / (1 + e);
    const half = (0.5 * (q[i] - a - e * a)) / (1 + e);
    const middle = a >= b ? a + half : b - half;
    sum.add(gap(a, middle, half, unit));
    sum.add(gap(b, middle, -half, unit));
  }
  return Math.min((0.5 * sum.value) / (1 + excessP), NATS_PER_BIT * natsIn(unit));
}

/**
 * p log(p/q) - p + q ≥ 0, with q - p given because it may be known to more digits than p and q.
 * @param {number} p
 * @param {number} q
 * @param {number} difference
 * @param {Unit} [unit]
 */
export function gap(p, q, difference, unit = "nats") {
  const perNat = natsIn(unit);
  if (p === 0) return difference * perNat;
  if (q === 0) return Infinity;
  if (Math.abs(difference) < NEAR * p) {
    const x = difference / p;
    const r = x / (2 + x);
    const square = r * r;
    let series = 0;
    for (let k = 0; k < ODD_RECIPROCALS.length; k++) series = series * square + ODD_RECIPROCALS[k];
    return p * (x * r - 2 * r * square * series) * perNat;
  }
  return p * logRatio(p, q, unit) + difference * perNat;
}

/**
 * log(p/q) of positive numbers, also where p/q is no double.
 * @param {number} p
 * @param {number} q
 * @param {Unit} [unit]
 */
export function logRatio(p, q, unit = "nats") {
  const log = logarithm(unit);
  const ratio = p / q;
  return ratio > SMALLEST_NORMAL && ratio < Infinity ? log(ratio) : log(p) - log(q);
}

/**
 * The sum of the entries minus 1, as if summed exactly, once they have been found to be a distribution.
 * @param {Probabilities} p
 * @param {string} name
 */
export function excess(p, name) {
  if (p.length === 0) throw new KernelError(`${name} is empty: give the probability of at least one outcome.`);
  let coarse = -1;
  let rest = 0;
  for (let i = 0; i < p.length; i++) {
    const value = p[i];
    if (!(value >= 0 && value < 2)) {
      throw new KernelError(`${name}[${i}] is ${value}, but a probability lies between 0 and 1.`);
    }
    // A multiple of 2**-52: sums of these are exact.
    const high = value + 1 - 1;
    coarse += high;
    rest += value - high;
  }
  const off = coarse + rest;
  if (Math.abs(off) > SUM_TOLERANCE) {
    throw new KernelError(`${name} sums to ${1 + off}, not to 1: correct an entry, or divide each by the sum.`);
  }
  return off;
}

/** @param {Probabilities} p @param {Probabilities} q */
export function checkLengths(p, q) {
  if (p.length !== q.length) {
    throw new KernelError(`P has ${p.length} outcomes and Q has ${q.length}: give both the same outcomes.`);
  }
}

/** @param {Unit} unit */
export function natsIn(unit) {
  if (unit === "bits") return Math.LOG2E;
  if (unit === "nats") return 1;
  throw new KernelError(`unit is ${unit}: information is counted here in "bits" or "nats"; give one of the two.`);
}

/** @param {Unit} unit */
function logarithm(unit) {
  return unit === "bits" ? Math.log2 : Math.log;
}

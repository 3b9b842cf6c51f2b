/**
 * The twin of app/kernel/normals: a truth P of a few bumps, a model Q of one, and both KLs at every frame of a drag.
 *
 * Branch by branch it is the Python kernel (app/kernel/normals/{seams,quadrature,mixture,divergences}.py say why);
 * tests/kernel/normals/test_twin.py compares the two. Optima and landscapes come from Python.
 *
 * @typedef {import("./divergences.js").Unit} Unit
 */

import { KernelError, NEAR, gap, natsIn } from "./divergences.js";

const LOG_2PI = Math.log(2 * Math.PI);

/** A part smaller than e**-40 of the largest changes no digit of ln p. */
const COUNTS = 40;

/** In sd: farther out, no digit of a part's logarithm says where one takes over from another. */
const FARTHEST = 1e8;

/** Where a normal density is cut, in sd, and into how many panels. */
const REACH = 9;
const PANELS = 12;

/** Nodes and weights of the Gauss-Legendre rule on [-1, 1]. */
const [POINTS, WEIGHTS] = legendre(20);

/** A mixture of normal distributions. What depends on P alone is computed once, so that dragging Q is cheap. */
export class NormalMixture {
  /**
   * @param {ArrayLike<number>} weights  the share of each bump, summing to 1 within 1e-9
   * @param {ArrayLike<number>} means
   * @param {ArrayLike<number>} sds      greater than 0
   */
  constructor(weights, means, sds) {
    check(weights, means, sds);
    const there = Array.from(weights, (_, k) => k).filter((k) => weights[k] > 0);
    const total = there.reduce((sum, k) => sum + weights[k], 0);
    this.weights = there.map((k) => weights[k] / total);
    this.means = there.map((k) => means[k]);
    this.sds = there.map((k) => sds[k]);
    /** ln of each part at its own mean */
    this.peaks = this.weights.map((w, k) => Math.log(w / this.sds[k]) - 0.5 * LOG_2PI);
    this.mean = this.weights.reduce((sum, w, k) => sum + w * this.means[k], 0);
    this.variance = this.weights.reduce(
      (sum, w, k) => sum + w * (this.sds[k] ** 2 + (this.means[k] - this.mean) ** 2),
      0,
    );
    this.seams = seamEdges(this);
    this.entropy = this.#entropy();
  }

  /**
   * ln p at x; finite also where p itself is no double.
   * @param {number} x
   */
  logDensity(x) {
    let top = -Infinity;
    for (let k = 0; k < this.peaks.length; k++) top = Math.max(top, part(this, k, x));
    let sum = 0;
    for (let k = 0; k < this.peaks.length; k++) sum += Math.exp(part(this, k, x) - top);
    return top + Math.log(sum);
  }

  /** The differential entropy, in nats. */
  #entropy() {
    const edges = [...this.seams];
    this.means.forEach((mean, k) => {
      for (let i = 0; i <= PANELS; i++) edges.push(mean + this.sds[k] * REACH * ((2 * i) / PANELS - 1));
    });
    edges.sort((a, b) => a - b);
    return -integral(edges, (x) => {
      const log = this.logDensity(x);
      return Math.exp(log) * log;
    });
  }
}

/**
 * KL(P ‖ Q) of a mixture P and Q = N(mean, sd²).
 * @param {NormalMixture} mixture
 * @param {number} mean
 * @param {number} sd
 * @param {Unit} [unit]
 */
export function klForward(mixture, mean, sd, unit = "nats") {
  checkModel(mean, sd);
  const secondMoment = mixture.variance + (mixture.mean - mean) ** 2;
  const cross = 0.5 * LOG_2PI + Math.log(sd) + secondMoment / (2 * sd * sd);
  return Math.max(0, cross - mixture.entropy) * natsIn(unit);
}

/**
 * KL(Q ‖ P) of a mixture P and Q = N(mean, sd²). The nodes follow Q and the seams of P, never a window.
 * @param {NormalMixture} mixture
 * @param {number} mean
 * @param {number} sd
 * @param {Unit} [unit]
 */
export function klReverse(mixture, mean, sd, unit = "nats") {
  checkModel(mean, sd);
  const edges = [];
  for (let i = 0; i <= PANELS; i++) edges.push(REACH * ((2 * i) / PANELS - 1));
  for (const seam of mixture.seams) {
    const z = (seam - mean) / sd;
    if (Math.abs(z) < REACH) edges.push(z);
  }
  edges.sort((a, b) => a - b);
  const logScale = -Math.log(sd) - 0.5 * LOG_2PI;
  const average = integral(edges, (z) => {
    const logQ = -0.5 * z * z;
    return Math.exp(logQ) * (logQ + logScale - mixture.logDensity(mean + sd * z));
  });
  return Math.max(0, average / Math.sqrt(2 * Math.PI)) * natsIn(unit);
}

/**
 * KL(P ‖ Q) of two normals.
 * @param {{mean: number, sd: number}} p
 * @param {{mean: number, sd: number}} q
 * @param {Unit} [unit]
 */
export function klNormals(p, q, unit = "nats") {
  checkModel(p.mean, p.sd);
  checkModel(q.mean, q.sd);
  const aside = (p.mean - q.mean) / q.sd;
  // σ² - 1, to more digits than σ has; where it nearly vanishes, so does ln σ², and half a gap is what is left.
  const beyond = ((p.sd - q.sd) / q.sd) * ((p.sd + q.sd) / q.sd);
  const spread = Math.abs(beyond) < NEAR ? 0.5 * gap(1, 1 + beyond, beyond) : 0.5 * beyond - Math.log(p.sd / q.sd);
  return (0.5 * aside * aside + spread) * natsIn(unit);
}

/** ln(w_k N(x; m_k, s_k²)). */
function part(/** @type {NormalMixture} */ mixture, /** @type {number} */ k, /** @type {number} */ x) {
  const z = (x - mixture.means[k]) / mixture.sds[k];
  return mixture.peaks[k] - 0.5 * z * z;
}

/** The integral over the panels between sorted edges. */
function integral(/** @type {number[]} */ edges, /** @type {(x: number) => number} */ integrand) {
  let sum = 0;
  for (let i = 1; i < edges.length; i++) {
    const half = 0.5 * (edges[i] - edges[i - 1]);
    if (half === 0) continue;
    let panel = 0;
    for (let k = 0; k < POINTS.length; k++) panel += WEIGHTS[k] * integrand(edges[i - 1] + half * (1 + POINTS[k]));
    sum += half * panel;
  }
  return sum;
}

/** The edges of panels between which ln p is smooth: where one bump takes over from another. */
function seamEdges(/** @type {NormalMixture} */ mixture) {
  const { weights, means, sds } = mixture;
  const cuts = [];
  for (let i = 0; i < weights.length; i++) {
    for (let j = i + 1; j < weights.length; j++) {
      const shift = means[j] - means[i];
      const a = 0.5 / sds[j] ** 2 - 0.5 / sds[i] ** 2;
      const b = -shift / sds[j] ** 2;
      const c = 0.5 * (shift / sds[j]) ** 2 + Math.log(((weights[i] / sds[i]) * sds[j]) / weights[j]);
      const farthest = FARTHEST * Math.min(sds[i], sds[j]);
      for (const level of [-COUNTS, COUNTS]) {
        for (const root of roots(a, b, c - level)) if (Math.abs(root) < farthest) cuts.push(means[i] + root);
      }
    }
  }
  cuts.sort((a, b) => a - b);
  const edges = [];
  for (let i = 1; i < cuts.length; i++) {
    const left = cuts[i - 1];
    const right = cuts[i];
    if (left === right) continue;
    const panels = Math.max(1, Math.ceil(((right - left) * spread(mixture, left, right)) / (2 * Math.PI)));
    for (let k = 0; k <= panels; k++) edges.push(left + ((right - left) * k) / panels);
  }
  return edges;
}

/** How much the slopes differ, between two cuts, of the parts that count there. */
function spread(/** @type {NormalMixture} */ mixture, /** @type {number} */ left, /** @type {number} */ right) {
  const { weights, means, sds } = mixture;
  const middle = 0.5 * (left + right);
  const parts = weights.map((_, k) => part(mixture, k, middle));
  const top = Math.max(...parts);
  const counting = parts.map((_, k) => k).filter((k) => parts[k] > top - COUNTS);
  return Math.max(
    ...[left, right].map((x) => {
      const slopes = counting.map((k) => (means[k] - x) / sds[k] ** 2);
      return Math.max(...slopes) - Math.min(...slopes);
    }),
  );
}

/** The finite real roots of a x² + b x + c, without cancellation. */
function roots(/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ c) {
  const square = b * b - 4 * a * c;
  if (square < 0) return [];
  const q = -0.5 * (b + (b < 0 ? -1 : 1) * Math.sqrt(square));
  return [q / a, c / q].filter(Number.isFinite);
}

/** Gauss-Legendre nodes and weights by Newton's method on the Legendre polynomial. */
function legendre(/** @type {number} */ n) {
  const points = [];
  const weights = [];
  for (let i = 0; i < n; i++) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 0;
    for (let step = 0; step < 8; step++) {
      let [before, value] = [1, x];
      for (let k = 2; k <= n; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
      slope = (n * (before - x * value)) / (1 - x * x);
      x -= value / slope;
    }
    points.push(x);
    weights.push(2 / ((1 - x * x) * slope * slope));
  }
  return [points, weights];
}

function check(
  /** @type {ArrayLike<number>} */ weights,
  /** @type {ArrayLike<number>} */ means,
  /** @type {ArrayLike<number>} */ sds,
) {
  if (weights.length === 0 || weights.length !== means.length || weights.length !== sds.length) {
    throw new KernelError(
      `there are ${weights.length} weights, ${means.length} means and ${sds.length} sds: ` +
        "give one of each for each bump.",
    );
  }
  let total = 0;
  for (let k = 0; k < weights.length; k++) {
    if (!(weights[k] >= 0 && weights[k] <= 1 + 1e-9)) {
      throw new KernelError(`weights[${k}] is ${weights[k]}, but a weight lies between 0 and 1.`);
    }
    total += weights[k];
    checkModel(means[k], sds[k], `means[${k}]`, `sds[${k}]`);
  }
  if (Math.abs(total - 1) > 1e-9) throw new KernelError(`weights sums to ${total}, not to 1: divide each by the sum.`);
}

function checkModel(/** @type {number} */ mean, /** @type {number} */ sd, meanName = "mean", sdName = "sd") {
  if (!Number.isFinite(mean)) throw new KernelError(`${meanName} is ${mean}, but it has to be a finite number.`);
  if (!(sd > 0 && sd < Infinity))
    throw new KernelError(`${sdName} is ${sd}, but a width is finite and greater than 0.`);
}

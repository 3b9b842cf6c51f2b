// The twin of state.py and frame.py: the numbers of a state, and where everything lies in the two pictures.
import { formatPlain } from "wd/figure/format.js";
import { coordinate, percent } from "wd/figure/places.js";
import { estimates, klEstimatorsOfNormals } from "wd/kernel/estimators.js";
import { standardNormal } from "wd/kernel/sampling.js";

/** @import { Fields, Frame, Results } from "wd/figure/places.js" */

/** @typedef {{mean: number, sd: number, draws: number[], seed: number}} State */

const P = { mean: 0, sd: 1 };
const DRAWS = 1000;
const ESTIMATORS = /** @type {const} */ (["k1", "k2", "k3"]);
const BOTTOM = -2;
const TOP = 6;
const BEYOND = 4;
const FINE = 10; // places for each sd
const DENSITY = 3;
const STOPS = [...new Set(Array.from({ length: 49 }, (_, step) => Math.round(10 ** (step / 16))))];
const CEILINGS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50];
const BELOW = 1 / 3;

let followers = { seed: 0, values: /** @type {number[]} */ ([]) };

/** The draws that follow the five: the same for a seed, and made once. */
function following(/** @type {number} */ seed, /** @type {number} */ first) {
  if (followers.seed !== seed) {
    followers = { seed, values: Array.from({ length: DRAWS - first }, (_, i) => standardNormal(seed, first + 1 + i)) };
  }
  return followers.values;
}

/** ln q(x)/p(x) of a draw. */
function logRatios(/** @type {State} */ { mean, sd }) {
  const a = ((0.5 * (sd - 1)) / sd) * ((sd + 1) / sd);
  const b = mean / sd / sd;
  const kl = klEstimatorsOfNormals(P, { mean, sd }).k1.mean;
  return (/** @type {number} */ x) => a * (x - 1) * (x + 1) + b * x - kl;
}

/** The average of each estimator over the first draws, for each number of them. */
function running(/** @type {State} */ state) {
  const ratio = logRatios(state);
  const sums = { k1: 0, k2: 0, k3: 0 };
  /** @type {{k1: number[], k2: number[], k3: number[]}} */
  const averages = { k1: [], k2: [], k3: [] };
  [...state.draws, ...following(state.seed, state.draws.length)].forEach((x, i) => {
    const each = estimates(ratio(x));
    for (const name of ESTIMATORS) averages[name].push((sums[name] += each[name]) / (i + 1));
  });
  return averages;
}

export function results(/** @type {State} */ state) {
  const exact = klEstimatorsOfNormals(P, state);
  /** @type {Results} */
  const numbers = { kl: exact.k1.mean, "k2-mean": exact.k2.mean };
  const averages = running(state);
  for (const name of ESTIMATORS) {
    numbers[`${name}-five`] = averages[name][state.draws.length - 1];
    numbers[`${name}-run`] = averages[name][DRAWS - 1];
    numbers[`${name}-sd`] = Math.sqrt(exact[name].variance);
  }
  return numbers;
}

const up = (/** @type {number} */ nats) =>
  (Math.min(Math.max(nats, BOTTOM - BEYOND), TOP + BEYOND) - BOTTOM) / (TOP - BOTTOM);
const path = (/** @type {number[][]} */ points) =>
  `M${points.map(([x, y]) => `${coordinate(100 * x)} ${coordinate(100 * (1 - y))}`).join(" L")}`;

/** The area under a normal's density, from places on the line to places in the picture. */
function bell(
  /** @type {{mean: number, sd: number}} */ { mean, sd },
  /** @type {number[]} */ grid,
  /** @type {(x: number) => number} */ across,
) {
  const height = (/** @type {number} */ x) => Math.exp(-0.5 * ((x - mean) / sd) ** 2) / (sd * Math.sqrt(2 * Math.PI));
  return `${path(grid.map((x) => [across(x), up(BOTTOM + DENSITY * height(x))]))} L100.00 100.00 L0.00 100.00 Z`;
}

export function frame(
  /** @type {State} */ state,
  /** @type {Results} */ results,
  /** @type {boolean} */ pending,
  /** @type {Fields} */ fields,
) {
  const [low, high] = fields.draws.bounds;
  const across = (/** @type {number} */ x) => (x - low) / (high - low);
  const grid = Array.from({ length: FINE * (high - low) + 1 }, (_, step) => low + step / FINE);
  const ratio = logRatios(state);
  /** @type {Frame} */
  const shown = {
    q: { d: bell(state, grid, across) },
    remark: { text: pending ? "" : remark(results) },
    ...averages(state, results, pending),
  };
  const curves = grid.map((x) => estimates(ratio(x)));
  for (const name of ESTIMATORS) {
    shown[`curve-${name}`] = { d: path(grid.map((x, i) => [across(x), up(curves[i][name])])) };
  }
  state.draws.forEach((x, index) => {
    const left = percent(across(x));
    const each = estimates(ratio(x));
    shown[`handle-draws.${index}`] = { "style.left": left, "style.bottom": percent(up(0)) };
    for (const name of ESTIMATORS) {
      const hidden = each[name] >= BOTTOM && each[name] <= TOP ? null : "";
      shown[`dot-${name}.${index}`] = { hidden, "style.left": left, "style.bottom": percent(up(each[name])) };
    }
  });
  return shown;
}

function averages(/** @type {State} */ state, /** @type {Results} */ results, /** @type {boolean} */ pending) {
  const top = /** @type {number} */ (CEILINGS.find((each) => 2.5 * results.kl <= each));
  const height = (/** @type {number} */ nats) => Math.min(Math.max((nats / top + BELOW) / (1 + BELOW), -1), 2);
  const along = (/** @type {number} */ n) => Math.log10(n) / Math.log10(DRAWS);
  const spread = (/** @type {number} */ sd) => {
    if (sd === Infinity) return "";
    const end = (/** @type {number} */ sign) => (/** @type {number} */ n) => [
      along(n),
      height(results.kl + (sign * sd) / Math.sqrt(n)),
    ];
    return `${path([...STOPS.map(end(1)), ...STOPS.map(end(-1)).reverse()])} Z`;
  };
  /** @type {Frame} */
  const shown = {
    truth: { "style.bottom": percent(height(results.kl)) },
    zero: { "style.bottom": percent(height(0)) },
    "zero-text": { "style.bottom": percent(height(0)) },
    "top-text": { "style.bottom": "100.00%", text: formatPlain(top) },
    "spread-k1": { d: spread(results["k1-sd"]) },
    "spread-k3": { d: pending ? "" : spread(results["k3-sd"]) },
  };
  const means = running(state);
  for (const name of ESTIMATORS) {
    shown[`run-${name}`] = { d: pending ? "" : path(STOPS.map((n) => [along(n), height(means[name][n - 1])])) };
  }
  return shown;
}

function remark(/** @type {Results} */ results) {
  if (results.kl === 0) return "P and Q are the same: every draw gives 0, whatever the estimator.";
  if (results["k3-sd"] === Infinity) {
    return "Q is so much wider than P that k3’s variance is infinite: mostly it looks calm, and is too low.";
  }
  if (results["k3-sd"] > results["k1-sd"]) {
    return "Where Q has much and P little, k3 is huge: here it scatters more than k1.";
  }
  return "Here k3 scatters less than k1, and both are right on average. k2 is not.";
}

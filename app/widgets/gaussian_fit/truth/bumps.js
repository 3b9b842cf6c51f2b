// P's bumps and their changes, as pure functions; bumps.py holds the same rules.
import { NormalMixture } from "wd/kernel/normals.js";
import { sameList } from "wd/figure/probability.js";
import { inside } from "wd/figure/within.js";

/** @typedef {import("../state.js").Bumps} Bumps */
/** @typedef {import("../state.js").State} State */
/** @typedef {import("wd/figure/kind.js").Fields} Fields outside of what the server refuses a bump */

const kept = { bumps: null, mixture: null };

/** P as the twin takes it; made anew only when P changes. @returns {NormalMixture} */
export function truthOf(/** @type {Bumps} */ bumps) {
  if (!kept.bumps || !sameTruth(kept.bumps, bumps))
    Object.assign(kept, { bumps, mixture: new NormalMixture(bumps.weights, bumps.means, bumps.sds) });
  return kept.mixture;
}

export const sameTruth = (/** @type {Bumps} */ a, /** @type {Bumps} */ b) =>
  ["weights", "means", "sds"].every((name) => sameList(a[name], b[name]));

/** The state with another centre, width or weight of one bump. @returns {State} */
export function withBump(
  /** @type {State} */ state,
  /** @type {"means" | "sds" | "weights"} */ name,
  /** @type {number} */ index,
  /** @type {number} */ value,
  /** @type {Fields} */ fields,
) {
  if (name === "weights") return withWeight(state, index, value, fields.weights.bounds[0]);
  return { ...state, [name]: state[name].with(index, inside(value, fields[name].bounds)) };
}

/** The others keep their ratios, and where one would fall below the least there may be nothing changes. */
function withWeight(state, index, value, least) {
  if (state.weights.length === 1) return state;
  const wanted = inside(value, [least, 1 - least * (state.weights.length - 1)]);
  const next = normalised(state.weights.with(index, wanted), index);
  return next.every((weight) => weight >= least * (1 - 1e-9))
    ? { ...state, weights: next.map((weight) => Math.max(weight, least)) }
    : state;
}

/** The state with one bump more, where there is room for it. @returns {State} */
export function withOneMore(/** @type {State} */ state, /** @type {Fields} */ { means, weights }) {
  const [least] = weights.bounds;
  const right = Math.max(...state.means.map((mean, k) => mean + 2.5 * state.sds[k]));
  const left = Math.min(...state.means.map((mean, k) => mean - 2.5 * state.sds[k]));
  const fits = right <= means.bounds[1] - 1 || right < -left;
  const mean = inside(Math.round(10 * (fits ? right : left)) / 10, means.bounds);
  const share = 1 / (state.weights.length + 1);
  const others = lifted(
    state.weights.map((weight) => weight * (1 - share)),
    least,
  );
  return {
    ...state,
    means: [...state.means, mean],
    sds: [...state.sds, state.sds.at(-1)],
    weights: normalised([...others, share], others.length).map((weight) => Math.max(weight, least)),
  };
}

/** The state without one bump; the others keep their ratios. @returns {State} */
export function withoutBump(/** @type {State} */ state, /** @type {number} */ index) {
  const keep = (list) => list.filter((_, other) => other !== index);
  const weights = keep(state.weights);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { ...state, means: keep(state.means), sds: keep(state.sds), weights: weights.map((weight) => weight / total) };
}

/** The distance of two equal bumps in sd; null if P is something else. @returns {number | null} */
export function separationOf(/** @type {Bumps} */ { weights, means, sds }) {
  if (means.length !== 2 || Math.abs(weights[0] - 0.5) > 1e-9 || sds[0] !== sds[1]) return null;
  return Number((Math.abs(means[1] - means[0]) / sds[0]).toFixed(9));
}

/** Weights with the same sum, none of them too small. */
function lifted(weights, least) {
  if (weights.every((weight) => weight >= least)) return weights;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => least + weight * (1 - (least * weights.length) / total));
}

/** Weights that sum to 1: the one that was just set stays, the others are scaled. */
function normalised(weights, set) {
  const rest = weights.reduce((sum, weight, index) => (index === set ? sum : sum + weight), 0);
  if (rest === 0) return [1];
  return weights.map((weight, index) => (index === set ? weight : (weight * (1 - weights[set])) / rest));
}

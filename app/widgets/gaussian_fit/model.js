// The state and its changes, as pure functions; app/widgets/gaussian_fit/{checking,state}.py hold the same rules.
import { klForward, klReverse, NormalMixture } from "wd/kernel/normals.js";

/**
 * @typedef {{weights: number[], means: number[], sds: number[], mu: number, sigma: number, unit: "nats" | "bits", fixed: boolean,
 *   direction: "forward" | "reverse", alpha: number, show: string[]}} State
 * @typedef {{mu: number, sigma: number}} Model
 */

export const PANELS = ["truth", "shade", "landscape", "gap", "between", "table"];
export const MOST_BUMPS = 4;
export const BOUNDS = { weights: [0.01, 1], means: [-10, 10], sds: [0.1, 5], mu: [-20, 20], sigma: [0.01, 100] };

export const perNat = (/** @type {string} */ unit) => (unit === "bits" ? Math.LOG2E : 1);
export const clamp = (/** @type {number} */ value, /** @type {number[]} */ [low, high]) =>
  Math.min(high, Math.max(low, value));

const kept = { state: null, mixture: null };

/** P as the twin takes it; made anew only when P changes. */
export function truthOf(/** @type {State} */ state) {
  if (!kept.state || !sameTruth(kept.state, state))
    Object.assign(kept, { state, mixture: new NormalMixture(state.weights, state.means, state.sds) });
  return kept.mixture;
}

/** The numbers of P and a Q, by the names that the page shows them under, in the state's unit. */
export function numbersOf(/** @type {State} */ state, /** @type {Model} */ { mu, sigma } = state) {
  const truth = truthOf(state);
  const per = perNat(state.unit);
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

const sameList = (a, b) => a.length === b.length && a.every((value, index) => value === b[index]);
export const sameTruth = (/** @type {State} */ a, /** @type {State} */ b) =>
  ["weights", "means", "sds"].every((name) => sameList(a[name], b[name]));
export const sameModel = (/** @type {Model} */ a, /** @type {Model} */ b) => a.mu === b.mu && a.sigma === b.sigma;
/** Near enough to be the same place for who looks. */
export const near = (/** @type {Model} */ a, /** @type {Model} */ b) =>
  Math.abs(a.mu - b.mu) < 1e-6 * b.sigma && Math.abs(a.sigma - b.sigma) < 1e-6 * b.sigma;

/** The state with another centre or width of one bump. */
export function withBump(
  /** @type {State} */ state,
  /** @type {"means" | "sds"} */ name,
  /** @type {number} */ index,
  /** @type {number} */ value,
) {
  return { ...state, [name]: state[name].with(index, clamp(value, BOUNDS[name])) };
}

/** The state with another weight of one bump; the others keep their ratios, and where one would fall below a hundredth nothing changes. */
export function withWeight(/** @type {State} */ state, /** @type {number} */ index, /** @type {number} */ value) {
  if (state.weights.length === 1) return state;
  const most = 1 - BOUNDS.weights[0] * (state.weights.length - 1);
  const wanted = Math.min(most, Math.max(BOUNDS.weights[0], value));
  const next = normalised(state.weights.with(index, wanted), index);
  return next.every((weight) => weight >= BOUNDS.weights[0] * (1 - 1e-9))
    ? { ...state, weights: next.map((weight) => Math.max(weight, BOUNDS.weights[0])) }
    : state;
}

/** The state with one bump more, where there is room for it. */
export function withOneMore(/** @type {State} */ state) {
  const right = Math.max(...state.means.map((mean, k) => mean + 2.5 * state.sds[k]));
  const left = Math.min(...state.means.map((mean, k) => mean - 2.5 * state.sds[k]));
  const mean = clamp(Math.round(10 * (right <= 9 || right < -left ? right : left)) / 10, BOUNDS.means);
  const share = 1 / (state.weights.length + 1);
  return {
    ...state,
    means: [...state.means, mean],
    sds: [...state.sds, state.sds.at(-1)],
    weights: normalised([...state.weights.map((weight) => weight * (1 - share)), share], state.weights.length),
  };
}

/** The state without one bump; the others keep their ratios. */
export function withoutBump(/** @type {State} */ state, /** @type {number} */ index) {
  const keep = (list) => list.filter((_, other) => other !== index);
  const weights = keep(state.weights);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { ...state, means: keep(state.means), sds: keep(state.sds), weights: weights.map((weight) => weight / total) };
}

/** Weights that sum to 1: the one that was just set stays, the others are scaled. */
function normalised(weights, set) {
  const rest = weights.reduce((sum, weight, index) => (index === set ? sum : sum + weight), 0);
  if (rest === 0) return [1];
  return weights.map((weight, index) => (index === set ? weight : (weight * (1 - weights[set])) / rest));
}

// What can be done to the state. Every function returns a new state and leaves the old one as it was.
import { rounded, sameList, withProbability } from "wd/figure/probability.js";

/**
 * @typedef {"p" | "q"} Side
 * @typedef {{labels: string[], p: number[], q: number[], unit: "bits" | "nats", lock: boolean, show: string[]}} State
 */

/** How much of the uniform distribution "Smooth Q" mixes in. */
export const SMOOTHING = 0.05;

/** Let Q be exactly P where they agree to eleven digits: closer than any control can tell apart. @returns {State} */
export function settled(/** @type {State} */ state, /** @type {Side} */ moved) {
  const { p, q } = state;
  if (!p.every((value, i) => Math.abs(value - q[i]) <= 1e-11 * value)) return state;
  return moved === "q" ? { ...state, q: p } : { ...state, p: q };
}

/** @returns {State} */
export function swapped(/** @type {State} */ state) {
  return { ...state, p: state.q, q: state.p };
}

/** Mix Q with the uniform distribution: (1 − w) Q + w / n. @returns {State} */
export function smoothed(/** @type {State} */ state) {
  const n = state.q.length;
  return { ...state, q: state.q.map((value) => rounded((1 - SMOOTHING) * value + SMOOTHING / n)) };
}

/** A new outcome starts with probability 0 in both: what never happens changes no number. @returns {State} */
export function withOutcome(/** @type {State} */ state) {
  const names = [..."abcdefghijklmnopqrstuvwxyz", ...state.labels.map((_, i) => `x${i + 1}`)];
  const name = names.find((each) => !state.labels.includes(each));
  return { ...state, labels: [...state.labels, name], p: [...state.p, 0], q: [...state.q, 0] };
}

/** Without one outcome; what it had goes to the others in proportion. @returns {State} */
export function withoutOutcome(/** @type {State} */ state, /** @type {number} */ index) {
  const drop = (list) => list.filter((_, i) => i !== index);
  const less = (list) => drop(withProbability(list, index, 0));
  return { ...state, labels: drop(state.labels), p: less(state.p), q: less(state.q) };
}

/**
 * Why an outcome cannot have this name, or null.
 * @param {State} state @param {number} index @param {string} name @param {number} longest characters of a name
 * @returns {string | null}
 */
export function nameProblem(state, index, name, longest) {
  if (!name) return "An outcome needs a name: type at least one character.";
  if (name.length > longest)
    return `“${name}” has ${name.length} characters; a name has at most ${longest}: shorten it.`;
  if (state.labels.some((other, i) => i !== index && other === name))
    return `“${name}” is the name of another outcome: choose a different one.`;
  return null;
}

/** The outcomes that make KL infinite: P gives them something, Q nothing. @returns {number[]} their places */
export function guilty(/** @type {State} */ { p, q }) {
  return p.flatMap((value, i) => (value > 0 && q[i] === 0 ? [i] : []));
}

export function sameNumbers(/** @type {State} */ a, /** @type {State} */ b) {
  return sameList(a.p, b.p) && sameList(a.q, b.q) && sameList(a.labels, b.labels);
}

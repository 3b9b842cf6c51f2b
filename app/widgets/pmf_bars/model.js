// What can be done to the state. Every function returns a new state and leaves the old one as it was.

/**
 * @typedef {"p" | "q"} Side
 * @typedef {{labels: string[], p: number[], q: number[], unit: "bits" | "nats", lock: boolean, show: string[]}} State
 */

export const FEWEST = 2;
export const MOST = 27;
const LONGEST_NAME = 24;
/** How much of the uniform distribution "Smooth Q" mixes in. */
export const SMOOTHING = 0.05;

// Twelve significant digits are kept, so that what one sets reads as one set it (0.1, not 0.09999999999999998); relative rounding
// never makes a small probability zero, and keeps the sum within 1e-12 of 1.
const rounded = (number) => Number(number.toPrecision(12));

/**
 * Give one outcome a probability; the others give way in proportion to `base`, or equally where they have nothing.
 * @param {readonly number[]} base the distribution when the gesture began, so that a bar dragged up and back restores the others
 * @returns {number[]}
 */
export function withProbability(base, index, value) {
  const rest = base.reduce((sum, other, i) => (i === index ? sum : sum + other), 0);
  const left = 1 - value;
  return base.map((other, i) => (i === index ? value : rounded(rest > 0 ? left * (other / rest) : left / (base.length - 1))));
}

/** Let Q be exactly P where they agree to eleven digits: closer than any control can tell apart. @returns {State} */
export function settled(/** @type {State} */ state, /** @type {Side} */ moved) {
  const { p, q } = state;
  if (!p.every((value, i) => Math.abs(value - q[i]) <= 1e-11 * value)) return state;
  return moved === "q" ? { ...state, q: p } : { ...state, p: q };
}

/** @returns {State} */
export function swapped(/** @type {State} */ state) { return { ...state, p: state.q, q: state.p }; }

/** Mix Q with the uniform distribution: (1 − w) Q + w / n. @returns {State} */
export function smoothed(/** @type {State} */ state) {
  const n = state.q.length;
  return { ...state, q: state.q.map((value) => rounded((1 - SMOOTHING) * value + SMOOTHING / n)) };
}

/** A new outcome starts with probability 0 in both: what never happens changes no number. @returns {State} */
export function withOutcome(/** @type {State} */ state) {
  const names = [..."abcdefghijklmnopqrstuvwxyz", ...Array.from({ length: MOST }, (_, i) => `x${i + 1}`)];
  const name = names.find((each) => !state.labels.includes(each));
  return { ...state, labels: [...state.labels, name], p: [...state.p, 0], q: [...state.q, 0] };
}

/** Without one outcome; what it had goes to the others in proportion. @returns {State} */
export function withoutOutcome(/** @type {State} */ state, /** @type {number} */ index) {
  const drop = (list) => list.filter((_, i) => i !== index);
  const less = (list) => drop(withProbability(list, index, 0));
  return { ...state, labels: drop(state.labels), p: less(state.p), q: less(state.q) };
}

/** @returns {string | null} why an outcome cannot have this name, or null */
export function nameProblem(/** @type {State} */ state, /** @type {number} */ index, /** @type {string} */ name) {
  if (!name) return "An outcome needs a name: type at least one character.";
  if (name.length > LONGEST_NAME) return `“${name}” has ${name.length} characters; a name has at most ${LONGEST_NAME}: shorten it.`;
  if (state.labels.some((other, i) => i !== index && other === name)) return `“${name}” is the name of another outcome: choose a different one.`;
  return null;
}

/** The outcomes that make KL infinite: P gives them something, Q nothing. @returns {number[]} their places */
export function guilty(/** @type {State} */ { p, q }) {
  return p.flatMap((value, i) => (value > 0 && q[i] === 0 ? [i] : []));
}

export function sameNumbers(/** @type {State} */ a, /** @type {State} */ b) {
  const same = (x, y) => x.length === y.length && x.every((value, i) => value === y[i]);
  return same(a.p, b.p) && same(a.q, b.q) && same(a.labels, b.labels);
}

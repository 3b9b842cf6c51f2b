// The state, and between what its numbers lie; state.py refuses what is outside.

/**
 * @typedef {{mu: number, sigma: number}} Model
 * @typedef {{weights: number[], means: number[], sds: number[]}} Bumps
 * @typedef {Bumps & Model & {unit: "nats" | "bits", fixed: boolean, direction: "forward" | "reverse", alpha: number,
 *   show: string[]}} State
 */

export const MOST_BUMPS = 4;

/** @type {Object<"weights" | "means" | "sds" | "mu" | "sigma", [number, number]>} */
export const BOUNDS = { weights: [0.01, 1], means: [-10, 10], sds: [0.1, 5], mu: [-20, 20], sigma: [0.01, 100] };

/** The nearest value within bounds. */
export const clamp = (/** @type {number} */ value, /** @type {[number, number]} */ [low, high]) =>
  Math.min(high, Math.max(low, value));

/** A finger is no micrometer. */
export const hundredths = (/** @type {number} */ value) => Math.round(value * 100) / 100;

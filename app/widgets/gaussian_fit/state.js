// The state, as state.py declares it.

/**
 * @typedef {{mu: number, sigma: number}} Model
 * @typedef {{weights: number[], means: number[], sds: number[]}} Bumps
 * @typedef {Bumps & Model & {unit: "nats" | "bits", fixed: boolean, direction: "forward" | "reverse", alpha: number,
 *   show: string[]}} State
 */
export {};

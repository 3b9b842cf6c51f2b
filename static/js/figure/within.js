// A number within bounds, and as exactly as a hand sets it.

/** The nearest number within bounds. */
export const inside = (/** @type {number} */ value, /** @type {[number, number]} */ [low, high]) =>
  Math.min(high, Math.max(low, value));

/** The next whole number; after the last one the first. */
export const following = (/** @type {number} */ value, /** @type {[number, number]} */ [first, last]) =>
  value < last ? value + 1 : first;

/** A pointer sets whole steps; more than twelve decimals are noise. */
export const stepped = (/** @type {number} */ value, /** @type {number} */ step) =>
  Number((Math.round(value / step) * step).toFixed(12));

/** A finger is no micrometer. */
export const hundredths = (/** @type {number} */ value) => Math.round(value * 100) / 100;

/**
 * The twin of app/kernel/softmax.py: from logits to probabilities and their logarithms.
 *
 * @typedef {ArrayLike<number>} Logits  finite numbers of any size and sign, at least one
 */

import { KernelError } from "./divergences.js";

/**
 * The probabilities that belong to a row of logits.
 * @param {Logits} logits
 * @param {number} [temperature]  above 0: above 1 evens out, below 1 sharpens
 * @returns {number[]} summing to 1
 */
export function softmax(logits, temperature = 1) {
  const shares = belowLargest(logits, temperature).map(Math.exp);
  const sum = total(shares);
  return shares.map((share) => share / sum);
}

/**
 * Their natural logarithms, also where a probability is no double any more.
 * @param {Logits} logits
 * @param {number} [temperature]
 * @returns {number[]} each at most 0, in nats
 */
export function logSoftmax(logits, temperature = 1) {
  const below = belowLargest(logits, temperature);
  const shares = below.map(Math.exp);
  // The largest share is exactly 1, and the logarithm keeps every digit of what the others add to it.
  shares[below.indexOf(0)] = 0;
  const rest = Math.log1p(total(shares));
  return below.map((value) => value - rest);
}

/** (z - max z) / T, none of which is above 0. */
function belowLargest(/** @type {ArrayLike<number>} */ logits, /** @type {number} */ temperature) {
  if (logits.length === 0) throw new KernelError("logits is empty: give one number for each outcome.");
  let largest = -Infinity;
  for (let i = 0; i < logits.length; i++) {
    if (!Number.isFinite(logits[i])) {
      throw new KernelError(`logits[${i}] is ${logits[i]}, but a logit is a finite number: give one.`);
    }
    largest = Math.max(largest, logits[i]);
  }
  if (!(temperature > 0 && temperature < Infinity)) {
    throw new KernelError(`temperature is ${temperature}, but it is a finite number above 0: give one, such as 1.`);
  }
  return Array.from(logits, (z) => (z - largest) / temperature);
}

/** @param {number[]} values */
function total(values) {
  return values.reduce((sum, value) => sum + value, 0);
}

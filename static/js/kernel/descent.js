/** The twin of app/kernel/descent.py: every model that gradient descent on a cross-entropy passes. */

import { softmax } from "./softmax.js";

/**
 * @param {ArrayLike<number>[]} targets  the frequencies that each step goes down for
 * @param {number} size                  how many outcomes there are
 * @param {number} [rate]
 * @returns {number[][]} the model before each step, and after the last; the first is uniform
 */
export function softmaxDescent(targets, size, rate = 1) {
  let logits = new Array(size).fill(0);
  const models = [softmax(logits)];
  for (const target of targets) {
    const model = models[models.length - 1];
    logits = logits.map((z, i) => z + rate * (target[i] - model[i]));
    models.push(softmax(logits));
  }
  return models;
}

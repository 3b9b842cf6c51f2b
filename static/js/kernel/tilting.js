/**
 * The twin of app/kernel/tilting.py, which says why: the best balance between a reward and KL to a given reference.
 */

import { KernelError } from "./divergences.js";

/** A tilt is soft while the reference's average of e^(r/β), the best reward being 0, is above 1 + SOFT. */
const SOFT = -0.5;

/**
 * The distribution in proportion to reference × exp(reward / β).
 * @param {ArrayLike<number>} reference  probabilities that sum to 1
 * @param {ArrayLike<number>} rewards  finite numbers, one for each
 * @param {number} [beta]  above 0, in reward per nat
 * @returns {number[]} summing to 1, as the reference does; 0 where the reference is 0; the reference itself if rewards
 *   are alike
 */
export function tilt(reference, rewards, beta = 1) {
  const powers = exponents(reference, rewards, beta);
  const fall = fallOf(reference, powers);
  if (fall > SOFT) return powers.map((power, i) => (reference[i] * Math.exp(Math.min(power, 0))) / (1 + fall));
  const logs = logShares(reference, powers);
  const top = Math.max(...logs);
  const shares = logs.map((log) => Math.exp(log - top));
  const sum = total(shares);
  return shares.map((share) => share / sum);
}

/**
 * The greatest expected reward less β KL(π ‖ reference) that any π reaches.
 * @param {ArrayLike<number>} reference
 * @param {ArrayLike<number>} rewards
 * @param {number} [beta]
 * @returns {number} in the rewards' own unit
 */
export function tiltedValue(reference, rewards, beta = 1) {
  const powers = exponents(reference, rewards, beta);
  const excess = total(Array.from(reference)) - 1;
  const best = bestReward(reference, rewards);
  const fall = fallOf(reference, powers);
  if (fall > SOFT) return best + beta * Math.log1p(fall);
  const logs = logShares(reference, powers);
  const top = Math.max(...logs);
  return best + beta * (top + Math.log(total(logs.map((log) => Math.exp(log - top)))) - Math.log1p(excess));
}

/** (r - r of the best outcome that the reference allows) / β. */
function exponents(
  /** @type {ArrayLike<number>} */ reference,
  /** @type {ArrayLike<number>} */ rewards,
  /** @type {number} */ beta,
) {
  if (reference.length !== rewards.length) {
    throw new KernelError(
      `reference has ${reference.length} outcomes and rewards ${rewards.length}: give each its reward.`,
    );
  }
  for (let i = 0; i < rewards.length; i++) {
    if (!Number.isFinite(rewards[i]))
      throw new KernelError(`rewards[${i}] is ${rewards[i]}, but a reward is a finite number: give one.`);
  }
  if (!(beta > 0 && beta < Infinity))
    throw new KernelError(`beta is ${beta}, but it is a finite number above 0: give one, such as 1.`);
  const best = bestReward(reference, rewards);
  return Array.from(rewards, (reward) => (reward - best) / beta);
}

function bestReward(/** @type {ArrayLike<number>} */ reference, /** @type {ArrayLike<number>} */ rewards) {
  return Math.max(...Array.from(rewards).filter((_, i) => reference[i] > 0));
}

/** By how much the reference's average of e^power falls short of 1: 0 if no possible outcome loses. */
function fallOf(/** @type {ArrayLike<number>} */ reference, /** @type {number[]} */ powers) {
  const losses = powers.map((power, i) => reference[i] * Math.expm1(Math.min(power, 0)));
  return total(losses) / total(Array.from(reference));
}

function logShares(/** @type {ArrayLike<number>} */ reference, /** @type {number[]} */ powers) {
  return powers.map((power, i) => (reference[i] > 0 ? Math.log(reference[i]) + power : -Infinity));
}

function total(/** @type {number[]} */ values) {
  return values.reduce((sum, value) => sum + value, 0);
}

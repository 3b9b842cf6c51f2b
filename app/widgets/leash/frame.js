// The twin of state.py and frame.py: the numbers of a state, and where everything lies in the picture.
import { formatNumber, formatPercent, formatPlain } from "wd/figure/format.js";
import { coordinate, percent } from "wd/figure/places.js";
import { entropy, klDivergence } from "wd/kernel/divergences.js";
import { tilt, tiltedValue } from "wd/kernel/tilting.js";

/** @import { Fields, Frame, Results } from "wd/figure/places.js" */

/** @typedef {{reference: number[], rewards: number[], beta: number}} State */

const ANSWERS = ["helpful", "brief", "hedged", "rude", "flattering", "gibberish"];
const DEAREST = 60;
const CHEAPEST = 0.01;
const STEPS = 96;
const ARRIVED = 0.99;
const ROOM = 0.12;
const ASIDE = 0.12;

const average = (/** @type {number[]} */ p, /** @type {number[]} */ r) =>
  p.reduce((sum, share, i) => sum + share * r[i], 0);
const bestReward = (/** @type {State} */ { reference, rewards }) =>
  Math.max(...rewards.filter((_, i) => reference[i] > 0));

function limitOf(/** @type {State} */ state) {
  const best = bestReward(state);
  const sum = (/** @type {(reward: number) => boolean} */ counts) =>
    state.reference.reduce((found, share, i) => found + (counts(state.rewards[i]) ? share : 0), 0);
  const others = sum((reward) => reward !== best);
  return 0 - (others < 0.5 ? Math.log1p(-others) : Math.log(sum((reward) => reward === best)));
}

export function results(/** @type {State} */ state) {
  const { reference, rewards, beta } = state;
  const policy = tilt(reference, rewards, beta);
  return {
    reward: average(policy, rewards),
    "kl-reverse": klDivergence(policy, reference, "nats"),
    objective: tiltedValue(reference, rewards, beta),
    entropy: entropy(policy, "nats"),
    limit: limitOf(state),
  };
}

const share = (/** @type {number} */ p) => (p > 0 && p < 1e-3 ? "<0.1%" : formatPercent(p, 1));
const column = (/** @type {number} */ index) => percent((index + 0.5) / ANSWERS.length);

function frontier(/** @type {State} */ state) {
  const low = average(state.reference, state.rewards);
  const high = bestReward(state);
  const height = Math.max(high - low, 0.1);
  const width = Math.max(0.1, 0 - Math.log(Math.min(...state.reference.filter((p) => p > 0))));
  const across = (/** @type {number} */ kl) => kl / width / (1 + ROOM);
  const up = (/** @type {number} */ reward) => (ROOM + (reward - low) / height) / (1 + 2 * ROOM);
  const point = (/** @type {number} */ kl, /** @type {number} */ reward) =>
    `${coordinate(100 * across(kl))} ${coordinate(100 * (1 - up(reward)))}`;
  const curve = (/** @type {number} */ limit) => {
    const points = [point(0, low)];
    for (let step = 0; step <= STEPS; step++) {
      const policy = tilt(state.reference, state.rewards, DEAREST * (CHEAPEST / DEAREST) ** (step / STEPS));
      points.push(point(klDivergence(policy, state.reference, "nats"), average(policy, state.rewards)));
    }
    return `M${[...points, point(limit, high)].join(" L")}`;
  };
  return { low, high, across, up, point, curve };
}

export function frame(
  /** @type {State} */ state,
  /** @type {Results} */ results,
  /** @type {boolean} */ pending,
  /** @type {Fields} */ fields,
) {
  const [low, high] = fields.rewards.bounds;
  const plane = frontier(state);
  const hidden = pending ? "" : null;
  const { "kl-reverse": kl, reward, objective, limit } = results;
  const border = { hidden, "style.left": percent(pending ? 0 : plane.across(limit)) };
  /** @type {Frame} */
  const shown = {
    frontier: { d: pending ? "" : plane.curve(limit) },
    slope: { d: pending ? "" : `M${plane.point(0, objective)} L${plane.point(kl, reward)}` },
    here: {
      hidden,
      "style.left": percent(pending ? 0 : plane.across(kl)),
      "style.bottom": percent(pending ? 0 : plane.up(reward)),
    },
    kept: { hidden, "style.bottom": percent(pending ? 0 : plane.up(objective)) },
    low: { text: formatPlain(plane.low, 2), "style.bottom": percent(plane.up(plane.low)) },
    high: { text: formatPlain(plane.high, 2), "style.bottom": percent(plane.up(plane.high)) },
    limit: border,
    "limit-text": {
      ...border,
      hidden: pending || plane.across(limit) < ASIDE ? "" : null,
      text: pending ? "" : formatNumber(limit),
    },
    remark: { text: pending ? "" : remark(state, results) },
  };
  const policy = tilt(state.reference, state.rewards, state.beta);
  ANSWERS.forEach((_, i) => {
    shown[`bar-reference.${i}`] = { "style.height": percent(state.reference[i]) };
    shown[`bar-policy.${i}`] = { "style.height": percent(pending ? 0 : policy[i]) };
    shown[`share-reference.${i}`] = { text: share(state.reference[i]) };
    shown[`share-policy.${i}`] = { text: pending ? "?" : share(policy[i]) };
    shown[`reward.${i}`] = { text: formatPlain(state.rewards[i], 2) };
    shown[`handle-rewards.${i}`] = {
      "style.left": column(i),
      "style.bottom": percent((state.rewards[i] - low) / (high - low)),
    };
  });
  return shown;
}

function remark(/** @type {State} */ state, /** @type {Results} */ results) {
  const { rewards } = state;
  const top = Math.max(...rewards);
  if (top > bestReward(state))
    return (
      `“${ANSWERS[rewards.indexOf(top)]}” is rewarded best, but the reference never gives it: ` +
      "no β is low enough for the policy to."
    );
  const { "kl-reverse": kl, limit } = results;
  if (limit === 0) {
    const which = top === Math.min(...rewards) ? "" : " that the reference gives";
    const therefore = "there is nothing to chase, and the policy stays the reference.";
    return `All answers${which} are rewarded alike: ${therefore}`;
  }
  if (kl > ARRIVED * limit) {
    const best = ANSWERS.filter((_, i) => state.reference[i] > 0 && rewards[i] === top);
    const [names, whose] =
      best.length === 1 ? [`“${best[0]}”`, "its share"] : ["one of the best-rewarded", "their share"];
    return `Hardly any leash: nearly every answer is ${names}, and KL has arrived at its limit, −ln of ${whose}.`;
  }
  if (kl < 0.01) return "So dear a nat keeps the policy where the reference is, whatever the rewards.";
  return "Each answer’s share is the reference’s, times e to its reward over β, all scaled to add up to 1.";
}

// The twin of state.py and frame.py: the numbers of a state, and where everything lies.
import { coordinate, percent } from "wd/figure/places.js";
import { brierParts, expectedCalibrationError, logLossParts } from "wd/kernel/scoring.js";

/** @import { Frame, Results } from "wd/figure/places.js" */

/**
 * @typedef {object} State
 * @property {number[]} truths
 * @property {number[]} forecasts
 * @property {number[]} shares
 * @property {number} temperature
 * @property {number} bins
 */

const LONGEST = 1.2;
const NOTHING = 1e-9;

function tempered(/** @type {number} */ forecast, /** @type {number} */ temperature) {
  if (temperature === 1) return forecast;
  const yes = forecast ** (1 / temperature);
  const no = (1 - forecast) ** (1 / temperature);
  return yes / (yes + no);
}

const saidOf = (/** @type {State} */ { forecasts, temperature }) =>
  forecasts.map((forecast) => tempered(forecast, temperature));

/** For each kind of morning, how often it rains where the same is said. */
function observedOf(/** @type {State} */ { truths, shares }, /** @type {number[]} */ said) {
  return said.map((forecast) => {
    const same = said.map((_, i) => i).filter((i) => said[i] === forecast);
    const total = same.reduce((sum, i) => sum + shares[i], 0);
    const first = truths[same[0]];
    if (!(total > 0)) return first;
    return first + same.reduce((sum, i) => sum + shares[i] * (truths[i] - first), 0) / total;
  });
}

export function results(/** @type {State} */ state) {
  const said = saidOf(state);
  const log = logLossParts(state.truths, said, state.shares);
  return {
    loss: log.loss,
    floor: log.floor,
    lost: log.lostRefinement,
    miscalibration: log.miscalibration,
    brier: brierParts(state.truths, said, state.shares).loss,
    ece: expectedCalibrationError(state.truths, said, state.shares, state.bins),
  };
}

export function frame(/** @type {State} */ state, /** @type {Results} */ results, /** @type {boolean} */ pending) {
  const said = saidOf(state);
  const observed = observedOf(state, said);
  const edges = Array.from({ length: state.bins - 1 }, (_, k) => `M${coordinate((100 * (k + 1)) / state.bins)} 0 V100`);
  /** @type {Frame} */
  const shown = {
    remark: { text: pending ? "" : remark(results) },
    edges: { d: edges.join("") },
    ...strips(results, pending),
  };
  state.truths.forEach((truth, index) => {
    const forecast = said[index];
    const seen = observed[index];
    const empty = state.shares[index] === 0;
    const left = percent(forecast);
    shown[`handle-forecasts.${index}`] = {
      hidden: empty ? "" : null,
      "style.left": percent(state.forecasts[index]),
      "style.bottom": percent(truth),
    };
    shown[`dot.${index}`] = {
      hidden: empty ? "" : null,
      "style.left": left,
      "style.bottom": percent(truth),
      "style.--size": coordinate(8 + 48 * Math.sqrt(state.shares[index])),
    };
    const hidden = empty || pending ? "" : null;
    shown[`seen.${index}`] = {
      hidden: seen === truth ? "" : hidden,
      "style.left": left,
      "style.bottom": percent(seen),
    };
    shown[`lost.${index}`] = {
      hidden,
      "style.left": left,
      "style.bottom": percent(Math.min(truth, seen)),
      "style.height": percent(Math.abs(truth - seen)),
    };
    shown[`miss.${index}`] = {
      hidden,
      "style.left": percent(Math.min(forecast, seen)),
      "style.width": percent(Math.abs(forecast - seen)),
      "style.bottom": percent(seen),
    };
  });
  return shown;
}

function strips(/** @type {Results} */ results, /** @type {boolean} */ pending) {
  /** @type {Frame} */
  const shown = {};
  let start = 0;
  for (const name of ["floor", "lost", "miscalibration"]) {
    const length = Math.min(results[name] / LONGEST, 1 - start);
    const hide = length <= 0 || (pending && name !== "floor");
    shown[`part-${name}`] = {
      hidden: hide ? "" : null,
      "style.left": percent(start),
      "style.width": percent(hide ? 0 : length),
    };
    start += length;
  }
  return shown;
}

function remark(/** @type {Results} */ results) {
  if (results.miscalibration === Infinity) return "What was said to be impossible came: that costs infinitely much.";
  if (results.miscalibration > NOTHING) {
    return results.lost > NOTHING
      ? "It says the same of mornings that differ, and what it says does not come true as often."
      : "It tells the mornings apart, but what it says does not come true as often as it says.";
  }
  return results.lost > NOTHING
    ? "What it says comes true as often as it says. But it says the same of mornings that differ."
    : "It tells all mornings apart and keeps its word: nothing but the floor is left.";
}

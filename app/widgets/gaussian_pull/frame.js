// The twin of state.py and frame.py: the numbers of a state, and where everything lies in the picture.
import { coordinate, percent } from "wd/figure/places.js";

/** @import { Frame, Results } from "wd/figure/places.js" */

/** @typedef {{mean: number, sd: number}} State */

const EDGE = 4.5;
const TOP = 1;
const DEAREST = 6;
const REACH = 0.4;
const LONGEST = 1.6;
const SHORTEST = 0.12;
const HIGHEST_GRIP = 0.86;

/** As app/kernel/normals/pull.py. */
function parts(/** @type {number} */ mean, /** @type {number} */ sd) {
  return { place: 0.5 * mean * mean, spread: 0.5 * Math.max(0, (sd - 1) * (sd + 1) - 2 * Math.log(sd)) };
}

export function results(/** @type {State} */ { mean, sd }) {
  const { place, spread } = parts(mean, sd);
  const back = parts((0 - mean) / sd, 1 / sd);
  return {
    "kl-reverse": place + spread,
    "mean-part": place,
    "spread-part": spread,
    kl: back.place + back.spread,
    "pull-mean": 0 - mean,
    "pull-sd": 1 / sd - sd,
  };
}

const across = (/** @type {number} */ z) => (z + EDGE) / (2 * EDGE);
const density = (/** @type {number} */ z) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);

function bell(/** @type {number} */ mean, /** @type {number} */ sd) {
  const points = [];
  for (let step = -44; step < 45; step += 2) {
    const z = step / 10;
    points.push(`${coordinate(100 * across(mean + sd * z))} ${coordinate(100 * (1 - density(z) / sd / TOP))}`);
  }
  return `M${points.join(" L")}`;
}

function arrow(/** @type {number} */ start, /** @type {number} */ pull) {
  const length = Math.min(REACH * Math.abs(pull), LONGEST);
  return {
    "style.left": percent(across(pull > 0 ? start : start - length)),
    "style.width": percent(length / (2 * EDGE)),
    "data-to": pull > 0 ? "right" : "left",
    hidden: length < SHORTEST ? "" : null,
  };
}

export function frame(/** @type {State} */ state, /** @type {Results} */ results, /** @type {boolean} */ pending) {
  const grip = percent(Math.min(density(1) / state.sd / TOP, HIGHEST_GRIP));
  const paid = pending ? 0 : 1;
  const part = (/** @type {string} */ name) => ({
    "style.width": percent(paid * Math.min(results[`${name}-part`] / DEAREST, 1)),
  });
  return {
    q: { d: bell(state.mean, state.sd) },
    "handle-mean": { "style.left": percent(across(state.mean)), "style.bottom": "0.00%" },
    "tag-q": {
      "style.left": percent(across(state.mean)),
      "style.bottom": percent(Math.min(density(0) / state.sd / TOP, 1)),
    },
    "handle-sd": { "style.left": percent(across(state.mean + state.sd)), "style.bottom": grip },
    ruler: { "style.left": percent(across(state.mean)), "style.width": percent(2 / (2 * EDGE)) },
    "pull-mean": arrow(state.mean, paid * results["pull-mean"]),
    "pull-sd": { ...arrow(state.mean + state.sd, paid * results["pull-sd"]), "style.bottom": grip },
    "mean-part": part("mean"),
    "spread-part": part("spread"),
    remark: { text: pending ? "" : remark(state, results) },
  };
}

function remark(/** @type {State} */ { mean, sd }, /** @type {Results} */ results) {
  if (results["kl-reverse"] === 0)
    return "Blue is the prior itself: nothing to pay, nothing that pulls. And every input gets the same answer.";
  if (sd < 0.2) return "So narrow a q is dear: each further halving of σ costs about ln 2, without end.";
  if (sd === 1) return "At σ = 1 only the place is paid for, and both orders agree.";
  if (Math.abs(mean) < 0.05) return "In the right place, with the wrong width: only the width is paid for.";
  return "The mean is pulled to 0 and the width to 1, each by its own part of the price.";
}

// The twin of state.py and frame.py: the numbers of a state, and where everything lies in the picture.
import { formatPlain } from "wd/figure/format.js";
import { coordinate, percent } from "wd/figure/places.js";
import { klDivergence } from "wd/kernel/divergences.js";
import { BITS_IN, NATS_PER_BIT } from "wd/kernel/units.js";

/** @import { Fields, Frame, Results } from "wd/figure/places.js" */

/** @typedef {{values: number[], weights: number[], line: "none" | "mean" | "one", unit: "bits" | "nats"}} State */

const BOTTOM = -3;
const TOP = 2;

/** As app/kernel/jensen.py: the gap is the divergence of w from w z / E Z. */
export function results(/** @type {State} */ { values, weights, unit }) {
  const parts = values.map((z, i) => z * weights[i]);
  const mean = parts.reduce((sum, part) => sum + part, 0);
  if (mean === 0) return { mean, "log-mean": -Infinity, "mean-log": -Infinity, "jensen-gap": 0 };
  const log = unit === "bits" ? Math.log2 : Math.log;
  const below = values.reduce((sum, z, i) => (weights[i] > 0 ? sum + weights[i] * log(z) : sum), 0);
  const gap = klDivergence(
    weights,
    parts.map((part) => part / mean),
    unit,
  );
  return { mean, "log-mean": log(mean), "mean-log": Math.min(below, log(mean)), "jensen-gap": gap };
}

const up = (/** @type {number} */ bits) => (Math.max(bits, BOTTOM) - BOTTOM) / (TOP - BOTTOM);
const point = (/** @type {number} */ across, /** @type {number} */ bits) =>
  `${coordinate(100 * across)} ${coordinate(100 * (1 - up(bits)))}`;

function tangent(/** @type {number} */ at, /** @type {number} */ largest) {
  const slope = 1 / (at * NATS_PER_BIT);
  const height = Math.log2(at);
  const left = Math.max(0, at + (BOTTOM - height) / slope);
  const right = Math.min(largest, at + (TOP - height) / slope);
  const [start, end] = [left, right].map((z) => point(z / largest, height + slope * (z - at)));
  return `M${start} L${end}`;
}

function lineOf(/** @type {State["line"]} */ line, /** @type {number} */ mean, /** @type {number} */ largest) {
  if (line === "one") return tangent(1, largest);
  return line === "mean" && mean > 0 ? tangent(mean, largest) : "";
}

export function frame(
  /** @type {State} */ state,
  /** @type {Results} */ results,
  /** @type {boolean} */ pending,
  /** @type {Fields} */ fields,
) {
  const [, largest] = fields.values.bounds;
  const perUnit = BITS_IN[state.unit];
  const top = results["log-mean"] * perUnit;
  const low = pending ? 0 : results["mean-log"] * perUnit;
  const hidden = pending ? "" : null;
  const middle = percent(results.mean / largest);
  const sorted = [...state.values].sort((a, b) => a - b);
  /** @type {Frame} */
  const shown = {
    hull: { d: `M${sorted.map((z) => point(z / largest, Math.log2(z))).join(" L")} Z` },
    line: { d: lineOf(state.line, results.mean, largest) },
    above: { "style.left": middle, "style.bottom": percent(up(top)) },
    below: { hidden, "style.left": middle, "style.bottom": percent(up(low)) },
    gap: {
      hidden,
      "style.left": middle,
      "style.bottom": percent(up(low)),
      "style.height": percent(pending ? 0 : up(top) - up(low)),
    },
    mean: { "style.left": middle },
    remark: { text: pending ? "" : remark(state, results) },
  };
  state.values.forEach((z, i) => {
    shown[`handle-values.${i}`] = {
      "style.left": percent(z / largest),
      "style.bottom": percent(up(Math.log2(z))),
      "style.--weight": coordinate(state.weights[i]),
    };
  });
  [-3, -2, -1, 0, 1, 2].forEach((bits, i) => {
    shown[`mark-${i}`] = { text: formatPlain(bits / perUnit, 2) };
  });
  return shown;
}

function remark(/** @type {State} */ { values, weights }, /** @type {Results} */ results) {
  const happens = values.filter((_, i) => weights[i] > 0);
  if (new Set(happens).size === 1) return "Z is always the same: both sides agree, and the gap is 0.";
  if (Math.min(...happens) === 0) return "Z can be 0, where the logarithm falls without limit: the gap is infinite.";
  if (results["jensen-gap"] < 0.05)
    return "Over so short a stretch the curve is nearly straight, and the gap nearly 0.";
  return "The average of the points lies inside the shaded shape, and the curve bends over it: the gap is positive.";
}

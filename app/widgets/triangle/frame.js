// The twin of state.py and frame.py: how long the ways are, and what each part of the figure shows.
import { formatNumber } from "wd/figure/format.js";
import { coordinate, percent } from "wd/figure/places.js";
import { jsDivergence, klDivergence } from "wd/kernel/divergences.js";

/** @import { Frame, Results } from "wd/figure/places.js" */

/** @typedef {{a: number, b: number, c: number, measure: "kl" | "jeffreys" | "js" | "root-js"}} State */

const LONGEST = 0.9;
const BEND = 0.9;
const UNITS = { kl: "bits", jeffreys: "bits", js: "bits", "root-js": "√bits" };
const NAMES = { kl: "KL", jeffreys: "Jeffreys", js: "JS", "root-js": "√JS" };

const MEASURES = {
  kl: (/** @type {number[]} */ p, /** @type {number[]} */ q) => klDivergence(p, q),
  jeffreys: (/** @type {number[]} */ p, /** @type {number[]} */ q) => klDivergence(p, q) + klDivergence(q, p),
  js: (/** @type {number[]} */ p, /** @type {number[]} */ q) => jsDivergence(p, q),
  "root-js": (/** @type {number[]} */ p, /** @type {number[]} */ q) => Math.sqrt(jsDivergence(p, q)),
};

/** @type {Record<State["measure"], (from: string, to: string) => string>} */
const WRITTEN = {
  kl: (from, to) => `KL(${from} ‖ ${to})`,
  jeffreys: (from, to) => `KL(${from} ‖ ${to}) + KL(${to} ‖ ${from})`,
  js: (from, to) => `JS(${from}, ${to})`,
  "root-js": (from, to) => `√JS(${from}, ${to})`,
};

export function results(/** @type {State} */ state) {
  const [a, b, c] = [state.a, state.b, state.c].map((heads) => [heads, 1 - heads]);
  const length = MEASURES[state.measure];
  const [direct, first, second] = [length(a, c), length(a, b), length(b, c)];
  const around = first + second;
  return { direct, first, second, "way-round": around, excess: direct > around ? direct - around : 0 };
}

function arc(/** @type {number} */ start, /** @type {number} */ end, /** @type {number} */ side) {
  const bend = 50 - side * BEND * 100 * Math.abs(end - start);
  const [from, middle, to] = [100 * start, 50 * (start + end), 100 * end].map(coordinate);
  return `M${from} 50Q${middle} ${coordinate(bend)} ${to} 50`;
}

const endless = (/** @type {number} */ value) => (value === Infinity ? "" : null);

const coin = (/** @type {number} */ heads) => formatNumber(heads, null, 2);

export function frame(/** @type {State} */ state, /** @type {Results} */ results, /** @type {boolean} */ pending) {
  const whole = Math.max(0, ...[results.direct, results["way-round"]].filter(Number.isFinite));
  const length = (/** @type {number} */ value) => {
    if (value === Infinity) return 1;
    return whole ? (LONGEST * value) / whole : 0;
  };
  const hidden = pending ? "" : null;
  const [direct, first, around] = [results.direct, results.first, results["way-round"]].map(length);
  const written = WRITTEN[state.measure];
  const saves = results.excess > 0;
  const unsaved = saves && !pending ? null : "";
  let holds = null;
  if (!pending) holds = saves ? "no" : "yes";
  return {
    "handle-a": { "style.left": percent(state.a) },
    "handle-b": { "style.left": percent(state.b) },
    "handle-c": { "style.left": percent(state.c) },
    "arc-direct": { d: arc(state.a, state.c, -1) },
    "arc-first": { d: arc(state.a, state.b, 1), hidden },
    "arc-second": { d: arc(state.b, state.c, 1), hidden },
    "bar-direct": { "style.width": percent(direct), "data-endless": endless(results.direct) },
    "bar-first": { "style.width": percent(first), "data-endless": endless(results.first), hidden },
    "bar-second": {
      "style.left": percent(first),
      "style.width": percent(around - first),
      "data-endless": endless(results.second),
      hidden,
    },
    "bar-saved": {
      "style.left": percent(around),
      "style.width": percent(saves ? direct - around : 0),
      hidden: unsaved,
    },
    "formula-direct": { text: written("A", "C") },
    "formula-first": { text: written("A", "B") },
    "formula-second": { text: written("B", "C") },
    "unit-direct": { text: UNITS[state.measure] },
    "unit-round": { text: UNITS[state.measure] },
    "unit-saved": { text: UNITS[state.measure] },
    coins: { text: `heads: A ${coin(state.a)}, B ${coin(state.b)}, C ${coin(state.c)}` },
    verdict: { text: pending ? "" : verdict(state, results), "data-holds": holds },
    saving: { hidden: unsaved },
  };
}

function verdict(/** @type {State} */ { measure }, /** @type {Results} */ results) {
  const name = NAMES[measure];
  if (results.excess > 0) return `The way round is shorter: ${name} is no distance.`;
  if (results["way-round"] === Infinity) return "The way round is infinite, so it saves nothing here.";
  if (measure === "root-js") return "The way round is not shorter, and with √JS it never is.";
  return `The way round is not shorter here. Try other coins: ${name} can be caught.`;
}

// The twin of state.py and frame.py: the numbers of a state, and what each part of the figure shows.
import { formatNumber } from "wd/figure/format.js";
import { coordinate, percent } from "wd/figure/places.js";
import {
  LONGEST,
  SIGNS,
  cleaned,
  codes,
  effectiveChoices,
  frequencies,
  interpolated,
  meanSurprise,
  next,
  perplexities,
} from "./model.js";

/** @import { Frame, Results } from "wd/figure/places.js" */

/** @typedef {{text: string, at: number, sees: number, share: number, unit: "bits" | "nats"}} State */

const FULL = 8;
const ROWS = 6;
const TOP = 81;
const ROOM = 0.1;

const named = (/** @type {string} */ sign) => (sign === " " ? "␣" : sign);
const shown = (/** @type {string} */ signs) => [...signs].map(named).join("");
const shade = (/** @type {number} */ surprise) =>
  surprise === Infinity ? "never" : coordinate(Math.min(surprise / FULL, 1));
const height = (/** @type {number} */ perplexity) => Math.log(Math.min(perplexity, TOP)) / Math.log(TOP);
const beyond = (/** @type {number} */ perplexity) => (perplexity === Infinity ? " ∞" : perplexity > TOP ? " ↑" : "");
const line = (/** @type {number[]} */ list) =>
  `M${list.map((y, k) => `${coordinate((100 * k) / LONGEST)} ${coordinate(100 * (1 - height(y)))}`).join(" L")}`;

/** What the model gave to each sign of the text. */
export function probabilities(/** @type {State} */ { text, sees, share }) {
  return interpolated(frequencies(codes(cleaned(text))), share)[sees].subarray(1);
}

/** How much each sign of the text surprises, in the state's unit. */
export const surprises = (/** @type {State} */ state) =>
  Array.from(probabilities(state), (q) => meanSurprise([q], state.unit));

/** The signs before a place of the text, as far as the model sees. */
function contextAt(/** @type {string} */ signs, /** @type {number} */ place, /** @type {number} */ sees) {
  const before = ` ${signs.slice(0, place)}`;
  return before.slice(before.length - Math.min(sees, before.length));
}

export function results(/** @type {State} */ state) {
  const { at, sees, share, unit } = state;
  const q = probabilities(state);
  const mean = meanSurprise(q, unit);
  const [training, heldOut] = perplexities(share);
  return {
    "cross-entropy": mean,
    perplexity: effectiveChoices(mean, unit),
    probability: q[at - 1],
    surprisal: meanSurprise(q.subarray(at - 1, at), unit),
    training: training[sees],
    "held-out": heldOut[sees],
  };
}

export function frame(/** @type {State} */ state, /** @type {Results} */ numbers, pending = false) {
  const { at, sees, share, unit } = state;
  const signs = cleaned(state.text);
  const costs = surprises({ ...state, unit: "bits" });
  const [training, heldOut] = perplexities(share);
  const sign = signs[at - 1];
  const place = `${sign === " " ? "space" : sign}, sign ${at} of ${signs.length}`;
  const [low, high] = [height(training[LONGEST]), height(heldOut[LONGEST])];
  const missing = Math.max(0, ROOM - (high - low)) / 2;
  const left = percent(sees / LONGEST);
  return {
    tape: {
      "data-shades": costs.map((surprise) => (pending ? "0.00" : shade(surprise))).join(" "),
      "aria-valuemax": String(signs.length),
      "aria-valuenow": String(at),
      "aria-valuetext": place + (pending ? "" : `: ${formatNumber(numbers.surprisal, unit)}`),
    },
    signs: { text: signs },
    "looked-at": { text: named(sign) },
    context: { text: shown(contextAt(signs, at - 1, sees)) || "nothing" },
    remark: { text: pending ? "" : remark(state, signs, numbers, costs) },
    "line-training": { d: line(training) },
    "line-held-out": { d: pending ? "" : line(heldOut) },
    "end-training": { "style.bottom": percent(low - missing) },
    "end-held-out": {
      hidden: pending ? "" : null,
      text: `not read${pending ? "" : beyond(heldOut[LONGEST])}`,
      "style.bottom": percent(pending ? 0 : high + missing),
    },
    now: { "style.left": left },
    "dot-training": { "style.bottom": percent(height(training[sees])), "style.left": left },
    "dot-held-out": {
      hidden: pending ? "" : null,
      "style.bottom": percent(pending ? 0 : height(heldOut[sees])),
      "style.left": left,
    },
    ...rows(state, signs, pending),
  };
}

/** The likeliest signs, what came being the last of them if it is not among them, and the others together. */
function rows(/** @type {State} */ { at, sees, share }, /** @type {string} */ signs, /** @type {boolean} */ pending) {
  const expected = next(codes(contextAt(signs, at - 1, sees)).subarray(1), share);
  const came = SIGNS.indexOf(signs[at - 1]);
  const best = [...SIGNS]
    .map((_, code) => code)
    .sort((a, b) => expected[b] - expected[a] || a - b)
    .slice(0, ROWS);
  if (!best.includes(came)) best[ROWS - 1] = came;
  const others = expected.reduce((sum, q, code) => (best.includes(code) ? sum : sum + q), 0);
  const part = (/** @type {string | number} */ name, /** @type {number} */ q) => ({
    [`q-${name}`]: { "style.width": percent(pending ? 0 : q) },
    [`value-${name}`]: { text: pending ? "?" : formatNumber(q) },
  });
  return Object.assign(
    part("others", others),
    ...best.map((code, i) => ({
      [`row-${i}`]: { "data-came": code === came ? "true" : null },
      [`sign-${i}`]: { text: named(SIGNS[code]) },
      ...part(i, expected[code]),
    })),
  );
}

function remark(
  /** @type {State} */ { sees, share },
  /** @type {string} */ signs,
  /** @type {Results} */ { perplexity },
  /** @type {number[]} */ costs,
) {
  if (perplexity === Infinity) {
    const first = costs.indexOf(Infinity);
    const before = shown(contextAt(signs, first, sees));
    const never = `“${named(signs[first])}” never followed “${before}” in what it has read.`;
    return `${never} Unsmoothed, that is impossible: one sign, and the whole text costs ∞.`;
  }
  if (share === 1) return "Everything is left to chance: 27 equally likely signs, whatever came before.";
  if (perplexity > SIGNS.length)
    return "More than 27: a blind guess would have done better than this model on this text.";
  return "";
}

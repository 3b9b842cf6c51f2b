// Answers graded in the page: the twin of app/checks, but for steps that were rounded too early, which are wrong here.
import { formatNumber } from "wd/figure/format.js";
import { readTypedNumber } from "wd/figure/typed_number.js";
import { NATS_PER_BIT } from "wd/kernel/units.js";

const ROUNDING = 1e-9;
const UNCOUNTED = "This was not counted as an attempt.";
export const SAID = {
  right: "Right.",
  wrong: "Not yet.",
  more_digits: "More digits, please; it was not counted.",
  not_understood: "Not understood; it was not counted.",
};

/**
 * @typedef {{verdict: "right" | "wrong" | "more_digits" | "not_understood", said?: string, html: string}} Outcome
 * @typedef {{values: number[], html: string | null}} Slip its numbers, and what to say if the check lists it
 * @typedef {object} Numeric
 * @property {"numeric"} kind
 * @property {number} truth
 * @property {number} decimals
 * @property {"bits" | "nats" | null} unit
 * @property {boolean} converts
 * @property {Slip[]} slips
 * @property {Object<string, string>} says
 * @typedef {object} Choice
 * @property {"single" | "several"} kind
 * @property {string[]} right
 * @property {Object<string, string>} options what to say to each
 */

/** @param {Numeric | Choice} question @param {string[]} given @returns {Outcome} */
export function grade(question, given) {
  if (question.kind !== "numeric") return gradeChoice(question, given);
  // JSON has no infinity: it is written as text.
  const slips = question.slips.map((slip) => ({ ...slip, values: slip.values.map(Number) }));
  return gradeNumber({ ...question, truth: Number(question.truth), slips }, given[0] ?? "");
}

/** How near a typed number is to another; the twin of app/checks/closeness.py. @returns {"close" | "coarse" | "far"} */
export function closeness(value, decimals, target, asked) {
  if (!Number.isFinite(target) || !Number.isFinite(value)) return value === target ? "close" : "far";
  if (rounded(value, target, asked)) return "close";
  if (decimals === null) return "far";
  if (decimals === asked && cutOff(value, target, asked)) return "close";
  return value && decimals < asked && coarsely(value, decimals, target) ? "coarse" : "far";
}

const coarsely = (value, decimals, target) =>
  decimals === 0 && Math.abs(target) < 10
    ? rounded(value, target, 1)
    : rounded(value, target, decimals) || cutOff(value, target, decimals);
const rounded = (value, target, decimals) => Math.abs(value - target) <= 0.5 * 10 ** -decimals * (1 + ROUNDING);

function cutOff(value, target, decimals) {
  const short = Math.abs(target) - Math.abs(value);
  return value * target >= 0 && short >= 0 && short < 10 ** -decimals * (1 - ROUNDING);
}

/** @param {Numeric} question @param {string} text @returns {Outcome} */
function gradeNumber(question, text) {
  const { truth, decimals, unit, converts, says } = question;
  const typed = readTypedNumber(text);
  if ("reason" in typed) {
    return typed.undefined && !Number.isFinite(truth) ? wrong(says.undefinedForInfinity) : notUnderstood(typed);
  }
  const odd = oddUnit(question, typed);
  if (odd) return notUnderstood(odd);
  const converted = typed.unit !== null && typed.unit !== unit;
  const per = !converted ? 1 : typed.unit === "nats" ? NATS_PER_BIT : 1 / NATS_PER_BIT;
  const near = (target, by = per) => closeness(typed.value, typed.decimals, target * by, decimals);
  const slips = (how, by = per) =>
    question.slips.filter(({ values }) => values.some((value) => near(value, by) === how));
  const slip = (one) => wrong(one.html ?? says.unknown);
  const toTruth = near(truth);
  if (converted && toTruth !== "far" && converts) {
    const own = [slips("close", 1), slips("coarse", 1)].find((some) => some.length) ?? [];
    return own.length === 1 ? slip(own[0]) : wrong(says.leftUnconverted);
  }
  if (toTruth === "close") {
    return { verdict: "right", said: right(question, typed, converted, per), html: says.why };
  }
  let found = slips("close");
  if (toTruth === "coarse") return { verdict: "more_digits", html: found.length ? says.moreUnsure : says.moreSure };
  const mislabelled = converted && near(truth, 1) === "close";
  if (!found.length && !mislabelled) found = slips("coarse");
  if (found.length + Number(mislabelled) > 1) return wrong(says.several);
  if (mislabelled) return wrong(says.mislabelled);
  return found.length ? slip(found[0]) : wrong(says.unknown);
}

/** An answer in the other unit is told both amounts. */
function right({ truth, decimals, unit, says }, typed, converted, per) {
  const exact =
    typed.decimals === null && Math.abs(typed.value - truth * per) <= 1e-9 * Math.abs(truth) && Number.isFinite(truth);
  if (!converted) return exact ? says.exact : says.right;
  const [shown, wanted] = [formatNumber(truth * per, typed.unit, decimals), formatNumber(truth, unit, decimals)];
  return `${exact ? "Right, and exact" : "Right"}: ${shown} are ${wanted}.`;
}

function oddUnit({ unit, truth, decimals }, typed) {
  if (unit === null && typed.unit !== null) {
    return { reason: "this number has no unit", repair: `leave “${typed.unit}” out` };
  }
  if (unit !== null && typed.noun !== null) {
    return { reason: `“${typed.noun}” are what is counted`, repair: `give the number in ${unit}, or alone` };
  }
  const percent = typed.decimals !== null && unit === null && truth > 0 && truth <= 1 && typed.value > 1;
  if (percent && closeness(typed.value / 100, typed.decimals + 2, truth, decimals) !== "far") {
    const shown = formatNumber(typed.value, null, typed.decimals);
    return { reason: `${shown} is more than one, and a share is asked`, repair: `if you mean ${shown} %, say so` };
  }
  return null;
}

/** @param {Choice} question @param {string[]} chosen @returns {Outcome} */
function gradeChoice({ kind, right, options }, chosen) {
  const ticked = [...new Set(chosen)].filter(Boolean);
  if (!ticked.length || ticked.some((one) => !(one in options))) return plain("Choose an answer first.");
  if (kind === "single") {
    if (ticked.length > 1) return plain("Choose one answer only.");
    return { verdict: right.includes(ticked[0]) ? "right" : "wrong", html: options[ticked[0]] };
  }
  const amiss = ticked.filter((one) => !right.includes(one));
  const found = ticked.filter((one) => right.includes(one));
  if (!amiss.length && found.length === right.length) {
    return { verdict: "right", html: found.map((one) => options[one]).join("") };
  }
  const missing = right.length - found.length;
  const count = missing === 1 ? "One statement that holds is" : `${missing} statements that hold are`;
  return wrong(amiss.map((one) => options[one]).join("") + (missing ? `<p>${count} still missing.</p>` : ""));
}

const wrong = (/** @type {string} */ html) => ({ verdict: /** @type {const} */ ("wrong"), html });
const plain = (/** @type {string} */ text) => ({
  verdict: /** @type {const} */ ("not_understood"),
  html: `<p>${text} ${UNCOUNTED}</p>`,
});

function notUnderstood(/** @type {{reason: string, repair: string}} */ { reason, repair }) {
  const place = document.createElement("p");
  place.textContent = `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}: ${repair}. ${UNCOUNTED}`;
  return { verdict: /** @type {const} */ ("not_understood"), html: place.outerHTML };
}

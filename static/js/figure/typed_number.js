// A number as people type or paste it: one friendly reader for answers, fields, tables and addresses; twin of
// app/figure/typed_number.py, whose head states the rules.
import { CalculationError, trimmed, workOut } from "wd/figure/arithmetic.js";

/**
 * @typedef {{value: number, unit: "bits" | "nats" | null, decimals: number | null, noun: string | null}} TypedNumber
 *   a number; `decimals` is null for what is exact, `noun` what was counted, such as `tokens`
 * @typedef {{reason: string, repair: string, undefined: boolean}} NotUnderstood why it is no number, and what to type
 */

const LONGEST = 160;
const NO_BEGINNING = "does not begin with a number";

/* eslint-disable no-misleading-character-class -- each of them is meant by itself */
const INVISIBLE = new RegExp(
  "[\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f" +
    "\\u202a-\\u202e\\u2060\\u2063\\u2066-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0]",
  "g",
);
/* eslint-enable */
const SUPERSCRIPT = /[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/g;
const SUBSCRIPT = /[₀₁₂₃₄₅₆₇₈₉]+/g;
const VULGAR = /([0-9.,][ \u00a0]*)?([¼-¾⅐-⅞])/g;
const SPACES = /[\t-\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000 ]+/g;
const NEARLY = /^(?:about|approximately|approx\.?|around|roughly|circa|ca\.?|nearly|almost) (?=[^ ])/;
const REPLACED = [
  [/\bper ?cent\b|\bpct\b/g, "%"],
  [/\*\*/g, "^"],
  [/(?<=[0-9)]) ?x ?(?=[0-9(])/g, "*"],
  [/^([^:]*[0-9)]) ?: ?([0-9(][^:]*)$/, "$1/$2"],
];
// In a calculation `50,000` may be fifty thousand, unless a comma elsewhere in it can only be a decimal one.
const GROUPED = /(?<![0-9.,])[1-9][0-9]{0,2},[0-9]{3}(?![0-9,])/;
const DECIMAL_COMMA = /(?<![0-9])0?,[0-9]|,[0-9]{1,2}(?![0-9])|,[0-9]{4}/;
const COMPARED = /[<>≤≥≠±!|]/;
const UNDEFINED = /^(?:is |it is )?(?:undefined|not defined|undef|indeterminate)$/;
const INFINITE = /^([-+]?) ?(?:∞|infinity|infinite|\\?infty|inf)(.*)$/;
const ABOUT = "(?:/|per\\b|an?\\b|each\\b|for\\b|of\\b|on\\b|in\\b)[ a-z/()-]*";
const UNIT = new RegExp(`^[[(]?(bits?|nats?|sh|shannons?)\\b[\\])]? ?(?:${ABOUT})?$`);
const COUNTED = new RegExp(
  "^(tokens?|letters?|words?|signs?|characters?|symbols?|outcomes?|choices?|possibilities|" +
    `sides?|fields?|times|examples?) ?(?:${ABOUT})?$`,
);
const EACH = /^(?:\/ ?|per |an? |each\b)[ a-z]*$/;
const SCRIPTS = { "⁺": "+", "⁻": "-", ...numerals("⁰¹²³⁴⁵⁶⁷⁸⁹"), ...numerals("₀₁₂₃₄₅₆₇₈₉") };
const SIGNS = {
  ...all("−–—‐‑‒﹣－➖", "-"),
  ...all("×✕✖·⋅∙•∗\u2062", "*"),
  ...all("÷∕⁄", "/"),
  ...all("≃≅≐≈~", "="),
  ...all("،٫", ","),
  "\u2064": "+",
  "\u2061": " ",
  ˆ: "^",
  "٪": "%",
  "{": "(",
  "}": ")",
  ...numerals("٠١٢٣٤٥٦٧٨٩"),
  ...numerals("۰۱۲۳۴۵۶۷۸۹"),
  ...numerals("०१२३४५६७८९"),
};

/**
 * Read what somebody typed or pasted: `1.737`, `1,737`, `7/8`, `1 in 8`, `73.7 %`, `1.737 bits a letter`, `∞`,
 * `7.2 × 10⁻¹⁹`, `2^-3`, `-log2(0.8)`, `0.3*1.737 + 0.7*0.515`, `H = 0.881`.
 * @param {string} text
 * @returns {TypedNumber | NotUnderstood} never an exception, and in microseconds
 */
export function readTypedNumber(text) {
  if (text.length > 2 * LONGEST || [...text].length > LONGEST) {
    return notUnderstood("that is long for a number", "type the number alone");
  }
  const seen = tidy(text);
  if (!seen) return notUnderstood("nothing was typed", "type a number, such as 0.25");
  return read(seen.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).replace(NEARLY, ""), seen);
}

/** Read a number without a unit. @returns {number} NaN if it is none */
export function readNumber(/** @type {string} */ text) {
  const typed = readTypedNumber(text);
  return "reason" in typed || typed.unit || typed.noun ? NaN : typed.value;
}

/** Why a text is no number without a unit, for the middle of a sentence; nothing if there is nothing to add. */
export function whyNoNumber(/** @type {string} */ text) {
  const typed = readTypedNumber(text);
  if ("reason" in typed) return typed.reason.endsWith(NO_BEGINNING) ? "" : typed.reason;
  return typed.unit || typed.noun ? `leave “${typed.unit ?? typed.noun}” out` : "";
}

function read(written, seen) {
  const plain = REPLACED.reduce((text, [pattern, by]) => text.replace(pattern, by), written);
  if (UNDEFINED.test(plain)) return notUnderstood("there is a number, or ∞", "type it", true);
  const infinite = plain.match(INFINITE);
  if (infinite) return withRest(infinite[1] === "-" ? -Infinity : Infinity, null, trimmed(infinite[2]));
  if (COMPARED.test(plain)) return notUnderstood(`“${seen}” says more than one number`, "type the number alone");
  try {
    const worked = workOut(plain);
    const grouped = worked?.decimals === null && !DECIMAL_COMMA.test(plain) && plain.match(GROUPED);
    if (grouped) {
      const repair = "write it with a point, or without grouping its digits";
      return notUnderstood(`“${grouped[0]}” may be two numbers`, repair);
    }
    if (worked) return withRest(worked.value, worked.decimals, worked.rest);
  } catch (error) {
    if (!(error instanceof CalculationError)) throw error;
    return notUnderstood(error.reason, error.repair, error.undefined);
  }
  return notUnderstood(`“${seen}” ${NO_BEGINNING}`, "type a number, such as 0.25, or ∞");
}

// Plain signs: nothing invisible, one kind of minus, powers and fractions written out.
function tidy(text) {
  const seen = text
    .replace(INVISIBLE, "")
    // A superscript becomes a power before NFKC would make an ordinary digit of it; so does the base of a logarithm.
    .replace(SUPERSCRIPT, (power) => `^(${scripts(power)})`)
    .replace(SUBSCRIPT, (base) => `_${scripts(base)} `)
    .replace(VULGAR, writtenOut);
  const signs = Array.from(seen.normalize("NFKC"), (sign) => (Object.hasOwn(SIGNS, sign) ? SIGNS[sign] : sign));
  const plain = signs
    .join("")
    .replace(SPACES, " ")
    .replace(/^[“”"'`$ ]+|[“”"'`$ ]+$/g, "");
  // Of `H = 0.3 · 1.737 + 0.7 · 0.515 = 0.882` the last number is meant.
  const last = trimmed(
    plain
      .replace(/^[= ]+|[= ]+$/g, "")
      .split("=")
      .at(-1),
  );
  return /[0-9∞a-zA-Z]/.test(last) ? last.replace(/[.,;!? ]+$/, "") : last;
}

// "1½" could be one and a half or a product: a space keeps the two apart, so that it is asked about.
function writtenOut(_whole, before, fraction) {
  const plain = fraction.normalize("NFKC");
  return before === undefined ? `(${plain})` : `${before} ${plain}`;
}

function withRest(signed, decimals, rest) {
  const value = signed || 0; // no negative zero
  if (!rest || EACH.test(rest)) return { value, unit: null, decimals, noun: null };
  if (/^[.,'’ ]*[0-9]/.test(rest) || rest.startsWith(",") || rest.startsWith(".")) {
    const repair = "write it without grouping its digits, with one point or comma";
    return notUnderstood("it is not clear which number that is", repair);
  }
  const unit = rest.match(UNIT);
  if (unit) return { value, unit: unit[1].startsWith("nat") ? "nats" : "bits", decimals, noun: null };
  const counted = rest.match(COUNTED);
  if (counted) return { value, unit: null, decimals, noun: counted[1] };
  return notUnderstood(`“${rest}” is no unit that is known here`, "write the number alone, or with bits or nats");
}

function notUnderstood(reason, repair, isUndefined = false) {
  return { reason, repair, undefined: isUndefined };
}
function scripts(text) {
  return Array.from(text, (sign) => SCRIPTS[sign]).join("");
}
function all(signs, by) {
  return Object.fromEntries(Array.from(signs, (sign) => [sign, by]));
}
function numerals(signs) {
  return Object.fromEntries(Array.from(signs, (sign, digit) => [sign, String(digit)]));
}

// The state of a figure in an address that one may write on a blackboard: no more digits than can be told apart.

const DIGITS = 5; // significant: every number of a figure is shown with three decimals
const WORDS = new Set(["labels", "message", "text", "signs"]);
const NUMBERS = /^-?[\d.]+(e-?\d+)?(,-?[\d.]+(e-?\d+)?)*$/;

/** @param {Object<string, string>} query @returns {Object<string, string>} the same fields, shorter */
export function shortened(query) {
  return Object.fromEntries(
    Object.entries(query)
      .filter(([, text]) => text !== "")
      .map(([name, text]) => [
        name,
        !WORDS.has(name) && NUMBERS.test(text) ? shortNumbers(text.split(",").map(Number)).join(",") : text,
      ]),
  );
}

/** Shares keep their sum of 1: what rounding leaves over goes to the largest. @param {number[]} values */
function shortNumbers(values) {
  const short = values.map((value) => (Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS))));
  const shares = values.length > 1 && values.every((value) => value >= 0) && Math.abs(sum(values) - 1) < 1e-9;
  if (!shares || short.every((value, i) => value === values[i])) return short;
  const largest = short.indexOf(Math.max(...short));
  const rest = sum(short.filter((_, i) => i !== largest));
  return short.map((value, i) => (i === largest ? Number((1 - rest).toFixed(12)) : value));
}

const sum = (/** @type {number[]} */ values) => values.reduce((total, value) => total + value, 0);

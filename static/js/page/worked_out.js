// A field for a number is a small calculator: what is typed is worked out beside it while one types.
import { formatNumber } from "wd/figure/format.js";
import { readTypedNumber } from "wd/figure/typed_number.js";

// What is worked out: a sign between two numbers, a function, a parenthesis. A number alone is what it is.
const CALCULATION = /[*/^()√%×·÷]|[a-z]\d*\s*\(|log|ln|sqrt|exp|[\d)]\s*[-+−]\s*[\d(.a-z]/i;

/** Show what a calculation such as `log2(5)` comes to, beside the field of its answer. */
export function workOutAnswers() {
  document.addEventListener("input", ({ target }) => {
    const field = /** @type {HTMLInputElement} */ (target);
    if (!field.matches?.(".check-form input[name=answer][type=text]")) return;
    const place = /** @type {HTMLElement | null} */ (field.closest("form").querySelector(".worked-out"));
    if (place) place.textContent = workedOut(field.value, Number(place.dataset.digits));
  });
}

/** @param {string} text @returns {string} `= 2.322`, or nothing for a number that needs no working out */
export function workedOut(text, digits = 3) {
  if (!CALCULATION.test(text)) return "";
  const read = readTypedNumber(text);
  if (!("value" in read) || Number.isNaN(read.value)) return "";
  return `= ${formatNumber(read.value, read.unit, digits)}`;
}

// A number that one types. What is no number is kept as typed, explained, and changes nothing.
import { readNumber, whyNoNumber } from "wd/figure/typed_number.js";

/**
 * Bring a text input to life as a number.
 * @param {HTMLInputElement} input
 * @param {{bounds: [number, number], text: () => string, commit: (value: number) => void, blocked?: () => string |
 *   null, complain: (message: string) => void, name: () => string, example: string}} options `text` is what the present
 *   value reads as; `blocked` says why it cannot be changed now, or null
 * @returns {{refresh: () => void}} shows the present value; a half-typed one is left alone
 */
export function makeNumberField(input, { bounds, text, commit, blocked, complain, name, example }) {
  input.readOnly = false;
  let shown = input.value;
  const show = () => {
    const now = text();
    shown = now;
    if (input.value !== now) input.value = now;
    setValid(true);
  };
  // Half-typed text stays while one is in the field; refused text stays until it is repaired or the value changes by
  // other means.
  const refresh = () => {
    const root = /** @type {Document} */ (input.getRootNode());
    if (text() === shown || (root.activeElement === input && input.value !== shown)) return;
    show();
  };
  const settle = () => {
    const typed = input.value;
    if (typed === shown) {
      if (input.hasAttribute("aria-invalid")) complain("");
      setValid(true);
      return;
    }
    const reason = blocked?.();
    if (reason) {
      complain(reason);
      show();
      return;
    }
    const { value, why } = readWithin(typed, bounds, example);
    if (why) {
      setValid(false);
      complain(`${name()}: ${why}`);
      return;
    }
    complain("");
    commit(value);
    show();
  };
  const setValid = (valid) => {
    if (valid) input.removeAttribute("aria-invalid");
    else input.setAttribute("aria-invalid", "true");
  };
  input.addEventListener("focus", () => {
    refresh();
    input.select();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      settle();
      event.preventDefault();
    }
    if (event.key === "Escape") {
      show();
      complain("");
    }
  });
  input.addEventListener("blur", settle);
  return { refresh };
}

/** @returns {{value?: number, why?: string}} the number that was typed, or why it is none of these */
function readWithin(typed, [low, high], example) {
  const value = readNumber(typed);
  if (Number.isNaN(value)) {
    const why = whyNoNumber(typed);
    return {
      why: `“${typed}” is no number${why && ` (${why})`}. Type a number from ${low} to ${high}, such as ${example}.`,
    };
  }
  if (value < low || value > high)
    return { why: `${typed} is outside ${low} to ${high}. Type a number between these.` };
  return { value };
}

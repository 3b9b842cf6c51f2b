// A number that one types. What is no number is kept as typed, explained, and changes nothing.

/**
 * Read what people type: 0.25, 0,25, .25, 1/4, 25 %.
 * @param {string} text
 * @returns {number} NaN if it is no number
 */
export function readNumber(text) {
  const plain = text.trim().replace(/\u2212/g, "-").replace(",", ".");
  const DECIMAL = "[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?";
  const match = plain.match(new RegExp(`^(${DECIMAL})(?:\\s*/\\s*(${DECIMAL})|\\s*(%))?$`));
  if (!match) return NaN;
  const [, number, divisor, percent] = match;
  if (divisor !== undefined) return Number(divisor) === 0 ? NaN : Number(number) / Number(divisor);
  return percent ? Number(number) / 100 : Number(number);
}

/**
 * Bring a text input to life as a number.
 * @param {HTMLInputElement} input
 * @param {{bounds: [number, number], text: () => string, commit: (value: number) => void, blocked?: () => string | null,
 *   complain: (message: string) => void, name: () => string, example: string}} options `text` is what the present value reads as;
 *   `blocked` says why it cannot be changed now, or null
 * @returns {{refresh: () => void}} shows the present value; a half-typed one is left alone
 */
export function makeNumberField(input, { bounds, text, commit, blocked, complain, name, example }) {
  input.readOnly = false;
  let shown = input.value;
  const show = () => { const now = text(); shown = now; if (input.value !== now) input.value = now; setValid(true); };
  // Half-typed text stays while one is in the field; refused text stays until it is repaired or the value changes by other means.
  const refresh = () => {
    if (text() === shown || (document.activeElement === input && input.value !== shown)) return;
    show();
  };
  const settle = () => {
    const typed = input.value;
    if (typed === shown) { if (input.hasAttribute("aria-invalid")) complain(""); setValid(true); return; }
    const reason = blocked?.();
    if (reason) { complain(reason); show(); return; }
    const value = readNumber(typed);
    if (Number.isNaN(value)) { refuse(`${name()}: “${typed}” is no number. Type a number from ${bounds[0]} to ${bounds[1]}, such as ${example}.`); return; }
    if (value < bounds[0] || value > bounds[1]) { refuse(`${name()}: ${typed} is outside ${bounds[0]} to ${bounds[1]}. Type a number between these.`); return; }
    complain("");
    commit(value);
    show();
  };
  const refuse = (message) => { setValid(false); complain(message); };
  const setValid = (valid) => { if (valid) input.removeAttribute("aria-invalid"); else input.setAttribute("aria-invalid", "true"); };
  input.addEventListener("focus", () => { refresh(); input.select(); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { settle(); event.preventDefault(); }
    if (event.key === "Escape") { show(); complain(""); }
  });
  input.addEventListener("blur", settle);
  return { refresh };
}

// The one number formatter, digit for digit as app/figure/format.py, whose head states the rules.

const LARGE = 1e6;
const NO_BREAK_SPACE = "\u00a0";
/** @type {Object<string, string>} */
const SUPERSCRIPTS = { 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹", "-": "⁻" };

/**
 * Write a number as the course shows it: `0.737 bits`, `−0.424`, `∞`, `7.2 × 10⁻¹⁹`.
 * @param {number} value the number; infinite is allowed, NaN is not
 * @param {string | null} [unit] what it is measured in, in the plural, or null
 * @param {number} [digits] how many decimals, 0 to 15
 * @returns {string}
 */
export function formatNumber(value, unit = null, digits = 3) {
  return write(value, unit, digits, false);
}

/** Write a number without a unit, with at most `digits` decimals and no zeros at the end: `0.9`. */
export function formatPlain(/** @type {number} */ value, digits = 3) {
  return write(value, null, digits, true);
}

/** Write a share of one as a percentage: `73.2%`. */
export function formatPercent(/** @type {number} */ value, digits = 0) {
  return `${write(value * 100, null, digits, true)}%`;
}

/** The text of `data-value`: the shortest decimals that read back as the same double, or `Infinity`. */
export function fullPrecision(/** @type {number} */ value) {
  return String(value);
}

function write(
  /** @type {number} */ value,
  /** @type {string | null} */ unit,
  /** @type {number} */ digits,
  /** @type {boolean} */ trim,
) {
  if (Number.isNaN(value)) throw new RangeError("NaN cannot be shown as a number; find where it comes from");
  if (!(digits >= 0 && digits <= 15))
    throw new RangeError(`digits: ${digits} asked, 0 to 15 allowed; choose one of these`);
  const size = Math.abs(value);
  const text = size === Infinity ? "∞" : decimals(size, digits, trim);
  const word = unit && text === "1" ? unit.replace(/s$/, "") : unit;
  return `${value < 0 ? "−" : ""}${text}${unit ? NO_BREAK_SPACE + word : ""}`;
}

// toFixed and toExponential round the exact binary value, ties to the larger: half away from zero on a size.
function decimals(/** @type {number} */ size, /** @type {number} */ digits, /** @type {boolean} */ trim) {
  const rounded = size < LARGE ? size.toFixed(digits) : "";
  if (size >= LARGE || (size > 0 && Number(rounded) === 0)) {
    const [mantissa, exponent] = size.toExponential(1).split("e");
    return `${mantissa} × 10${[...String(Number(exponent))].map((sign) => SUPERSCRIPTS[sign]).join("")}`;
  }
  return trim && rounded.includes(".") ? rounded.replace(/\.?0+$/, "") : rounded;
}

// The arithmetic that people type: `2^-3`, `0.3*1.737 + 0.7*0.515`, `-log2(0.8)`, `√5`; the twin of
// app/ui/arithmetic.py, whose head states the rules. All work is bounded by the length of the text, which the caller
// bounds.

const DEEPEST = 24;
const LARGEST_EXPONENT = 400;
const NUMBER = /([0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?: ?e([-+]?[0-9]+))?( ?%)?/y;
const RATIO = /(?:in|of|out of) ?(?=[0-9])/y;
const MORE_DIGITS = /[.,'’ ]*[0-9]/y;
const NAME = /(?:log_?2(?![0-9])|log_?10(?![0-9])|ln|ld|lb|exp|sqrt|log|lg|pi|e)(?![a-z_])|√|π/y;
// `ln 3/2` may be two things; `ln 3 / ln 2` is one.
const UNCLEAR = /\^|[*/](?! ?(?:ln|log|ld|lb))/y;
const BEGINNING = new RegExp(`[-+( ]*(?:${NUMBER.source}|${NAME.source})`, "y");
const CONSTANTS = { e: Math.E, pi: Math.PI, π: Math.PI };
const TOO_LARGE = /** @type {[string, string]} */ ([
  "that number is out of every range",
  "type ∞ if you mean infinity",
]);
const TOO_SMALL = /** @type {[string, string]} */ ([
  "that number is nearer to zero than any that is kept",
  "type 0 if you mean zero",
]);
const GROUPED = /** @type {[string, string]} */ ([
  "it is not clear which number that is",
  "write it without grouping its digits, with one point or comma",
]);
const NO_VALUE = /** @type {[string, string]} */ ([
  "by itself that has no value (∞ − ∞ or 0 · ∞)",
  "type the number alone, or ∞",
]);
const NO_LOGARITHM = /** @type {[string, string]} */ ([
  "a number below zero has no logarithm",
  "look where the minus belongs",
]);
const FUNCTIONS = {
  ln: logarithm(Math.log),
  log2: logarithm(Math.log2),
  ld: logarithm(Math.log2),
  lb: logarithm(Math.log2),
  log10: logarithm(Math.log10),
  exp: exponential,
  sqrt: root,
  "√": root,
};

/** What cannot be worked out: why, and what to type instead; `undefined` if something is divided by zero. */
export class CalculationError extends Error {
  reason;
  repair;
  undefined;

  constructor(/** @type {string} */ reason, /** @type {string} */ repair, isUndefined = false) {
    super(`${reason}: ${repair}`);
    this.reason = reason;
    this.repair = repair;
    this.undefined = isUndefined;
  }
}

/**
 * The worth of the arithmetic at the beginning of a text, with the rest of the text.
 * @param {string} text small letters, plain signs and single blanks, as `typed_number.js` makes them
 * @returns {{value: number, decimals: number | null, rest: string} | null} null if no arithmetic stands there;
 *   `decimals` if it is one number and no calculation
 * @throws {CalculationError} if there is arithmetic that cannot be worked out
 */
export function workOut(text) {
  const parser = new Parser(text);
  if (!parser.begins()) return null;
  const { value, decimals = null } = parser.sum();
  return { value, decimals, rest: trimmed(text.slice(parser.at)) };
}

/** A text without the blanks around it. */
export function trimmed(/** @type {string} */ text) {
  return text.replace(/^ +| +$/g, "");
}

class Parser {
  at = 0;
  #text;
  #depth = 0;

  constructor(text) {
    this.#text = text;
  }

  begins() {
    BEGINNING.lastIndex = 0;
    return BEGINNING.test(this.#text);
  }

  sum() {
    let left = this.#product();
    for (let sign = this.#take("+-"); sign; sign = this.#take("+-")) {
      const right = this.#product();
      left = { value: checked(sign === "+" ? left.value + right.value : left.value - right.value, left, right) };
    }
    return left;
  }

  #product() {
    let left = this.#signed();
    for (;;) {
      const sign = this.#take("*/");
      if (sign) left = sign === "*" ? times(left, this.#signed()) : over(left, this.#signed());
      else if (this.#match(RATIO)) left = over(left, this.#signed());
      else if (this.#comes(NAME) || this.#comesOneOf("(")) left = times(left, this.#power());
      else return left;
    }
  }

  #signed() {
    const sign = this.#take("-+");
    if (!sign) return this.#power();
    const inner = this.#within(() => this.#signed());
    if (sign === "+") return inner;
    return { ...inner, value: 0 - inner.value, digits: inner.digits && `-${inner.digits}` };
  }

  #power() {
    const base = this.#primary();
    return this.#take("^")
      ? raised(
          base,
          this.#within(() => this.#signed()),
        )
      : base;
  }

  #primary() {
    const number = this.#match(NUMBER);
    if (number) return leaf(number[1].replace(",", "."), Number(number[2] ?? 0), Boolean(number[3]));
    const name = this.#match(NAME);
    if (name) return this.#named(name[0]);
    if (!this.#take("(")) {
      throw new CalculationError("a number is missing in that calculation", "finish it, or type the number alone");
    }
    const inner = this.#within(() => this.sum());
    if (!this.#take(")")) {
      if (this.#comes(MORE_DIGITS)) throw new CalculationError(...GROUPED);
      throw new CalculationError("a parenthesis is not closed", "close it, or type the number alone");
    }
    return this.#take("%") ? { value: inner.value / 100 } : inner;
  }

  #named(name) {
    if (Object.hasOwn(CONSTANTS, name)) return { value: CONSTANTS[name] };
    if (name === "log" || name === "lg") {
      throw new CalculationError(`“${name}” may be a logarithm to any base`, "write ln, log2 or log10");
    }
    const argument = this.#within(() => this.#argument(name));
    return { value: FUNCTIONS[name.replace("_", "")](argument.value) };
  }

  #argument(name) {
    if (this.#comesOneOf("(")) return this.#primary();
    const argument = this.#comes(NAME) ? this.#power() : this.#primary();
    if (name !== "√" && name !== "sqrt" && this.#comes(UNCLEAR)) {
      const repair = `put what belongs to it in parentheses: ${name}(…)`;
      throw new CalculationError(`it is not clear how far “${name}” reaches`, repair);
    }
    return argument;
  }

  #within(work) {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new CalculationError("that is nested too deep", "type the number alone");
    const done = work();
    this.#depth -= 1;
    return done;
  }

  #take(signs) {
    if (!this.#comesOneOf(signs)) return "";
    const at = this.#afterSpace();
    this.at = at + 1;
    return this.#text[at];
  }

  #match(pattern) {
    pattern.lastIndex = this.#afterSpace();
    const found = pattern.exec(this.#text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  #comes(pattern) {
    pattern.lastIndex = this.#afterSpace();
    return pattern.test(this.#text);
  }

  #comesOneOf(signs) {
    const at = this.#afterSpace();
    return at < this.#text.length && signs.includes(this.#text[at]);
  }

  #afterSpace() {
    let at = this.at;
    while (this.#text[at] === " ") at += 1;
    return at;
  }
}

function leaf(digits, written, percent) {
  const power = written - (percent ? 2 : 0);
  const places = (digits.split(".")[1] ?? "").length;
  // Reading all of it at once rounds once: 73.7 % is 0.737 and nothing beside it.
  const value = Math.abs(power) <= LARGEST_EXPONENT ? Number(`${digits}e${power}`) : power > 0 ? Infinity : 0;
  if (value === Infinity) throw new CalculationError(...TOO_LARGE);
  if (value === 0 && /[1-9]/.test(digits)) throw new CalculationError(...TOO_SMALL);
  return { value, decimals: Math.max(0, places - power), digits: power === 0 ? digits : undefined };
}

function times(left, right) {
  // `7.2 × 10⁻¹⁹` is one number in two pieces, and is read as one.
  if (left.digits && left.decimals !== undefined && right.digits?.startsWith("10^")) {
    const negative = left.digits.startsWith("-");
    const whole = leaf(left.digits.replace(/^-+/, ""), Number(right.digits.slice(3)), false);
    return { value: negative ? 0 - whole.value : whole.value, decimals: whole.decimals };
  }
  return { value: checked(left.value * right.value, left, right) };
}

function over(left, right) {
  if (right.value === 0) {
    throw new CalculationError("nothing can be divided by zero", "check the number below the line", true);
  }
  return { value: checked(left.value / right.value, left, right) };
}

function raised(base, exponent) {
  if (!Number.isFinite(base.value) || !Number.isFinite(exponent.value)) throw new CalculationError(...NO_VALUE);
  const whole = exponent.value === Math.floor(exponent.value);
  if (base.digits === "10" && whole) {
    return { value: leaf("1", exponent.value, false).value, digits: `10^${exponent.value}` };
  }
  if (base.value === 0 && exponent.value < 0) {
    throw new CalculationError("nothing can be divided by zero", "check the power of zero", true);
  }
  if (base.value < 0 && !whole) {
    throw new CalculationError("a number below zero has no such power", "put parentheses where they are meant");
  }
  return { value: checked(base.value ** exponent.value, base, exponent) };
}

function checked(value, ...parts) {
  if (Number.isNaN(value)) throw new CalculationError(...NO_VALUE);
  if (!Number.isFinite(value) && parts.every((part) => Number.isFinite(part.value))) {
    throw new CalculationError(...TOO_LARGE);
  }
  return value;
}

function logarithm(of) {
  return (value) => {
    if (value < 0) throw new CalculationError(...NO_LOGARITHM);
    return of(value);
  };
}

function exponential(value) {
  const worth = Math.exp(value);
  if (worth === Infinity && value !== Infinity) throw new CalculationError(...TOO_LARGE);
  return worth;
}

function root(value) {
  if (value < 0) throw new CalculationError("a number below zero has no root", "look where the minus belongs");
  return Math.sqrt(value);
}

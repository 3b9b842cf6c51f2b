// Data as programs write it: a dict, JSON, a list, `array([…])`, `Counter({…})`, `p = […]`. Nothing is run.

/**
 * @typedef {{list: Value[], pairs: [string, Value][]}} Container its entries without and with a name
 * @typedef {string | Container} Value
 */

const ASIDE = /^(?:dtype|name|index|columns|device|requires_grad|grad_fn|length)$/i;
const DEEPEST = 8;

class NoCode extends Error {}

/** Read a text as code. @returns {string[][] | null} the rows of a table, or null if it is no code */
export function rowsOfCode(/** @type {string} */ text) {
  if (!/^\s*(?:[\w.]+\s*=\s*)?(?:[\w.]+\s*)?[[{(]/.test(text) || !/[\]})]\s*[;,]?\s*$/.test(text)) return null;
  try {
    const code = new Code(text.replace(/^\s*#.*$/gm, ""));
    const whole = code.entries("");
    return rowsOf(whole.pairs.length || whole.list.length !== 1 ? whole : whole.list[0]);
  } catch (error) {
    if (error instanceof NoCode) return null;
    throw error;
  }
}

class Code {
  #text;
  #at = 0;
  #depth = 0;

  constructor(/** @type {string} */ text) {
    this.#text = text;
  }

  /** Everything up to a closing sign. @returns {Container} */
  entries(/** @type {string} */ end) {
    if (++this.#depth > DEEPEST) throw new NoCode();
    /** @type {Container} */
    const found = { list: [], pairs: [] };
    for (;;) {
      this.#take(/[\s,;]*/y);
      if (this.#at >= this.#text.length) {
        if (end) throw new NoCode();
        break;
      }
      if (this.#take(/[\])}]/y, end || "never")) break;
      const value = this.#value();
      if (this.#take(/\s*(?::|=>|=(?!=))/y) === null) {
        found.list.push(value);
        continue;
      }
      this.#take(/\s*/y);
      if (typeof value !== "string") throw new NoCode();
      found.pairs.push([value, this.#value()]);
    }
    this.#depth--;
    return found;
  }

  /** @returns {Value} */
  #value() {
    const quoted = this.#take(/[rbuf]?(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/y);
    if (quoted !== null)
      return quoted
        .replace(/^[rbuf]?.|.$/g, "")
        .replace(/\\u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)))
        .replace(/\\(.)/g, "$1");
    const open = this.#take(/[[({]/y);
    if (open !== null) return this.entries({ "[": "]", "(": ")", "{": "}" }[open] ?? "");
    const word = this.#take(/[^\s,;:=[\](){}"']+/y);
    if (word === null) throw new NoCode();
    if (this.#take(/\(/y) === null) return word;
    const { list, pairs } = this.entries(")");
    const named = pairs.filter(([key]) => !ASIDE.test(key));
    return list.length && typeof list[0] !== "string"
      ? list[0]
      : list.length === 1 && !named.length
        ? list[0]
        : { list, pairs: named };
  }

  /** What stands here, if it is like this, and go on behind it. */
  #take(/** @type {RegExp} */ pattern, /** @type {string | null} */ only = null) {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (!match || (only !== null && match[0] !== only)) return null;
    this.#at += match[0].length;
    return match[0];
  }
}

/** A container as the rows of a table. */
function rowsOf(/** @type {Value} */ value) {
  if (typeof value === "string") throw new NoCode();
  const { list, pairs } = value;
  if (list.length && pairs.length) throw new NoCode();
  if (list.length) {
    if (list.every((each) => typeof each === "string")) return list.map((each) => [/** @type {string} */ (each)]);
    if (list.every((each) => typeof each !== "string" && each.pairs.length)) return recordsOf(list);
    return list.map((each) => leaves(each));
  }
  if (!pairs.length) throw new NoCode();
  if (pairs.every(([, each]) => typeof each !== "string" && each.pairs.length)) return columnsOf(pairs);
  return pairs.map(([key, each]) => [key, ...leaves(each)]);
}

/** `[{"name": "a", "p": 0.5}, …]` */
function recordsOf(/** @type {any[]} */ list) {
  const keys = [...new Set(list.flatMap(({ pairs }) => pairs.map(([key]) => key)))];
  return [keys, ...list.map(({ pairs }) => keys.map((key) => leaf(pairs.find(([each]) => each === key)?.[1] ?? "")))];
}

/** `{"P": {"a": 0.5, …}, "Q": {…}}`, as pandas writes a table too. */
function columnsOf(/** @type {any[]} */ pairs) {
  const names = [...new Set(pairs.flatMap(([, { pairs: inner }]) => inner.map(([key]) => key)))];
  const cell = (inner, name) => leaf(inner.find(([each]) => each === name)?.[1] ?? "0");
  return [
    ["", ...pairs.map(([key]) => key)],
    ...names.map((name) => [name, ...pairs.map(([, { pairs: inner }]) => cell(inner, name))]),
  ];
}

function leaves(/** @type {Value} */ value) {
  if (typeof value === "string") return [value];
  if (value.pairs.length) throw new NoCode();
  return value.list.map(leaf);
}

function leaf(/** @type {Value} */ value) {
  if (typeof value !== "string") throw new NoCode();
  return value;
}

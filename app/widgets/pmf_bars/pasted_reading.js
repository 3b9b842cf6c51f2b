// A table of numbers, understood: which cells are names, which P and which Q, what is a heading, a total or a scale.
import { PasteError, PasteQuestion } from "./pasted_doubts.js";
import { commas, isNumber, readCell } from "./pasted_numbers.js";
import { tableOf } from "./pasted_table.js";

/**
 * @typedef {import("./pasted.js").Pasted} Pasted @typedef {import("./pasted.js").Answers} Answers
 * @typedef {import("./pasted.js").Names} Names
 */

const TRUTHS = /^(?:p|truth|true|actual|target|observed|reference|real)(?:\(\w+\))?$/i;
const MODELS = /^(?:q|model|predicted|prediction|pred|estimate|estimated|guess|fitted)(?:\(\w+\))?$/i;
const TOTAL = /^(?:(?:grand |sub)?totals?|sums?|overall|all|Σ|∑|summe|gesamt|insgesamt|totale)\s*:?$/iu;
const HEADING = new RegExp(
  "^(?:names?|outcomes?|labels?|letters?|words?|tokens?|class(?:es)?|category|categories|items?|regions?|country|" +
    "countries|faces?|symbols?|values?|x|index)$",
  "i",
);
const ROUNDING = 0.02;

/** The numbers in a text are to be passed over. */
export class LettersWanted extends Error {}

export class Reading {
  #names;
  #answers;
  /** @type {string[]} */ #notes = [];
  /** @type {import("./pasted_table.js").Row[]} */ #rows;
  /** @type {string[] | null} */ #heading = null;
  /** @type {string[] | null} */ #labels = null;
  /** @type {import("./pasted_numbers.js").Comma | null} */ #comma = null;
  #turned = false;

  constructor(/** @type {string} */ source, /** @type {Names} */ names, /** @type {Answers} */ answers) {
    this.#names = names;
    this.#answers = answers;
    const table = tableOf(source);
    this.#rows = table.rows;
    const prose = !this.#rows.some(({ cells }) => cells.some(isNumber)) || looksLikeProse(this.#rows);
    if (prose && this.#askForLetters() === "count") throw new LettersWanted();
    this.#comma = this.#settleCommas(table.comma);
  }

  /** @returns {Pasted} */
  result() {
    this.#list();
    this.#takeHeading();
    this.#turn();
    const { names, numbers } = this.#split();
    const kept = this.#withoutTotal(names, numbers);
    const columns = this.#distinct(kept.numbers);
    const labels = this.#labels ?? (kept.names && kept.names.map((name) => this.#name(name)));
    if (labels) refuseTwins(labels, kept.numbers);
    const count = kept.numbers.length;
    const { fewest, most } = this.#names;
    if (count < fewest || count > most) {
      const repair = count < fewest ? "add some" : "leave some out, or add them up";
      throw new PasteError(`There are ${count} outcomes; ${fewest} to ${most} can be shown: ${repair}.`);
    }
    return this.#shares(labels, columns);
  }

  #ask(/** @type {string} */ id, /** @type {string} */ text, /** @type {[string, string][]} */ options) {
    if (this.#answers[id] !== undefined) return this.#answers[id];
    throw new PasteQuestion({ id, text, options: options.map(([value, label]) => ({ value, label })) });
  }

  #askForLetters() {
    const text = "This reads like a text with numbers in it, not like a table. What is to be taken from it?";
    return this.#ask("letters", text, [
      ["count", "its letters, counted"],
      ["table", "its numbers"],
    ]);
  }

  #settleCommas(/** @type {import("./pasted_numbers.js").Comma | null} */ settled) {
    const cells = this.#rows.flatMap(({ cells: row }) => row);
    const { comma, doubt, clash } = commas(cells);
    if (clash)
      throw new PasteError(
        `“${clash[0]}” has a comma between thousands and “${clash[1]}” one before decimals: write both alike.`,
      );
    if (settled && !(settled === "thousands" && comma === "decimal")) {
      if (doubt && settled === "thousands") this.#notes.push(`“${doubt}” is read as ${doubt.replace(/,/g, "")}.`);
      return settled;
    }
    if (doubt === null) return comma;
    const [whole, decimal] = [doubt.replace(/,/g, ""), doubt.replace(",", ".")];
    const options = /** @type {[string, string][]} */ ([
      ["thousands", `${whole}, a comma between thousands`],
      ["decimal", `${decimal}, a decimal comma`],
    ]);
    return /** @type {any} */ (this.#ask("comma", `“${doubt}”: is that ${whole} or ${decimal}?`, options));
  }

  #read(/** @type {string} */ cell) {
    return readCell(cell, this.#comma);
  }
  #is(/** @type {string} */ cell) {
    return !Number.isNaN(this.#read(cell));
  }

  /** A single line of numbers is a list of outcomes, with or without a name before it. */
  #list() {
    if (this.#rows.length !== 1) return;
    const [{ number, cells }] = this.#rows;
    const values = this.#is(cells[0]) ? cells : cells.slice(1);
    if (values.length < this.#names.fewest || !values.every((cell) => this.#is(cell))) return;
    this.#rows = values.map((cell) => ({ number, cells: [cell] }));
  }

  /** A first line that names the columns, or, over one line of numbers, the outcomes. */
  #takeHeading() {
    const [first, ...rest] = this.#rows;
    if (!rest.length) return;
    const words = first.cells.every((cell) => !this.#is(cell));
    if (
      rest.length === 1 &&
      words &&
      rest[0].cells.every((cell) => this.#is(cell)) &&
      rest[0].cells.length === first.cells.length &&
      first.cells.length >= this.#names.fewest
    ) {
      this.#labels = first.cells.map((cell) => this.#name({ text: cell, line: first.number }));
      this.#rows = rest[0].cells.map((cell) => ({ number: rest[0].number, cells: [cell] }));
      return;
    }
    const years =
      !words &&
      !this.#is(first.cells[0]) &&
      first.cells.slice(1).every(isYear) &&
      !rest.every(({ cells }) => cells.slice(1).every(isYear));
    const named = HEADING.test(first.cells[0]) && rest.every(({ cells }) => cells.some((cell) => this.#is(cell)));
    if (!(words && (rest.length >= this.#names.fewest || named || this.#sides(first.cells))) && !years) return;
    this.#heading = first.cells;
    this.#rows = rest;
    if (!words) this.#notes.push(`“${first.cells.join(", ")}” is taken as a heading.`);
  }

  #sides(/** @type {string[]} */ cells) {
    return cells.some((cell) => TRUTHS.test(cell) || MODELS.test(cell));
  }

  /** Two lines that are P and Q become two columns. */
  #turn() {
    if (this.#rows.length !== 2 || this.#labels || (this.#heading && this.#sides(this.#heading))) return;
    const [one, other] = this.#rows.map(({ cells }) =>
      this.#is(cells[0]) ? { name: null, values: cells } : { name: cells[0], values: cells.slice(1) },
    );
    const width = one.values.length;
    const cells = [...one.values, ...other.values];
    if (width < this.#names.fewest || other.values.length !== width || !cells.every((cell) => this.#is(cell))) return;
    const [first, second] = [one, other].map(({ name }) => name ?? "");
    const sides = this.#sides([first]) && this.#sides([second]);
    if (!sides && !(width === 2 ? this.#rowsAreMeant(one, other) : first === second || this.#wholes(one, other)))
      return;
    const [p, q] = MODELS.test(first) && TRUTHS.test(second) ? [other, one] : [one, other];
    if (this.#heading && this.#heading.length >= width) {
      this.#labels = this.#heading.slice(-width).map((text) => this.#name({ text, line: 1 }));
      this.#heading = null;
    }
    const { number } = this.#rows[0];
    this.#rows = p.values.map((cell, i) => ({ number, cells: [cell, q.values[i]] }));
    this.#turned = true;
    const said = p.name && q.name ? [`“${p.name}”`, `“${q.name}”`] : ["the first", "the second"];
    this.#notes.push(`Each line is a distribution: ${said[0]} is P, ${said[1]} Q.`);
  }

  /** Whether the numbers of each line sum to 1, or to 100. */
  #wholes(/** @type {{values: string[]}[]} */ ...lines) {
    const totals = lines.map(({ values }) => sumOf(values.map((cell) => this.#read(cell))));
    return totals.every((total) => [1, 100].some((whole) => Math.abs(total / whole - 1) < ROUNDING));
  }

  /** Whether a square of four numbers has a distribution on each line, and not in each column. */
  #rowsAreMeant(/** @type {any} */ one, /** @type {any} */ other) {
    const [a, b] = one.values.map((cell) => this.#read(cell));
    const [c, d] = other.values.map((cell) => this.#read(cell));
    const whole = (x, y) => Math.abs(x + y - 1) < 1e-6 || Math.abs(x + y - 100) < 1e-4;
    const [across, down] = [whole(a, b) && whole(c, d), whole(a, c) && whole(b, d)];
    if (across && !down) return true;
    if (!across || one.name !== null || (a === c && b === d)) return false;
    const text = "Two lines of two numbers: which numbers belong to one distribution?";
    return (
      this.#ask("square", text, [
        ["columns", "those under each other, as lines of “P, Q”"],
        ["rows", "those on one line"],
      ]) === "rows"
    );
  }

  /** Names and numbers apart; a first column of 1, 2, 3, … beside others is the names. */
  #split() {
    const width = Math.max(...this.#rows.map(({ cells }) => cells.length));
    const named = (width > 1 && this.#rows.some(({ cells }) => !this.#is(cells[0]))) || this.#counted(width);
    const chosen = this.#chosen(width, named);
    const names = named ? [] : null;
    const numbers = [];
    for (const { number, cells } of this.#rows) {
      if (cells.length !== width) {
        const one = chosen.length === 1 ? "one number" : "two numbers";
        throw new PasteError(
          `Line ${number} has ${cells.length} of ${width} entries (“${cells.join(", ")}”): ` +
            `give ${named ? "a name and " : ""}${one} on every line.`,
        );
      }
      names?.push({ text: cells[0], line: number });
      numbers.push(
        chosen.map((place) => ({ text: cells[place], value: this.#weight(cells[place], number), line: number })),
      );
    }
    return { names, numbers };
  }

  #counted(/** @type {number} */ width) {
    const firsts = this.#rows.map(({ cells }) => this.#read(cells[0]));
    if (
      this.#turned ||
      width < 2 ||
      firsts.length < 3 ||
      !firsts.every((value, i) => value === firsts[0] + i) ||
      !(firsts[0] === 0 || firsts[0] === 1)
    )
      return false;
    const last = this.#rows.at(-1).cells[0];
    const seconds = this.#rows.reduce((sum, { cells }) => sum + this.#read(cells[1]), 0);
    const sure =
      width > 2 ||
      [1, 100].some((whole) => Math.abs(seconds / whole - 1) < ROUNDING) ||
      (this.#heading && HEADING.test(this.#heading[0]));
    const text = `The first column counts from ${firsts[0]} to ${last}. Is it the names, or P?`;
    if (
      !sure &&
      this.#ask("counted", text, [
        ["names", "the names of the outcomes"],
        ["numbers", "P, and the second column Q"],
      ]) === "numbers"
    )
      return false;
    this.#notes.push(`The first column, ${firsts[0]} to ${last}, is taken as names.`);
    return true;
  }

  /** Which columns are the numbers: all, or those that a heading calls P and Q. */
  #chosen(/** @type {number} */ width, /** @type {boolean} */ named) {
    const all = Array.from({ length: width - (named ? 1 : 0) }, (_, i) => i + (named ? 1 : 0));
    const heading = this.#heading && this.#heading.length === width ? this.#heading : null;
    if (heading) {
      const [p, q] = [TRUTHS, MODELS].map((side) => all.find((place) => side.test(heading[place])));
      if (p !== undefined && q !== undefined) {
        const rest = all.filter((place) => place !== p && place !== q);
        if (rest.length) this.#notes.push(`Left out: ${rest.map((place) => `“${heading[place]}”`).join(", ")}.`);
        return [p, q];
      }
    }
    if (all.length > 2) {
      const line = this.#rows.find(({ cells }) => cells.length === width).number;
      throw new PasteError(
        `Line ${line} has ${all.length} numbers; there is room for P and Q: keep a name and one or two numbers.`,
      );
    }
    return all;
  }

  #weight(/** @type {string} */ cell, /** @type {number} */ line) {
    const value = this.#read(cell);
    if (Number.isNaN(value)) {
      const repair = "give a probability or a count, such as 0.25 or 12";
      throw new PasteError(`Line ${line}: “${cell}” is no number; ${repair}.`);
    }
    if (value < 0)
      throw new PasteError(`Line ${line}: ${cell} is negative; a probability or a count is 0 or more: correct it.`);
    if (!Number.isFinite(value)) throw new PasteError(`Line ${line}: ${cell} is too large; give a finite number.`);
    return value;
  }

  #name(/** @type {{text: string, line: number}} */ { text, line }) {
    const name = text
      .replace(/^(?:P|Q|Pr)\((.+)\)$/i, "$1")
      .replace(/^(["'`])(.+)\1$/, "$2")
      .trim();
    if (!name) throw new PasteError(`Line ${line} has no name before its number: give the outcome one.`);
    const { longest } = this.#names;
    if (name.length <= longest) return name;
    const short = `${name
      .slice(0, longest - 1)
      .replace(/[\ud800-\udbff]$/, "")
      .trim()}…`;
    this.#notes.push(`“${name}” is shortened to “${short}”.`);
    return short;
  }

  /** Leave out a line that is the sum of the others. */
  #withoutTotal(/** @type {any} */ names, /** @type {any[]} */ numbers) {
    const at = names ? names.findIndex(({ text }) => TOTAL.test(text)) : -1;
    if (at < 0 || numbers.length <= this.#names.fewest) return { names, numbers };
    const sums = numbers[at].map((_, i) =>
      numbers.reduce((sum, row, place) => (place === at ? sum : sum + row[i].value), 0),
    );
    const agrees = numbers[at].every(
      ({ value }, i) => Math.abs(value - sums[i]) <= ROUNDING * Math.max(value, sums[i]),
    );
    const { text } = names[at];
    const [sum, others] = [numbers[at][0].text, short(sums[0])];
    const question = `“${text}” is ${sum}, and the others sum to ${others}. Is it an outcome?`;
    if (
      !agrees &&
      this.#ask("total", question, [
        ["drop", "no, a total: leave it out"],
        ["keep", "yes, keep it"],
      ]) === "keep"
    )
      return { names, numbers };
    this.#notes.push(`Left out: the line “${text}”, ${numbers[at].map(({ text: cell }) => cell).join(", ")}.`);
    return { names: names.toSpliced(at, 1), numbers: numbers.toSpliced(at, 1) };
  }

  /** Leave out a second column that is the first in per cent. */
  #distinct(/** @type {any[]} */ numbers) {
    const columns = numbers[0].map((_, i) => numbers.map((row) => row[i]));
    if (columns.length !== 2) return columns;
    const [counts, shares] = columns.map((column) => column.map(({ value }) => value));
    const [all, whole] = [counts, shares].map((column) => column.reduce((sum, value) => sum + value, 0));
    const percent =
      columns[1].some(({ text }) => text.includes("%")) ||
      /%|per ?cent|share|freq|prob/i.test(this.#heading?.at(-1) ?? "");
    const same =
      counts.every(Number.isInteger) &&
      all > 2 &&
      percent &&
      counts.every((value, i) => Math.abs(value / all - shares[i] / whole) < 0.006);
    if (!same) return columns;
    this.#notes.push("Left out: the second column, which is the first in shares.");
    return [columns[0]];
  }

  /** Counts and percentages become shares; what already sums to 1 stays as it was typed. @returns {Pasted} */
  #shares(/** @type {string[] | null} */ labels, /** @type {any[][]} */ columns) {
    let names = labels;
    const given = columns.map((column) => column.map(({ text }) => text));
    const values = columns.map((column, i) => {
      const numbers = column.map(({ value }) => value);
      const which = columns.length === 2 ? "PQ"[i] : null;
      const total = sumOf(numbers);
      if (!(total > 0))
        throw new PasteError(
          `${which ? `The column ${which}` : "The list"} holds only zeros; ` +
            "something has to happen: make one number positive.",
        );
      if (Math.abs(total - 1) <= 1e-9) return numbers;
      if (
        columns.length === 1 &&
        total < 1 - ROUNDING &&
        !numbers.every(Number.isInteger) &&
        numbers.length < this.#names.most
      ) {
        const rest = short(1 - total);
        const question = `The numbers sum to ${short(total)}, not to 1. What of the other ${rest}?`;
        if (
          this.#ask("rest", question, [
            ["scale", `nothing: divide each by ${short(total)}`],
            ["add", `add an outcome “other” with ${rest}`],
          ]) === "add"
        ) {
          names = [...(names ?? ownNames(numbers.length)), "other"];
          given[i].push(rest);
          this.#notes.push(`“other” is added with ${rest}.`);
          return [...numbers, 1 - total];
        }
      }
      this.#notes.push(scaling(numbers, total, which));
      return numbers.map((value) => value / total);
    });
    return { labels: names, columns: values, given, notes: this.#notes };
  }
}

function sumOf(/** @type {number[]} */ numbers) {
  return numbers.reduce((sum, value) => sum + value, 0);
}
function short(/** @type {number} */ value) {
  return String(Number(value.toPrecision(6)));
}
function isYear(/** @type {string} */ cell) {
  return /^(?:19|20)\d\d$/.test(cell.trim());
}

function scaling(/** @type {number[]} */ numbers, /** @type {number} */ total, /** @type {string | null} */ which) {
  const what = which ? `${which}: ` : "";
  if (Math.abs(total - 100) < 1) return `${what}per cent, which sum to ${short(total)}: each is divided by that.`;
  if (numbers.every(Number.isInteger)) return `${what}counts: each is divided by their sum, ${short(total)}.`;
  return `${what}the numbers sum to ${short(total)}, not to 1: each is divided by that.`;
}

function refuseTwins(/** @type {string[]} */ labels, /** @type {any[]} */ numbers) {
  const twin = labels.findIndex((name, i) => labels.indexOf(name) < i);
  if (twin < 0) return;
  const line = numbers[twin]?.[0]?.line ?? 1;
  throw new PasteError(
    `Line ${line}: “${labels[twin]}” is there twice; each outcome has one line: add the two up, or rename one.`,
  );
}

/** A text with a few numbers in it: most of its lines do not end in a number. */
function looksLikeProse(/** @type {import("./pasted_table.js").Row[]} */ rows) {
  const numeric = rows.filter(({ cells }) => isNumber(cells.at(-1)));
  return numeric.length < rows.length / 2 && rows.some(({ cells }) => cells.length > 3 || cells.join(" ").length > 40);
}

/** @returns {string[]} */
export function ownNames(/** @type {number} */ n) {
  return [..."abcdefghijklmnopqrstuvwxyz␣"].slice(0, n);
}

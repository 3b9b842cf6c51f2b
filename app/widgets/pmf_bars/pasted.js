// What was pasted: numbers, lines of "name, P, Q", or a text whose letters are counted. Nothing is lost by a mistake: it is named.
import { readNumber } from "wd/figure/number_field.js";
import { FEWEST, MOST } from "./model.js";

/**
 * @typedef {{labels: string[] | null, columns: number[][]}} Pasted one or two columns, each summing to 1
 */

export class PasteError extends Error {}

/** @param {string} source @returns {Pasted} @throws {PasteError} names the line, the value, the rule and the repair */
export function readPasted(source) {
  const lines = source.split(/\r?\n/).map((line, i) => ({ number: i + 1, text: line.trim() })).filter(({ text }) => text);
  if (!lines.length) throw new PasteError("Nothing is there yet: paste numbers, lines of “name, P, Q”, or a text.");
  const cells = lines.map(({ number, text }) => ({ number, cells: cellsOf(text) }));
  if (!cells.some(({ cells: row }) => row.some((cell) => !Number.isNaN(readNumber(cell))))) return countLetters(source);
  if (cells.length === 1 && cells[0].cells.length >= FEWEST && cells[0].cells.every((cell) => !Number.isNaN(readNumber(cell)))) {
    return fromRows(cells[0].cells.map((cell) => ({ number: 1, cells: [cell] })));
  }
  if (looksLikeProse(cells)) return countLetters(source);
  return fromRows(cells);
}

/** Tabs and semicolons separate before commas do, and commas before spaces, so that "0,5; 0,5" is two numbers. */
function cellsOf(line) {
  const separator = ["\t", ";", ","].find((sign) => line.includes(sign)) ?? " ";
  const trimmed = (separator === " " ? line.split(/\s+/) : line.split(separator)).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
  while (trimmed.length > 1 && trimmed.at(-1) === "") trimmed.pop();
  return trimmed;
}

/** A text with a few numbers in it: most of its lines do not end in a number. */
function looksLikeProse(rows) {
  const numeric = rows.filter(({ cells }) => cells.length > 1 ? !Number.isNaN(readNumber(cells.at(-1))) : !Number.isNaN(readNumber(cells[0])));
  return numeric.length < rows.length / 2 && rows.some(({ cells }) => cells.length > 3 || cells.join(" ").length > 40);
}

function fromRows(rows) {
  const isHeader = rows.length > FEWEST && rows[0].cells.every((cell) => Number.isNaN(readNumber(cell)));
  const body = isHeader ? rows.slice(1) : rows;
  const width = Math.max(...body.map(({ cells }) => cells.length));
  const named = width > 1 && body.some(({ cells }) => Number.isNaN(readNumber(cells[0])));
  const columns = width - (named ? 1 : 0);
  if (columns > 2) throw new PasteError(`Line ${body.find(({ cells }) => cells.length === width).number} has ${columns} numbers; there is room for P and Q: keep a name and one or two numbers.`);
  if (body.length < FEWEST || body.length > MOST) throw new PasteError(`There are ${body.length} outcomes; ${FEWEST} to ${MOST} can be shown: ${body.length < FEWEST ? "add some" : "leave some out, or add them up"}.`);
  const labels = named ? [] : null;
  const values = Array.from({ length: columns }, () => []);
  for (const { number, cells } of body) {
    if (cells.length !== width) throw new PasteError(`Line ${number} has ${cells.length} of ${width} entries (“${cells.join(", ")}”): give ${named ? "a name and " : ""}${columns === 1 ? "one number" : "two numbers"} on every line.`);
    if (labels) labels.push(freshName(labels, cells[0], number));
    for (let i = 0; i < columns; i++) values[i].push(weight(cells[i + (named ? 1 : 0)], number));
  }
  return { labels, columns: values.map((column, i) => normalised(column, columns === 2 ? "PQ"[i] : null)) };
}

function freshName(labels, name, line) {
  if (!name) throw new PasteError(`Line ${line} has no name before its number: give the outcome one.`);
  if (name.length > 24) throw new PasteError(`Line ${line}: the name “${name}” has ${name.length} characters; 24 are the most: shorten it.`);
  if (labels.includes(name)) throw new PasteError(`Line ${line}: “${name}” is there twice; each outcome has one line: add the two up, or rename one.`);
  return name;
}

function weight(cell, line) {
  const value = readNumber(cell);
  if (Number.isNaN(value)) throw new PasteError(`Line ${line}: “${cell}” is no number; give a probability or a count, such as 0.25 or 12.`);
  if (value < 0) throw new PasteError(`Line ${line}: ${cell} is negative; a probability or a count is 0 or more: correct it.`);
  if (!Number.isFinite(value)) throw new PasteError(`Line ${line}: ${cell} is too large; give a finite number.`);
  return value;
}

/** Counts become shares; what already sums to 1 stays as it was typed. */
function normalised(column, name) {
  const total = column.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) throw new PasteError(`${name ? `The column ${name}` : "The list"} holds only zeros; something has to happen: make one number positive.`);
  return Math.abs(total - 1) <= 1e-9 ? column : column.map((value) => value / total);
}

/** The letters of a text, counted, in the order of the alphabet; capitals are small letters here. @returns {Pasted} */
export function countLetters(source) {
  const counts = new Map();
  for (const letter of source.toLowerCase().match(/\p{L}/gu) ?? []) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const letters = [...counts.keys()].sort((a, b) => a.localeCompare(b, "en"));
  if (letters.length < FEWEST) throw new PasteError(`The text has ${letters.length === 0 ? "no letters" : `only the letter “${letters[0]}”`}; ${FEWEST} different ones are needed: paste a longer text.`);
  if (letters.length > MOST) throw new PasteError(`The text has ${letters.length} different letters; ${MOST} can be shown: paste a text in one alphabet, without accents.`);
  return { labels: letters, columns: [normalised(letters.map((letter) => counts.get(letter)), null)] };
}

/**
 * Put what was pasted into a state. Outcomes are matched by name, so that P and Q can come from two texts.
 * @param {import("./model.js").State} state @param {Pasted} pasted @param {"p" | "q"} side where a single column goes
 * @returns {import("./model.js").State}
 */
export function withPasted(state, { labels, columns }, side) {
  if (columns.length === 2) return { ...state, labels: labels ?? namesFor(state, columns[0].length), p: columns[0], q: columns[1] };
  const column = columns[0];
  const other = side === "p" ? "q" : "p";
  if (labels === null) {
    if (column.length === state.labels.length) return { ...state, [side]: column };
    const names = namesFor(state, column.length);
    return { ...state, labels: names, [side]: column, [other]: names.map(() => 1 / names.length) };
  }
  const shared = labels.some((label) => state.labels.includes(label));
  if (!shared) return { ...state, labels, [side]: column, [other]: labels.map(() => 1 / labels.length) };
  const all = [...state.labels, ...labels.filter((label) => !state.labels.includes(label))];
  if (all.length > MOST) throw new PasteError(`Together with the outcomes that are there, these are ${all.length}; ${MOST} can be shown: remove some first.`);
  const spread = (names, values) => all.map((name) => { const at = names.indexOf(name); return at < 0 ? 0 : values[at]; });
  const next = { ...state, labels: all, [side]: spread(labels, column), [other]: spread(state.labels, state[other]) };
  const used = all.flatMap((_, i) => (next.p[i] > 0 || next.q[i] > 0 ? [i] : []));
  if (used.length < FEWEST) return next;
  const keep = (list) => used.map((i) => list[i]);
  return { ...next, labels: keep(next.labels), p: keep(next.p), q: keep(next.q) };
}

function namesFor(state, n) {
  if (n === state.labels.length) return state.labels;
  return [..."abcdefghijklmnopqrstuvwxyz␣"].slice(0, n);
}

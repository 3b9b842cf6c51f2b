// What was pasted, understood: outcomes and one or two distributions, with what was left out or scaled on the way, and
// a question wherever two readings are possible. A text without numbers is counted letter by letter.
import { PasteError, PasteQuestion } from "./pasted_doubts.js";
import { LettersWanted, ownNames, Reading } from "./pasted_reading.js";

export { PasteError, PasteQuestion };

/**
 * @typedef {object} Pasted
 * @property {string[] | null} labels the outcomes' names, null if there were none
 * @property {number[][]} columns one or two, each summing to 1
 * @property {string[][]} given what stood there for each of these numbers
 * @property {string[]} notes what was left out, scaled, or taken for something, each a sentence
 *
 * @typedef {Record<string, string>} Answers by the questions' ids
 * @typedef {import("wd/figure/kind.js").Told} Names how many there can be, and how long each
 */

/**
 * Understand what was pasted.
 * @param {string} source
 * @param {Names} names
 * @param {Answers} [answers] to the questions that were asked before
 * @returns {Pasted}
 * @throws {PasteError | PasteQuestion}
 */
export function readPasted(source, names, answers = {}) {
  if (!source.trim()) throw new PasteError("Nothing is there yet: paste numbers, a table, or a text.");
  if (!/[\p{N}∞]/u.test(source)) return countLetters(source, names);
  try {
    return new Reading(source, names, answers).result();
  } catch (error) {
    if (error instanceof LettersWanted) return countLetters(source, names);
    throw error;
  }
}

/** The letters of a text, counted, in the order of the alphabet; capitals are small letters here. @returns {Pasted} */
function countLetters(/** @type {string} */ source, /** @type {Names} */ { fewest, most }) {
  const counts = new Map();
  for (const letter of source.toLowerCase().match(/\p{L}/gu) ?? []) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const letters = [...counts.keys()].sort((a, b) => a.localeCompare(b, "en"));
  if (letters.length < fewest) {
    const there = letters.length === 0 ? "no letters" : `only the letter “${letters[0]}”`;
    throw new PasteError(`The text has ${there}; ${fewest} different ones are needed: paste a longer text.`);
  }
  if (letters.length > most) {
    throw new PasteError(
      `The text has ${letters.length} different letters; ${most} can be shown: ` +
        "paste a text in one alphabet, without accents.",
    );
  }
  const numbers = letters.map((letter) => counts.get(letter));
  const total = numbers.reduce((sum, count) => sum + count, 0);
  const notes = [
    `A text: its ${total} letters are counted; capitals count as small letters, all other signs are left out.`,
  ];
  return { labels: letters, columns: [numbers.map((value) => value / total)], given: [numbers.map(String)], notes };
}

/**
 * Put what was pasted into a state. Outcomes are matched by name, so that P and Q can come from two texts.
 * @param {import("./model.js").State} state @param {Pasted} pasted @param {"p" | "q"} side where a single column goes
 * @param {Names} names
 * @returns {import("./model.js").State}
 */
export function withPasted(state, { labels, columns }, side, { fewest, most }) {
  if (columns.length === 2)
    return { ...state, labels: labels ?? namesFor(state, columns[0].length), p: columns[0], q: columns[1] };
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
  if (all.length > most)
    throw new PasteError(
      `Together with the outcomes that are there, these are ${all.length}; ${most} can be shown: remove some first.`,
    );
  const spread = (names, values) =>
    all.map((name) => {
      const at = names.indexOf(name);
      return at < 0 ? 0 : values[at];
    });
  const next = { ...state, labels: all, [side]: spread(labels, column), [other]: spread(state.labels, state[other]) };
  const used = all.flatMap((_, i) => (next.p[i] > 0 || next.q[i] > 0 ? [i] : []));
  if (used.length < fewest) return next;
  const keep = (list) => used.map((i) => list[i]);
  return { ...next, labels: keep(next.labels), p: keep(next.p), q: keep(next.q) };
}

function namesFor(state, n) {
  return n === state.labels.length ? state.labels : ownNames(n);
}

// The record of a course that stands by itself: in this browser, a lesson at a time. Who embeds a lesson may keep it
// elsewhere: `keepAt` takes a place that reads and writes one text.
import { kept } from "./carried.js";

/**
 * @typedef {object} Done what was done about one question
 * @property {number} [at] which of its numbers it shows
 * @property {string[]} [answer] the last answer to them
 * @property {number} [hints] how many were opened
 * @property {1} [solution] whether it was shown
 * @property {1} [right] whether it was ever right
 * @typedef {{guess: number, truth: number, unit: string}} Guess
 * @typedef {{questions: Object<string, Done>, predictions: Object<string, Guess>}} Record
 */

const KEY = "wd-alone";
let place = {
  read: (/** @type {string} */ lesson) => {
    try {
      return localStorage.getItem(`${KEY} ${lesson}`);
    } catch {
      return null;
    } // a browser that keeps nothing
  },
  write: (/** @type {string} */ lesson, /** @type {string} */ text) => {
    try {
      localStorage.setItem(`${KEY} ${lesson}`, text);
    } catch {
      /* it lasts as long as the page */
    }
  },
};
const heard = new Set();

/** Keep records elsewhere. */
export function keepAt(/** @type {typeof place} */ other) {
  place = other;
}

/** @returns {Record} what is kept of a lesson */
export function recordOf(/** @type {string} */ lesson) {
  const empty = { questions: {}, predictions: {} };
  try {
    const read = JSON.parse(place.read(lesson) ?? "{}", (_, value) => (value === "Infinity" ? Infinity : value));
    return { questions: { ...read.questions }, predictions: { ...read.predictions } };
  } catch {
    return empty;
  }
}

/** @type {Record | null} */
let mine = null;

/** The record of this page's lesson. @returns {Record} */
export function record() {
  mine ??= recordOf(kept.lesson);
  return mine;
}

/** Change the record and keep it. */
export function change(/** @type {(record: Record) => void} */ how) {
  how(record());
  place.write(
    kept.lesson,
    JSON.stringify(record(), (_, value) => (value === Infinity ? "Infinity" : value)),
  );
  for (const callback of heard) callback(record());
}

/** Be told of each change. */
export function onChange(/** @type {(record: Record) => void} */ callback) {
  heard.add(callback);
}

/**
 * Which of some things to do are done.
 * @template {{key: string}} Item
 * @param {Record} record
 * @param {Item[]} items
 */
export function done({ questions, predictions }, items) {
  return items.filter(({ key }) => {
    const [kind, name] = key.split(":");
    return kind === "check" ? Boolean(questions[`check-${name}`]?.right) : name in predictions;
  });
}

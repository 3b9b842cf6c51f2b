// The tape that lies in the figure, as the server has counted it: its letters, where their averages lead, and the frame
// that they are drawn in.
import { sameList } from "wd/figure/probability.js";
import { drawn } from "./curves.js";
import { Run } from "./run.js";

/**
 * @typedef {import("wd/figure/kind.js").State} State
 * @typedef {{top: number, at: Object<string, number>}} Frame
 * @typedef {{tape: import("./run.js").Tape, frame: Frame, results: Object<string, number | string>, blocks: number[]}}
 *   Told what the server says of a state; `blocks` are the sizes that blocks can have
 */

/** What follows from how many letters are sent, and is counted here. */
const COUNTED = new Set(["letters", "bits-p", "bits-q", "bits-gap", "average-p", "average-q", "gap"]);
const LARGEST_BLOCK = 8;
const MOST_BLOCKS = 4096;

export class Tape {
  /** @type {Run} */ run;
  /** The numbers of letters at which averages are drawn. @type {number[]} */ counts;
  /** @type {Frame} */ frame;
  /** @type {number[]} */ blocks;
  #limits;
  #fields; // of the state that it is the tape of

  constructor(/** @type {Told} */ told, /** @type {State} */ state) {
    this.take(told, state);
  }

  take(/** @type {Told} */ { tape, frame, results, blocks }, /** @type {State} */ state) {
    this.run = new Run(tape, state.labels);
    this.counts = drawn(this.run.total);
    this.frame = frame;
    this.blocks = blocks;
    const limits = Object.entries(results).filter(([name]) => !COUNTED.has(name));
    this.#limits = Object.fromEntries(limits.map(([name, value]) => [name, Number(value)]));
    this.#fields = fieldsOf(state);
  }

  /** Whether a state has this tape: another one is the server's to count. */
  holds(/** @type {State} */ state) {
    return sameList(fieldsOf(state), this.#fields);
  }

  /** How many letters are sent. @returns {number} */
  sent(/** @type {State} */ state) {
    return state.sent ?? this.run.total;
  }

  /** The state in which so many letters are sent. @returns {State} */
  at(/** @type {State} */ state, /** @type {number} */ letters) {
    return { ...state, sent: letters >= this.run.total ? null : Math.max(0, letters) };
  }

  /** The numbers that exist, by the names that the page shows them under. @returns {Object<string, number>} */
  results(/** @type {State} */ state) {
    return { ...this.#limits, ...this.run.numbers(this.sent(state)) };
  }
}

/** All fields but those that change while the letters run. */
const fieldsOf = ({ sent: _, speed: __, ...fields }) => Object.values(fields).map((value) => JSON.stringify(value));

/** The largest block of which there are few enough, as state.py says. */
export function largestBlock(/** @type {number} */ letters) {
  let size = 2;
  while (size < LARGEST_BLOCK && letters ** (size + 1) <= MOST_BLOCKS) size++;
  return size;
}

// The tape that lies in the figure, as the server has counted it: its letters, where their averages lead, and the frame
// that they are drawn in.
import { same } from "wd/figure/states.js";
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

export class Tape {
  /** @type {Run} */ run;
  /** The numbers of letters at which averages are drawn. @type {number[]} */ counts;
  /** @type {Frame} */ frame;
  /** @type {number[]} */ blocks;
  #limits;
  #state;

  constructor(/** @type {Told} */ told, /** @type {State} */ state) {
    this.take(told, state);
  }

  take(/** @type {Told} */ { tape, frame, results, blocks }, /** @type {State} */ state) {
    Object.assign(this, { run: new Run(tape, state.labels), frame, blocks });
    this.counts = drawn(this.run.total);
    const limits = Object.entries(results).filter(([name]) => !COUNTED.has(name));
    this.#limits = Object.fromEntries(limits.map(([name, value]) => [name, Number(value)]));
    this.#state = state;
  }

  /** Whether a state has this tape: another one is the server's to count. */
  holds(/** @type {State} */ { sent: _, speed: __, ...fields }) {
    return same(this.#state, fields);
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

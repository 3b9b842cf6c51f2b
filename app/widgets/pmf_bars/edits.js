// Changes to the list of outcomes: one more, one less, another name, or all of it from what was pasted.
import { probabilityText } from "wd/figure/probability.js";
import { FEWEST, MOST, nameProblem, withOutcome, withoutOutcome } from "./model.js";
import { PasteError, readPasted, withPasted } from "./pasted.js";

/**
 * @typedef {object} EditsHost
 * @property {() => import("./model.js").State} state
 * @property {(what: string, next: import("./model.js").State) => void} change
 * @property {(message: string) => void} complain
 * @property {() => string | null} refusal why nothing can be changed now, or null
 * @property {Element | null} place where a problem with what was pasted is told
 */

export class Edits {
  #host;

  constructor(/** @type {EditsHost} */ host) { this.#host = host; }

  add() {
    const state = this.#host.state();
    if (state.labels.length >= MOST) { this.#host.complain(`There are ${MOST} outcomes, the most that can be shown: remove one first.`); return; }
    const next = withOutcome(state);
    this.#host.change(`Added ${next.labels.at(-1)}`, next);
  }

  remove(/** @type {number} */ index) {
    const { labels, p, lock } = this.#host.state();
    if (labels.length <= FEWEST) {
      this.#host.complain(`A distribution needs ${FEWEST} outcomes here: add one before you remove ${labels[index]}.`);
    } else if (lock && p[index] > 0) {
      this.#host.complain(`P is locked and gives ${labels[index]} ${probabilityText(p[index])}: unlock P to remove it.`);
    } else {
      this.#host.change(`Removed ${labels[index]}`, withoutOutcome(this.#host.state(), index));
    }
  }

  /** @returns {string | null} why the name cannot be, or null */
  rename(/** @type {number} */ index, /** @type {string} */ name) {
    const state = this.#host.state();
    const problem = this.#host.refusal() ?? nameProblem(state, index, name);
    this.#host.complain(problem ?? "");
    if (problem === null && name !== state.labels[index]) this.#host.change(`Renamed to ${name}`, { ...state, labels: state.labels.with(index, name) });
    return problem;
  }

  paste(/** @type {string} */ source, /** @type {"p" | "q"} */ side) {
    const state = this.#host.state();
    this.#host.place.textContent = "";
    try {
      const pasted = readPasted(source);
      const both = pasted.columns.length === 2;
      if (state.lock && (both || side === "p")) throw new PasteError("P is locked: unlock it, or use this as Q.");
      this.#host.change(both ? "Pasted P and Q" : `Pasted ${side.toUpperCase()}`, withPasted(state, pasted, side));
    } catch (error) {
      if (!(error instanceof PasteError)) throw error;
      this.#host.place.textContent = error.message;
    }
  }
}

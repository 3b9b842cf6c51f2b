// Changes to the list of outcomes: one more, one less, another name, or all of it from what was pasted.
import { probabilityText } from "wd/figure/probability.js";
import { nameProblem, withOutcome, withoutOutcome } from "./model.js";
import { PasteError, withPasted } from "./pasted.js";

export class Edits {
  #view;

  constructor(/** @type {import("wd/figure/view.js").View} */ view) {
    this.#view = view;
  }

  /** How many names there can be, and how long each. */
  get #names() {
    return this.#view.fields.labels;
  }

  add() {
    const state = this.#view.state();
    const { most } = this.#names;
    if (state.labels.length >= most) {
      this.#view.complain(`There are ${most} outcomes, the most that can be shown: remove one first.`);
      return;
    }
    const next = withOutcome(state);
    this.#view.change(`Added ${next.labels.at(-1)}`, next);
  }

  remove(/** @type {number} */ index) {
    const { labels, p, lock } = this.#view.state();
    const { fewest } = this.#names;
    if (labels.length <= fewest) {
      this.#view.complain(`A distribution needs ${fewest} outcomes here: add one before you remove ${labels[index]}.`);
    } else if (lock && p[index] > 0) {
      this.#view.complain(
        `P is locked and gives ${labels[index]} ${probabilityText(p[index])}: unlock P to remove it.`,
      );
    } else {
      this.#view.change(`Removed ${labels[index]}`, withoutOutcome(this.#view.state(), index));
    }
  }

  /** @returns {string | null} why the name cannot be, or null */
  rename(/** @type {number} */ index, /** @type {string} */ name) {
    const state = this.#view.state();
    const problem = this.#view.blocked() ?? nameProblem(state, index, name, this.#names.longest);
    this.#view.complain(problem ?? "");
    if (problem === null && name !== state.labels[index])
      this.#view.change(`Renamed to ${name}`, { ...state, labels: state.labels.with(index, name) });
    return problem;
  }

  /** @throws {PasteError} if it cannot be taken now */
  paste(/** @type {import("./pasted.js").Pasted} */ pasted, /** @type {"p" | "q"} */ side) {
    const state = this.#view.state();
    const both = pasted.columns.length === 2;
    if (state.lock && (both || side === "p")) throw new PasteError("P is locked: unlock it, or use this as Q.");
    const next = withPasted(state, pasted, side, this.#names);
    const other = side === "p" ? "q" : "p";
    const even =
      !both && next.labels.length !== state.labels.length && next[other].every((value) => value === next[other][0]);
    const rest = even ? `; ${other.toUpperCase()} is even over these outcomes` : "";
    this.#view.change(both ? "Pasted P and Q" : `Pasted ${side.toUpperCase()}${rest}`, next);
  }
}

// Which panels of a figure are open: those that its state names, and others that are no part of it.

/** @typedef {import("wd/figure/kind.js").State} State */

export class Panels {
  #words;
  #others = new Set();

  constructor(/** @type {import("wd/figure/kind.js").Fields} */ fields) {
    this.#words = fields.show?.words ?? [];
  }

  /** @returns {string[]} */
  open(/** @type {State} */ state) {
    return [...(state.show ?? []), ...this.#others];
  }

  /** The state after a panel was opened or closed. @returns {State} */
  turned(/** @type {State} */ state, /** @type {string} */ name, /** @type {boolean} */ open) {
    if (this.#words.includes(name)) {
      const show = this.#words.filter((each) => (each === name ? open : state.show.includes(each)));
      return { ...state, show };
    }
    if (open) this.#others.add(name);
    else this.#others.delete(name);
    return state;
  }
}

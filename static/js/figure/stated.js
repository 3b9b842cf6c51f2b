// A state, the numbers of it, and what is told of both: values, fields of an address, words on the page.
import { toQuery } from "wd/figure/query.js";

/** @typedef {import("wd/figure/kind.js").State} State */

export class Stated {
  root;
  id;
  first;
  options;
  /** @type {import("wd/figure/kind.js").Fields} */ fields;
  channel;
  /** @type {import("wd/figure/kind.js").Numbers} of the present state */ numbers;
  #kind;
  #state;

  /**
   * @param {HTMLElement} root
   * @param {import("wd/page/mount.js").Start} start
   * @param {import("wd/figure/kind.js").Kind} kind
   */
  constructor(root, { id, state, options, channel, fields = {} }, kind) {
    Object.assign(this, { root, id, first: state, options, channel, fields });
    this.#kind = kind;
    this.take(state);
  }

  /** Become another state; nothing is painted. */
  take(/** @type {State} */ state) {
    this.#state = state;
    this.numbers = this.#kind.numbers(state);
  }

  /** @returns {State} */
  state() {
    return { ...this.#state };
  }

  /** What "Show the Python" may begin with. */
  shownValues() {
    return this.#kind.python?.(this.#state) ?? this.state();
  }

  /** The state as fields of a query string. */
  query() {
    return this.#kind.query?.(this.#state) ?? toQuery(this.#state, this.fields);
  }

  complain(/** @type {string} */ message) {
    const place = this.root.querySelector("[data-role=message]");
    if (place.textContent !== message) place.textContent = message;
  }

  say(/** @type {string} */ message) {
    this.root.querySelector("[data-role=announcer]").textContent = message.replaceAll("\u00a0", " ");
  }
}

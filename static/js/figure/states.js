// Two states beside each other.

/** @typedef {import("wd/figure/kind.js").State} State */

export const same = (/** @type {State} */ a, /** @type {State} */ b) =>
  Object.keys(b).every((name) => JSON.stringify(a[name]) === JSON.stringify(b[name]));

/** A state with the panels of another: which are open is no step that one undoes. @returns {State} */
export const withPanels = (/** @type {State} */ state, /** @type {State} */ other) =>
  "show" in state ? { ...state, show: other.show } : state;

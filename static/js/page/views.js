// The views of the kinds of figures: those that came in one script with the page's own, else each in modules of its
// own.

/** @typedef {{mount: (element: Element, start: object) => object}} ViewModule */

/** @type {Map<string, ViewModule>} */
const known = new Map();

/** Give the module of a kind. */
export function offer(/** @type {string} */ kind, /** @type {ViewModule} */ module) {
  known.set(kind, module);
}

/** @param {string} kind @returns {Promise<ViewModule>} */
export async function viewOf(kind) {
  return known.get(kind) ?? import(`/widgets/${kind}/view.js`);
}

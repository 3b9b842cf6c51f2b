// What widgets tell the page and each other. All of it goes over `document`; nobody needs to know who listens.

/**
 * @typedef {"entropy" | "entropy-q" | "cross-entropy" | "cross-entropy-reverse" | "kl" | "kl-reverse" | "js"} Quantity
 */

/** The numbers that a widget has just painted. @param {Object<string, number>} values */
export function tellQuantities(widget, values, unit) {
  tell("wd:quantities", { widget, values, unit });
}

/** What the pointer or the focus is on, or null. @param {string | null} quantity */
export function tellHighlight(widget, quantity) {
  tell("wd:highlight", { widget, quantity });
}

/**
 * A gesture has ended in a state that can be written as these fields of a query string.
 * @param {Object<string, string>} query
 */
export function tellState(widget, query) {
  tell("wd:state", { widget, query });
}

/**
 * A telegram has sent a letter, and has so many seconds until the next.
 * @param {Object<string, {digits: string, bits: number}>} words the letter's code word in each dictionary; without
 *   digits where a code has none
 */
export function tellLetter(widget, words, seconds) {
  tell("wd:letter", { widget, words, seconds });
}

/** A prediction was committed. */
export function tellPrediction(/** @type {DocumentEventMap["wd:prediction"]["detail"]} */ detail) {
  tell("wd:prediction", detail);
}

/** Be told when something in the page wants a quantity of this widget lit. @returns {() => void} stops it */
export function onHighlight(widget, /** @type {(quantity: string | null) => void} */ callback) {
  const listen = ({ detail }) => {
    if (detail.widget === widget) callback(detail.quantity);
  };
  document.addEventListener("wd:highlight", listen);
  return () => document.removeEventListener("wd:highlight", listen);
}

function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

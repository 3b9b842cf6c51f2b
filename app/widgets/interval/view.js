// The unit interval and its words, alive: letters are written by buttons, or by touching a word where it lies.
import { mountFigure } from "wd/figure/figure.js";
import { formatNumber } from "wd/figure/format.js";
import { codedOf, frame, results } from "./frame.js";

/** @typedef {import("./frame.js").State} State */

/** @returns {State | string} */
function written(/** @type {State} */ state, /** @type {string} */ more, { fields }) {
  const { most } = fields.message;
  if (state.message.length + more.length > most) return `The figure holds ${most} letters: take some back first.`;
  return { ...state, message: state.message + more };
}

/** @returns {State | string} */
function taken(/** @type {State} */ state) {
  if (!state.message) return "There is no letter to take back.";
  return { ...state, message: state.message.slice(0, -1) };
}

/** A word that is touched is written: in the last window the next one, in the one before another than was chosen. */
function touchWords(figure) {
  for (const [name, back] of [
    ["a", true],
    ["b", false],
  ]) {
    figure.root.querySelector(`[data-row=${name}]`)?.addEventListener(
      "click",
      ({ target }) => {
        const { block } = target.dataset;
        if (!block) return;
        const state = figure.state();
        const coded = codedOf(state);
        const kept = back ? coded.slice(0, Math.max(0, coded.length - block.length)) : coded;
        const next = written({ ...state, message: kept }, block, figure);
        if (typeof next === "string") figure.complain(next);
        else figure.change(block, next);
      },
      { signal: figure.signal },
    );
  }
}

export const mount = (element, start) =>
  mountFigure(element.querySelector(".interval"), start, {
    results,
    frame,
    say: (state, numbers) =>
      `${state.message || "Nothing"} written: ${formatNumber(numbers.bits, "bits")}, ` +
      `with the right book ${formatNumber(numbers.right, "bits")}. ` +
      `A letter costs ${formatNumber(numbers.cost, "bits")} on average`,
    buttons: {
      e: (state, view) => written(state, "e", view),
      t: (state, view) => written(state, "t", view),
      back: taken,
    },
    setup: touchWords,
  });

// Small widgets, alive: adopts the figure that app/figure/drawing.py drew, moves the fields of its state, and paints
// what its frame says. A widget brings two functions, `results` and `frame`, the twins of its Python; all else is here,
// and in the view that every figure has.
import { makeDials } from "wd/figure/dials.js";
import { framePainter } from "wd/figure/frame_painter.js";
import { between, glide } from "wd/figure/glide.js";
import { numberPainter } from "wd/figure/number_painter.js";
import { View } from "wd/figure/view.js";
import { tellQuantities } from "wd/page/events.js";

/**
 * @typedef {import("wd/figure/kind.js").State} State
 * @typedef {import("wd/figure/kind.js").Stage} Stage
 * @typedef {Object<string, number>} Results
 * @typedef {Object<string, Object<string, string | null>>} Frame
 *
 * @typedef {object} Drawn what a small widget brings
 * @property {(state: State, fields: any) => Results} results `fields` is what state.py tells of them
 * @property {(state: State, results: Results, pending: boolean, fields: any) => Frame} frame
 * @property {(state: State, results: Results) => string} say the numbers in a sentence, said after each gesture
 * @property {Object<string, (state: State, view: View) => State | string>} [buttons] by `data-control`: the state
 *   that a press leads to, or why it cannot
 * @property {(view: View) => (() => void) | void} [setup] what only this widget does; what it returns is called at
 *   the end
 */

/** @param {HTMLElement} root @param {import("wd/page/mount.js").Start} start @param {Drawn} drawn */
export function mountFigure(root, start, drawn) {
  const view = new View(root, start, {
    numbers: (state) => ({ results: drawn.results(state, start.fields) }),
    stage: (made) => new DrawnStage(made, drawn),
    announce: (what, { results }, state) => `${what}. ${drawn.say(state, results)}`,
    buttons: drawn.buttons,
  });
  const finish = drawn.setup?.(view);
  if (finish) view.signal.addEventListener("abort", finish);
  return view;
}

/** Shows a state by its frame; between two states of one step numbers and places glide. @implements {Stage} */
class DrawnStage {
  #view;
  #drawn;
  #paintFrame;
  #paintNumbers;
  #dials;
  #shown = null; // the state that is seen
  #stopGlide = () => {};

  constructor(/** @type {View} */ view, /** @type {Drawn} */ drawn) {
    this.#view = view;
    this.#drawn = drawn;
    this.#paintFrame = framePainter(view.root);
    this.#paintNumbers = numberPainter(view.root);
    this.#dials = makeDials(view.root, view);
  }

  follow(state, { results }) {
    this.#shown = state;
    this.#paint(state, results);
    if (!this.#view.pending) tellQuantities(this.#view.id, results, state.unit);
  }

  settle(state, numbers, step) {
    this.#stopGlide();
    const from = this.#shown;
    if (!step) {
      this.follow(state, numbers);
      return;
    }
    this.#stopGlide = glide((part) => {
      if (part === 1) this.follow(state, numbers);
      else this.#paintBetween(blended(from, state, part));
    });
  }

  place(state, numbers) {
    this.follow(state, numbers);
  }

  reveal(state, numbers) {
    this.follow(state, numbers);
  }

  correct(state, { results }) {
    this.#stopGlide();
    this.#paintResults(state, results);
  }

  arrive() {
    this.#stopGlide();
  }

  destroy() {
    this.#stopGlide();
    this.#dials.destroy();
  }

  #paintBetween(state) {
    this.#shown = state;
    this.#paint(state, this.#drawn.results(state, this.#view.fields));
  }

  #paint(state, results) {
    this.#paintResults(state, results);
    this.#dials.paint(state);
  }

  #paintResults(state, results) {
    const { pending, fields } = this.#view;
    this.#paintFrame(this.#drawn.frame(state, results, pending, fields));
    this.#paintNumbers(results, state.unit, pending);
  }
}

/** Between two states: numbers on the way, all else already there. */
function blended(/** @type {State} */ from, /** @type {State} */ to, /** @type {number} */ part) {
  const blend = (/** @type {any} */ a, /** @type {any} */ b) => {
    if (typeof a === "number" && typeof b === "number")
      return Number.isInteger(a) && Number.isInteger(b) ? b : between(a, b, part);
    return Array.isArray(b) && a?.length === b.length ? b.map((value, i) => between(a[i], value, part)) : b;
  };
  return Object.fromEntries(Object.entries(to).map(([name, value]) => [name, blend(from[name], value)]));
}

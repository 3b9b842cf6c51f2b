// Small widgets, alive: adopts the figure that app/ui/drawing.py drew, moves the fields of its state, paints what its frame says,
// and lets the server confirm. A widget brings two functions, `results` and `frame`, the twins of its Python; all else is here.
import { makeAsk } from "wd/figure/ask.js";
import { makeDials } from "wd/figure/dials.js";
import { showHint } from "wd/figure/drag_hint.js";
import { onHighlight, tellHighlight, tellPrediction, tellQuantities, tellState } from "wd/page/events.js";
import { makeControls } from "wd/figure/figure_controls.js";
import { formatNumber } from "wd/figure/format.js";
import { framePainter } from "wd/figure/frame_painter.js";
import { between, glide } from "wd/figure/glide.js";
import { History } from "wd/figure/history.js";
import { differ } from "wd/figure/probability.js";

/**
 * @typedef {Object<string, any>} State plain values, as in state.py
 * @typedef {Object<string, number>} Results
 * @typedef {Object<string, Object<string, string | null>>} Frame
 *
 * @typedef {object} Kind what a widget brings
 * @property {(state: State) => Results} results
 * @property {(state: State, results: Results, pending: boolean) => Frame} frame
 * @property {(state: State, results: Results) => string} say the numbers in a sentence, said after each gesture
 * @property {Object<string, (state: State) => State | string>} [buttons] by `data-control`: the state that a press leads to, or why it cannot
 * @property {(figure: Figure) => (() => void) | void} [setup] what only this widget does; what it returns is called at the end
 */

/** A length along a track, kept inside it; the twin of `percent` in app/ui/drawing.py. */
export const percent = (/** @type {number} */ part) => `${(Math.min(1, Math.max(0, part)) * 100).toFixed(2)}%`;

/** A coordinate of a drawing; the twin of `coordinate` in app/ui/drawing.py. */
export const coordinate = (/** @type {number} */ value) => value.toFixed(2).replace(/^-0\.00$/, "0.00");

/** @param {HTMLElement} root @param {{id: string, state: State, options: any, channel: any}} start @param {Kind} kind */
export function mountFigure(root, start, kind) { return new Figure(root, start, kind); }

class Figure {
  root; pending;
  #id; #kind; #first; #options; #channel; #state; #results; #stopGlide = () => {};
  #history = new History();
  #before = null; // the state that a gesture leaves
  #warned = false;
  #ended = new AbortController();
  #paintFrame; #numbers; #dials; #controls; #ask = null; #forgetHint = () => {}; #finishSetup;

  constructor(root, { id, state, options, channel }, kind) {
    this.root = root;
    this.#id = id;
    this.#kind = kind;
    this.#first = this.#state = state;
    this.#options = options;
    this.#channel = channel;
    this.pending = Boolean(options.predict) && !options.committed;
    this.#results = kind.results(state);
    this.#paintFrame = framePainter(root);
    this.#numbers = [...root.querySelectorAll("[data-quantity]")];
    this.#dials = makeDials(root, {
      state: () => this.#state, begin: () => this.#begin(), move: (next) => this.#move(next), end: (what, cancelled) => this.#end(what, cancelled),
      change: (what, next) => this.change(what, next), complain: (message) => this.complain(message), blocked: () => this.#blocked(),
    });
    this.#controls = makeControls(root, {
      unit: (unit) => this.change(`Counting in ${unit}`, { ...this.#state, unit }),
      preset: (fields, name) => this.change(name, { ...this.#state, ...fields }),
      undo: () => this.#travel("Undone", "undo"), redo: () => this.#travel("Redone", "redo"),
      reset: () => this.change("Back at the start", this.#first),
      panel: () => {}, link: () => this.#link(), complain: (message) => this.complain(message),
    }, Object.fromEntries(Object.keys(kind.buttons ?? {}).map((name) => [name, () => this.#press(name)])));
    this.#askOrRecall();
    this.#light();
    channel.onConfirm((reply, sent) => this.#confirm(reply, sent));
    this.#finishSetup = kind.setup?.(this);
    root.dataset.alive = "true";
    this.#paint();
    this.#refresh();
  }

  // What a widget's own setup may use

  get signal() { return this.#ended.signal; }

  /** @returns {State} */
  state() { return { ...this.#state }; }

  /** Go to another state in one step; it can be undone. Numbers glide there. */
  change(/** @type {string} */ what, /** @type {State} */ next) {
    const reason = this.#blocked();
    if (reason) { this.complain(reason); return; }
    this.#history.keep(this.#state);
    this.#go(what, next);
  }

  /** Show another state without keeping the present one, as in a film; `settle` ends it. */
  show(/** @type {State} */ next) { this.#begin(); this.#move(next); }
  settle(/** @type {string} */ what) { this.#end(what, false); }

  complain(/** @type {string} */ message) {
    const place = this.root.querySelector("[data-role=message]");
    if (place.textContent !== message) place.textContent = message;
  }

  say(/** @type {string} */ message) { this.root.querySelector("[data-role=announcer]").textContent = message.replaceAll("\u00a0", " "); }

  destroy() { this.#stopGlide(); this.#finishSetup?.(); this.#dials.destroy(); this.#ended.abort(); }

  // Gestures

  #blocked() { return this.pending ? "Commit your prediction first; then the figure moves." : null; }

  #begin() {
    if (this.#before) return;
    this.#stopGlide();
    this.complain("");
    this.#before = this.#state;
  }

  #move(next) {
    this.#forgetHint();
    this.#state = next;
    this.#paint();
    this.#channel.send(this.state());
  }

  #end(what, cancelled) {
    const before = this.#before;
    this.#before = null;
    if (!before) return;
    if (cancelled) this.#state = before;
    if (same(before, this.#state)) { this.#paint(); this.#finish(null); return; }
    this.#history.keep(before);
    this.#finish(what);
  }

  /** @param {"undo" | "redo"} direction */
  #travel(what, direction) {
    const next = this.pending ? null : this.#history[direction](this.#state);
    if (next !== null) this.#go(what, next);
  }

  #press(name) {
    const next = this.#kind.buttons[name](this.#state);
    if (typeof next === "string") this.complain(next);
    else this.change(this.#controls.find(name).textContent.trim(), next);
  }

  #go(what, next) {
    this.complain("");
    this.#stopGlide();
    const from = this.#state;
    this.#state = next;
    this.#stopGlide = glide((part) => (part === 1 ? this.#paint() : this.#paintState(blended(from, next, part))));
    this.#finish(what);
  }

  /** The gesture is over: the page and the server hear of it. @param {string | null} what said aloud if not null */
  #finish(what) {
    this.#refresh();
    this.#channel.send(this.state());
    tellState(this.#id, toQuery(this.#state));
    if (what !== null) this.say(`${what}. ${this.#kind.say(this.#state, this.#kind.results(this.#state))}`);
  }

  // Painting

  #paint() {
    this.#paintState(this.#state);
    if (!this.pending) tellQuantities(this.#id, this.#results, this.#state.unit);
  }

  #paintState(state) {
    this.#results = this.#kind.results(state);
    this.#paintResults(state);
    this.#dials.paint(state);
  }

  #paintResults(state) {
    this.#paintFrame(this.#kind.frame(state, this.#results, this.pending));
    for (const place of this.#numbers) this.#paintNumber(place, state);
  }

  #paintNumber(place, state) {
    if (this.pending && !("always" in place.dataset)) return;
    const value = this.#results[place.dataset.quantity];
    const unit = place.dataset.unit ?? state.unit ?? null;
    const text = formatNumber(value, unit || null, Number(place.dataset.digits ?? 3));
    if (place.textContent !== text) place.textContent = text;
    if (place.dataset.value === String(value)) return;
    place.dataset.value = String(value);
    place.title = unit ? `${value} ${unit}` : String(value);
  }

  #refresh() {
    this.root.dataset.pending = String(this.pending);
    this.#controls.paint({
      state: this.#state, pending: this.pending, canUndo: this.#history.canUndo, canRedo: this.#history.canRedo, open: [],
      canReset: !same(this.#state, this.#first),
    });
  }

  // The prediction

  #askOrRecall() {
    const { predict, committed } = this.#options;
    if (predict) {
      this.#ask = makeAsk(this.root.querySelector("[data-role=ask]"), {
        unit: this.#numbers.find(({ dataset }) => dataset.quantity === predict)?.dataset.unit ?? this.#state.unit ?? "",
        complain: (message) => this.complain(message), commit: (guess) => this.#commit(guess),
      });
    }
    if (committed) this.#ask.recall(Number(committed.guess), Number(committed.truth));
    if (!this.pending) this.#hint();
  }

  #commit(guess) {
    const { predict: quantity, prediction } = this.#options;
    const truth = this.#results[quantity];
    this.pending = false;
    this.complain("");
    tellPrediction({ widget: this.#id, prediction, quantity, guess, truth, unit: this.#state.unit, state: this.state() });
    this.#paint();
    this.#refresh();
    this.say(this.#ask.recall(guess, truth));
    this.#hint();
  }

  #hint() {
    const handle = this.root.querySelector(".grab");
    if (handle) this.#forgetHint = showHint(handle);
  }

  // The page and the server

  #light() {
    const { signal } = this.#ended;
    const measured = [...this.root.querySelectorAll("[data-measures]")];
    for (const place of measured) {
      place.addEventListener("pointerenter", () => tellHighlight(this.#id, place.dataset.measures), { signal });
      place.addEventListener("pointerleave", () => tellHighlight(this.#id, null), { signal });
    }
    signal.addEventListener("abort", onHighlight(this.#id, (quantity) => {
      for (const place of measured) place.classList.toggle("lit", place.dataset.measures === quantity);
    }));
  }

  #link() { return Object.assign(new URL(this.#options.link, location.href), { search: new URLSearchParams(toQuery(this.#state)).toString() }).href; }

  #confirm({ results, error }, sent) {
    if (error) { console.warn(`${this.#id}: the server refused a state: ${error}`); return; }
    if (!results || !same(sent, this.#state)) return;
    const mine = this.#kind.results(this.#state); // what is painted may still be on its way there
    const wrong = Object.keys(results).filter((name) => differ(results[name], mine[name]));
    if (!wrong.length) return;
    this.#stopGlide();
    if (!this.#warned) console.warn(`${this.#id}: the browser's ${wrong.join(", ")} differ from the kernel's, which are shown`);
    this.#warned = true;
    this.#results = { ...mine, ...results };
    this.#paintResults(this.#state);
  }
}

/** The state as fields of a query string, as `DeclaredState` reads them. @returns {Object<string, string>} */
function toQuery(/** @type {State} */ state) {
  return Object.fromEntries(Object.entries(state).map(([name, value]) => [name, typeof value === "boolean" ? (value ? "1" : "0") : String(value)]));
}

const same = (/** @type {State} */ a, /** @type {State} */ b) => JSON.stringify(a) === JSON.stringify(b);

/** Between two states: numbers on the way, all else already there. */
function blended(/** @type {State} */ from, /** @type {State} */ to, /** @type {number} */ part) {
  const blend = (/** @type {any} */ a, /** @type {any} */ b) => {
    if (typeof a === "number" && typeof b === "number") return Number.isInteger(a) && Number.isInteger(b) ? b : between(a, b, part);
    return Array.isArray(b) && a?.length === b.length ? b.map((value, i) => between(a[i], value, part)) : b;
  };
  return Object.fromEntries(Object.entries(to).map(([name, value]) => [name, blend(from[name], value)]));
}

// Surprise and entropy, alive: adopts the server's figure, answers each gesture within a frame, and lets the server confirm.
import { showHint } from "wd/figure/drag_hint.js";
import { onHighlight, tellHighlight, tellPrediction, tellState } from "wd/page/events.js";
import { makeControls } from "wd/figure/figure_controls.js";
import { formatNumber } from "wd/figure/format.js";
import { History } from "wd/figure/history.js";
import { differ, probabilityText, sameList, withProbability } from "wd/figure/probability.js";
import { Figure } from "./figure.js";
import { makeGuess, makeMarker, verdict } from "./guess.js";
import { FEWEST, MOST, PER_BIT, toQuery, withOutcome, withoutOutcome } from "./numbers.js";

const PANELS = ["codewords", "table"];

/** @param {HTMLElement} element @param {{id: string, state: import("./numbers.js").State, options: any, channel: any}} start */
export function mount(element, { id, state, options, channel }) {
  return new View(element.querySelector(".surprise"), id, state, options, channel);
}

class View {
  #root; #id; #first; #options; #channel; #state;
  #figure; #controls;
  #history = new History();
  #gesture = null; // {before, entropy} while one is under way
  #prediction = null; // while it is asked for
  #warned = false; // that the kernel computes otherwise; once is enough
  #forgetHint = () => {};
  #ended = new AbortController();

  constructor(root, id, first, options, channel) {
    this.#root = root;
    this.#id = id;
    this.#state = this.#first = first;
    this.#options = options;
    this.#channel = channel;
    const pending = Boolean(options.predict) && !options.committed;
    this.#figure = new Figure(root, id, first, pending, {
      state: () => this.#state, begin: () => this.#begin(), move: (index, value, by) => this.#move(index, value, by),
      end: (index, cancelled) => this.#end(index, cancelled), complain: (message) => this.#complain(message),
      blocked: () => (this.#figure.pending ? "Commit your prediction first; then the bars move." : null),
      point: (index) => this.#figure.areas.light(index),
    });
    this.#makeControls();
    this.#makePrediction(pending);
    this.#listen();
    root.dataset.alive = "true";
    this.#refreshControls();
    this.#figure.paint();
  }

  state() { return { ...this.#state }; }

  destroy() { this.#figure.destroy(); this.#ended.abort(); this.#prediction?.destroy(); }

  // What is there

  #makeControls() {
    this.#controls = makeControls(this.#root, {
      unit: (unit) => this.#change(`Counting in ${unit}`, { ...this.#state, unit }),
      preset: (fields, name) => this.#change(name, { ...this.#state, ...fields }),
      undo: () => this.#travel("Undone", "undo"), redo: () => this.#travel("Redone", "redo"),
      reset: () => this.#change("Back at the start", { ...this.#first, show: this.#state.show }),
      panel: (name, open) => this.#open(name, open),
      link: () => Object.assign(new URL(this.#options.link, location.href), { search: new URLSearchParams(toQuery(this.#state)).toString() }).href,
      complain: (message) => this.#complain(message),
    }, { add: () => this.#add(), remove: () => this.#remove() });
  }

  #makePrediction(pending) {
    const { predict, committed } = this.#options;
    if (!pending) this.#forgetHint = showHint(this.#root.querySelector(".column"));
    if (!predict) return;
    if (committed) { this.#keepGuess(Number(committed.guess), Number(committed.truth), committed.unit ?? this.#state.unit); return; }
    this.#prediction = this.#figure.marker = makeGuess(this.#root, {
      height: () => this.#figure.height, unit: () => this.#state.unit, complain: (message) => this.#complain(message), commit: (guess) => this.#commit(guess),
    });
  }

  #listen() {
    const { signal } = this.#ended;
    const measured = [...this.#root.querySelectorAll("[data-measures]")];
    for (const place of measured) {
      place.addEventListener("pointerenter", () => tellHighlight(this.#id, place.dataset.measures), { signal });
      place.addEventListener("pointerleave", () => tellHighlight(this.#id, null), { signal });
    }
    signal.addEventListener("abort", onHighlight(this.#id, (quantity) => {
      for (const place of measured) place.classList.toggle("lit", place.dataset.measures === quantity);
    }));
    this.#channel.onConfirm((reply, sent) => this.#confirm(reply, sent));
  }

  // Gestures

  #begin() {
    this.#figure.arrive();
    this.#complain("");
    this.#gesture = { before: this.#state, entropy: this.#figure.numbers.results.entropy };
  }

  #move(index, value, by) {
    this.#forgetHint();
    const wanted = by === "pointer" ? Math.round(value * 100) / 100 : value; // a finger is no micrometer
    this.#state = { ...this.#state, p: withProbability(this.#gesture.before.p, index, wanted) };
    this.#figure.follow(this.#state);
    this.#channel.send(this.state());
  }

  #end(index, cancelled) {
    const { before, entropy } = this.#gesture;
    this.#gesture = null;
    if (cancelled) this.#state = before;
    if (sameList(before.p, this.#state.p)) { this.#finish(null); return; }
    this.#history.keep(before);
    this.#finish(`P of ${this.#state.labels[index]} ${probabilityText(this.#state.p[index])}`, entropy);
  }

  /** Go to another state in one step; it can be undone. */
  #change(what, next) {
    if (this.#figure.pending) return;
    this.#history.keep(this.#state);
    this.#go(what, next);
  }

  /** @param {"undo" | "redo"} direction */
  #travel(what, direction) {
    const next = this.#figure.pending ? null : this.#history[direction](this.#state);
    if (next !== null) this.#go(what, { ...next, show: this.#state.show });
  }

  #go(what, next) {
    this.#complain("");
    const before = this.#state.unit === next.unit ? this.#figure.numbers.results.entropy : null;
    this.#state = next;
    this.#finish(what, before);
  }

  /** The gesture is over: the figure settles, the page and the server hear of it. @param {string | null} what said aloud if not null */
  #finish(what, before = null) {
    this.#figure.settle(this.#state);
    this.#refreshControls();
    this.#channel.send(this.state());
    tellState(this.#id, toQuery(this.#state));
    if (what === null) return;
    const { entropy } = this.#figure.numbers.results;
    const by = entropy - (before ?? entropy);
    const change = Math.abs(by) < 5e-4 ? "unchanged" : `${by > 0 ? "up" : "down"} ${formatNumber(Math.abs(by))}`;
    this.#say(`${what}. Entropy ${formatNumber(entropy, this.#state.unit)}, ${change}`);
  }

  #add() {
    if (this.#state.p.length < MOST) this.#change("One outcome more", withOutcome(this.#state));
    else this.#complain(`There are ${MOST} outcomes, the most that can be shown: take one away first.`);
  }

  #remove() {
    if (this.#state.p.length > FEWEST) this.#change(`Removed ${this.#state.labels.at(-1)}`, withoutOutcome(this.#state));
    else this.#complain(`A distribution needs ${FEWEST} outcomes here: add one before you remove another.`);
  }

  #open(name, open) {
    this.#state = { ...this.#state, show: PANELS.filter((each) => (each === name ? open : this.#state.show.includes(each))) };
    this.#refreshControls();
    this.#finish(null);
  }

  // The prediction

  #commit(guess) {
    const { unit } = this.#state;
    const truth = this.#figure.numbers.results.entropy;
    this.#prediction.destroy();
    this.#prediction = null;
    this.#complain("");
    this.#keepGuess(guess, truth, unit);
    tellPrediction({ widget: this.#id, prediction: this.#options.prediction, quantity: this.#options.predict, guess, truth, unit, state: this.state() });
    this.#figure.reveal(() => this.#figure.settle(this.#state));
    this.#refreshControls();
    this.#say(verdict(guess, truth, unit));
    this.#root.querySelector("[data-role=ask]").focus({ preventScroll: true });
    this.#forgetHint = showHint(this.#root.querySelector(".column"));
  }

  #keepGuess(guess, truth, unit) {
    const unmoved = ({ p, labels }) => sameList(p, this.#first.p) && sameList(labels, this.#first.labels);
    this.#figure.marker = makeMarker(this.#root, verdict(guess, truth, unit), guess / PER_BIT[unit], unmoved);
  }

  // The page and the server

  #refreshControls() {
    const { p, labels, unit, show } = this.#state;
    const { pending } = this.#figure;
    Object.assign(this.#root.dataset, { pending, codewords: show.includes("codewords") });
    this.#root.style.setProperty("--outcomes", String(p.length));
    this.#root.querySelector(".panel.table").hidden = !show.includes("table");
    this.#root.querySelector(".codewords").hidden = !show.includes("codewords");
    this.#controls.paint({
      state: this.#state, pending, canUndo: this.#history.canUndo, canRedo: this.#history.canRedo, open: show,
      canReset: !sameList(p, this.#first.p) || !sameList(labels, this.#first.labels) || unit !== this.#first.unit,
    });
  }

  #confirm({ results, surprises, error }, sent) {
    if (error) { console.warn(`${this.#id}: the server refused a state: ${error}`); return; }
    if (!results || sent.unit !== this.#state.unit || !sameList(sent.p, this.#state.p)) return;
    const { numbers } = this.#figure;
    const kernels = surprises.map(Number);
    const wrong = Object.keys(results).filter((name) => differ(results[name], numbers.results[name]));
    if (!wrong.length && !kernels.some((value, i) => differ(value, numbers.surprises[i]))) return;
    if (!this.#warned) console.warn(`${this.#id}: the browser's ${wrong.join(", ") || "surprises"} differ from the kernel's, which are shown`);
    this.#warned = true;
    this.#figure.correct(results, kernels);
  }

  #complain(message) {
    const place = this.#root.querySelector("[data-role=message]");
    if (place.textContent !== message) place.textContent = message;
  }

  #say(message) { this.#root.querySelector("[data-role=announcer]").textContent = message.replaceAll("\u00a0", " "); }
}

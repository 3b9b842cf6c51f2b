// The two dictionaries, alive: adopts the server's figure, answers each gesture within a frame, and lets the server confirm.
import { showHint } from "wd/figure/drag_hint.js";
import { onHighlight, tellHighlight, tellPrediction, tellState } from "wd/page/events.js";
import { History } from "wd/figure/history.js";
import { differ, probabilityText, withProbability } from "wd/figure/probability.js";
import { announcement } from "./announcement.js";
import { makeControls } from "./controls.js";
import { Edits } from "./edits.js";
import { Figure, PER_BIT } from "./figure.js";
import { guilty, sameNumbers, settled, smoothed, swapped } from "./model.js";
import { makeMarker, makePrediction, verdict } from "./predict.js";
import { toQuery } from "./query.js";

/** Open panels that are part of the state; the one for pasting is not. */
const PANELS = ["contributions", "reverse", "js", "table"];

/** @param {HTMLElement} element @param {{id: string, state: import("./model.js").State, options: any, channel: any}} start */
export function mount(element, { id, state: first, options, channel }) {
  return new View(element.querySelector(".pmf-bars"), id, first, options, channel);
}

class View {
  #root; #id; #first; #options; #channel;
  #state;
  #figure; #controls;
  #history = new History();
  #gesture = null; // {before, base, kl} while one is under way
  #prediction = null; // while it is asked for
  #pasting = false;
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
    const edits = new Edits({
      state: () => this.#state, change: (what, next) => this.#change(what, next), complain: (message) => this.#complain(message),
      refusal: () => (this.#figure.pending ? this.#blocked("q") : null), place: root.querySelector("[data-role=paste-problem]"),
    });
    this.#figure = new Figure(root, id, first, pending, {
      state: () => this.#state, height: () => this.#figure.height,
      begin: (side, index) => this.#begin(side, index),
      move: (side, index, value, by) => this.#move(side, index, value, by),
      end: (side, index, cancelled) => this.#end(side, index, cancelled),
      blocked: (side) => this.#blocked(side),
      complain: (message) => this.#complain(message),
      rename: (index, name) => edits.rename(index, name), remove: (index) => edits.remove(index), mayRename: !options.hide.includes("outcomes"),
      smooth: () => this.#change("Smoothed Q", smoothed(this.#state)), mayLock: !options.hide.includes("lock"),
    });
    this.#makeControls(edits);
    this.#makePrediction(pending);
    this.#listen();
    root.dataset.alive = "true";
    this.#refreshControls();
    this.#figure.paint();
  }

  state() { return { ...this.#state }; }

  destroy() { this.#figure.destroy(); this.#ended.abort(); this.#prediction?.destroy(); }

  // What is there

  #makeControls(edits) {
    this.#controls = makeControls(this.#root, {
      lock: (on) => this.#change(on ? "P is locked" : "P is free", { ...this.#state, lock: on }),
      swap: () => this.#change("Swapped P and Q", swapped(this.#state)),
      unit: (unit) => this.#change(`Counting in ${unit}`, { ...this.#state, unit }),
      preset: (fields, name) => this.#change(name, { ...this.#state, ...fields, lock: false }),
      undo: () => this.#travel("Undone", "undo"),
      redo: () => this.#travel("Redone", "redo"),
      reset: () => this.#change("Back at the start", { ...this.#first, show: this.#state.show }),
      add: () => edits.add(),
      paste: (side) => edits.paste(this.#root.querySelector("[data-role=pasted]").value, side),
      panel: (name, open) => this.#open(name, open),
      link: () => Object.assign(new URL(this.#options.link, location.href), { search: new URLSearchParams(toQuery(this.#state)).toString() }).href,
      complain: (message) => this.#complain(message),
    });
  }

  #makePrediction(pending) {
    const { predict, committed } = this.#options;
    if (!predict || !pending) this.#forgetHint = showHint(this.#root.querySelector(".column.q"));
    if (!predict) return;
    if (committed) { this.#keepGuess(Number(committed.guess), Number(committed.truth), committed.unit ?? this.#state.unit); return; }
    this.#prediction = this.#figure.marker = makePrediction({
      root: this.#root.querySelector(".costs"), quantity: predict,
      host: {
        scale: () => this.#figure.scale, entropy: () => this.#figure.numbers.results.entropy, unit: () => this.#state.unit,
        complain: (message) => this.#complain(message), commit: (guess) => this.#commit(guess),
      },
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

  #begin(side, index) {
    this.#figure.arrive();
    this.#complain("");
    this.#gesture = { before: this.#state, base: this.#state[side], kl: this.#figure.numbers.results.kl };
  }

  #move(side, index, value, by) {
    this.#forgetHint();
    const next = by === "pointer" ? this.#grained(side, index, value) : value;
    this.#state = settled({ ...this.#state, [side]: withProbability(this.#gesture.base, index, next) }, side);
    this.#figure.follow(this.#state);
    this.#channel.send(this.state());
  }

  /** A finger is no micrometer: hundredths (thousandths on a magnified axis), and the other bar's value where that is nearer. */
  #grained(side, index, value) {
    const grain = this.#figure.height < 1 ? 1000 : 100;
    const other = this.#state[side === "p" ? "q" : "p"][index];
    return value > 0 && Math.abs(value - other) < 0.5 / grain ? other : Math.round(value * grain) / grain;
  }

  #end(side, index, cancelled) {
    const { before, kl } = this.#gesture;
    this.#gesture = null;
    if (cancelled) this.#state = before;
    if (sameNumbers(before, this.#state)) { this.#finish(null); return; }
    this.#history.keep(before);
    this.#finish(`${side.toUpperCase()} of ${this.#state.labels[index]} ${probabilityText(this.#state[side][index])}`, kl);
  }

  #blocked(side) {
    if (this.#figure.pending) return "Commit your prediction first; then the bars move.";
    if (side === "p" && this.#state.lock) return "P is locked. Untick “Lock P” to move it.";
    return null;
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
    const before = this.#state.unit === next.unit ? this.#figure.numbers.results.kl : null;
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
    const { kl } = this.#figure.numbers.results;
    const culprits = guilty(this.#state).map((i) => this.#state.labels[i]);
    this.#say(announcement(what, before ?? kl, kl, this.#state.unit, culprits));
  }

  #open(name, open) {
    if (name === "paste") {
      this.#pasting = open;
    } else {
      this.#state = { ...this.#state, show: PANELS.filter((each) => (each === name ? open : this.#state.show.includes(each))) };
    }
    this.#finish(null);
    if (name === "paste" && open) this.#root.querySelector("[data-role=pasted]").focus();
  }

  // The prediction

  #commit(guess) {
    const { predict, prediction } = this.#options;
    const { unit } = this.#state;
    const truth = this.#figure.numbers.results[predict];
    this.#prediction.destroy();
    this.#prediction = null;
    this.#complain("");
    this.#keepGuess(guess, truth, unit);
    tellPrediction({ widget: this.#id, prediction, quantity: predict, guess, truth, unit, state: this.state() });
    this.#figure.reveal(() => this.#figure.settle(this.#state));
    this.#refreshControls();
    this.#say(verdict(predict, guess, truth, unit));
    this.#root.querySelector("[data-role=ask]").focus({ preventScroll: true });
    this.#forgetHint = showHint(this.#root.querySelector(".column.q"));
  }

  #keepGuess(guess, truth, unit) {
    this.#figure.guess = guess / PER_BIT[unit];
    this.#figure.marker = makeMarker(this.#root, this.#options.predict, verdict(this.#options.predict, guess, truth, unit));
  }

  // The page and the server

  #refreshControls() {
    const { state, first } = { state: this.#state, first: this.#first };
    const n = state.labels.length;
    Object.assign(this.#root.dataset, { pending: this.#figure.pending, locked: state.lock, size: n <= 4 ? "few" : n <= 6 ? "several" : n <= 8 ? "some" : "many" });
    this.#root.style.setProperty("--outcomes", String(n));
    this.#controls.paint({
      state, pending: this.#figure.pending, canUndo: this.#history.canUndo, canRedo: this.#history.canRedo,
      canReset: !sameNumbers(state, first) || state.lock !== first.lock || state.unit !== first.unit,
      open: [...state.show, ...(this.#pasting ? ["paste"] : [])],
    });
  }

  #confirm({ results, error }, sent) {
    if (error) { console.warn(`${this.#id}: the server refused a state: ${error}`); return; }
    if (!results || sent.unit !== this.#state.unit || !sameNumbers(sent, this.#state)) return;
    const wrong = Object.keys(results).filter((name) => differ(results[name], this.#figure.numbers.results[name]));
    if (!wrong.length) return;
    if (!this.#warned) console.warn(`${this.#id}: the browser's ${wrong.join(", ")} differ from the kernel's, which are shown`);
    this.#warned = true;
    this.#figure.correct(results);
  }

  #complain(message) {
    const place = this.#root.querySelector("[data-role=message]");
    if (place.textContent !== message) place.textContent = message;
  }

  #say(message) { this.#root.querySelector("[data-role=announcer]").textContent = message; }
}

// The two dictionaries, alive: adopts the server's figure, answers each gesture within a frame, and lets the server confirm.
import { History } from "wd/history.js";
import { glide } from "wd/glide.js";
import { formatNumber } from "wd/format.js";
import { onHighlight, tellHighlight, tellPrediction, tellQuantities, tellState } from "wd/events.js";
import { announcement } from "./announcement.js";
import { axesFor, mixed } from "./axes.js";
import { makeBars, probabilityText } from "./bars.js";
import { makeContributions } from "./contributions.js";
import { makeControls } from "./controls.js";
import { makeAxis, makeNumbers, makePair, makeSingle } from "./costs.js";
import { showHint } from "./hint.js";
import { differ, numbersOf } from "./numbers.js";
import { guilty, MOST, FEWEST, nameProblem, sameNumbers, settled, smoothed, swapped, withOutcome, withoutOutcome, withProbability } from "./model.js";
import { makeMarker, makePrediction, verdict } from "./predict.js";
import { PasteError, readPasted, withPasted } from "./pasted.js";
import { toQuery } from "./query.js";
import { makeRemark } from "./remark.js";
import { makeTable } from "./table.js";

const GLIDE = 400;
const IN_BITS = { bits: 1, nats: Math.LN2 };
/** Open panels that are part of the state; the one for pasting is not. */
const PANELS = ["contributions", "reverse", "js", "table"];

/** @param {HTMLElement} element @param {{id: string, state: import("./model.js").State, options: any, channel: any}} start */
export function mount(element, { id, state: first, options, channel }) {
  return new View(element, id, first, options, channel);
}

class View {
  #id; #root; #options; #channel;
  #state; #first; #numbers; #axes; #drawn;
  #history = new History();
  #gesture = null; // {before, base, kl}
  #stop = () => {};
  #least = { gap: Infinity, p: null };
  #pending; #reveal = 1; #round;
  #parts; #controls; #prediction = null; #marker = null; #guess = null;
  #pasteOpen = false;
  #forgetHint; #ended = new AbortController();

  constructor(element, id, first, options, channel) {
    this.#id = id;
    this.#root = element.querySelector(".pmf-bars");
    this.#options = options;
    this.#channel = channel;
    this.#state = this.#first = first;
    this.#pending = Boolean(options.predict) && !options.committed;
    this.#numbers = numbersOf(first);
    this.#axes = axesFor(first, this.#numbers, this.#pending);
    this.#round = this.#axes.scale;
    this.#drawn = this.#wanted();
    this.#makeParts();
    this.#makePrediction();
    this.#forgetHint = this.#pending ? () => {} : showHint(this.#parts.bars.column("q", 0));
    this.#listen();
    this.#root.dataset.alive = "true";
    this.#refreshControls();
    this.#paint();
  }

  state() { return { ...this.#state }; }

  destroy() { this.#stop(); this.#ended.abort(); this.#prediction?.destroy(); }

  // What is there

  #makeParts() {
    const root = this.#root;
    const host = {
      state: () => this.#state, height: () => this.#axes.height,
      begin: (side, index) => this.#begin(side, index),
      move: (side, index, value, by) => this.#move(side, index, value, by),
      end: (side, index, cancelled) => this.#end(side, index, cancelled),
      blocked: (side) => this.#blocked(side),
      complain: (message) => this.#complain(message),
      rename: (index, name) => this.#rename(index, name),
      remove: (index) => this.#remove(index),
      mayRename: !this.#options.hide.includes("outcomes"),
    };
    const costs = root.querySelector(".costs");
    this.#parts = {
      bars: makeBars(root.querySelector(".bars"), host),
      forward: makePair(costs, { entropy: "entropy", total: "cross-entropy" }),
      axis: makeAxis(root.querySelector(".axis")),
      numbers: makeNumbers(root, formatNumber),
      contributions: makeContributions(root.querySelector(".contributions")),
      reverse: makePair(root.querySelector(".reverse"), { entropy: "entropy-q", total: "cross-entropy-reverse" }),
      js: makeSingle(root.querySelector(".js"), "js"),
      table: makeTable(root.querySelector(".table"), host),
      remark: makeRemark(root.querySelector("[data-role=remark]"), { smooth: () => this.#change("Smoothed Q", smoothed(this.#state)), mayLock: !this.#options.hide.includes("lock") }),
    };
    this.#controls = makeControls(root, {
      lock: (on) => this.#change(on ? "P is locked" : "P is free", { ...this.#state, lock: on }),
      swap: () => this.#change("Swapped P and Q", swapped(this.#state)),
      unit: (unit) => this.#change(`Counting in ${unit}`, { ...this.#state, unit }),
      preset: (fields, name) => this.#change(name, { ...this.#state, ...fields, lock: false }),
      undo: () => this.#travel("Undone", this.#history.undo(this.#state)),
      redo: () => this.#travel("Redone", this.#history.redo(this.#state)),
      reset: () => this.#change("Back at the start", { ...this.#first, show: this.#state.show }),
      add: () => this.#add(),
      panel: (name, open) => this.#open(name, open),
      link: () => this.#copyLink(),
    });
    for (const side of ["p", "q"]) root.querySelector(`[data-control=paste-${side}]`)?.addEventListener("click", () => this.#paste(side));
  }

  #makePrediction() {
    const { predict, committed } = this.#options;
    if (!predict) return;
    const costs = this.#root.querySelector(".costs");
    if (committed) { this.#keepGuess(Number(committed.guess), committed.unit ?? this.#state.unit, Number(committed.truth)); return; }
    this.#prediction = makePrediction({
      root: costs, quantity: predict,
      host: {
        scale: () => this.#axes.scale, entropy: () => this.#numbers.results.entropy, unit: () => this.#state.unit,
        complain: (message) => this.#complain(message), commit: (guess) => this.#commit(guess),
      },
    });
    this.#prediction.paint();
  }

  #listen() {
    const { signal } = this.#ended;
    for (const place of this.#root.querySelectorAll("[data-measures]")) {
      place.addEventListener("pointerenter", () => tellHighlight(this.#id, place.dataset.measures), { signal });
      place.addEventListener("pointerleave", () => tellHighlight(this.#id, null), { signal });
    }
    const stop = onHighlight(this.#id, (quantity) => {
      for (const place of this.#root.querySelectorAll("[data-measures]")) place.classList.toggle("lit", place.dataset.measures === quantity);
    });
    signal.addEventListener("abort", stop);
    this.#channel.onConfirm((reply, sent) => this.#confirm(reply, sent));
  }

  // Gestures

  #begin(side, index) {
    this.#finishMotion();
    this.#complain("");
    this.#gesture = { before: this.#state, base: this.#state[side], kl: this.#numbers.results.kl, index };
  }

  #move(side, index, value, by) {
    this.#forgetHint();
    const next = by === "pointer" ? this.#grained(side, index, value) : value;
    this.#state = settled({ ...this.#state, [side]: withProbability(this.#gesture.base, index, next) }, side);
    this.#show();
    this.#channel.send(this.state());
  }

  /** A finger is no micrometer: hundredths (thousandths on a magnified axis), and the other bar's value where that is nearer. */
  #grained(side, index, value) {
    const grain = this.#axes.height < 1 ? 1000 : 100;
    const other = this.#state[side === "p" ? "q" : "p"][index];
    return Math.abs(value - other) < 0.5 / grain && value > 0 ? other : Math.round(value * grain) / grain;
  }

  #end(side, index, cancelled) {
    const { before, kl } = this.#gesture;
    this.#gesture = null;
    if (cancelled) { this.#state = before; this.#show(); this.#finish(null); return; }
    if (sameNumbers(before, this.#state)) { this.#finish(null); return; }
    this.#history.keep(before);
    this.#finish(`${side.toUpperCase()} of ${this.#state.labels[index]} ${probabilityText(this.#state[side][index])}`, kl);
  }

  #blocked(side) {
    if (this.#pending) return "Commit your prediction first; then the bars move.";
    if (side === "p" && this.#state.lock) return "P is locked. Untick “Lock P” to move it.";
    return null;
  }

  /** Go to another state in one step; it can be undone. */
  #change(what, next) {
    if (this.#pending) return;
    this.#complain("");
    const { kl } = this.#numbers.results;
    this.#history.keep(this.#state);
    this.#go(what, next, this.#state.unit === next.unit ? kl : null);
  }

  #travel(what, next) {
    if (next === null || this.#pending) return;
    this.#complain("");
    this.#go(what, { ...next, show: this.#state.show }, this.#state.unit === next.unit ? this.#numbers.results.kl : null);
  }

  #go(what, next, kl) {
    this.#state = next;
    this.#finish(what, kl);
  }

  #add() {
    if (this.#state.labels.length >= MOST) { this.#complain(`There are ${MOST} outcomes, the most that can be shown: remove one first.`); return; }
    const next = withOutcome(this.#state);
    this.#change(`Added ${next.labels.at(-1)}`, next);
  }

  #remove(index) {
    const { labels, p, lock } = this.#state;
    if (labels.length <= FEWEST) { this.#complain(`A distribution needs ${FEWEST} outcomes here: add one before you remove ${labels[index]}.`); return; }
    if (lock && p[index] > 0) { this.#complain(`P is locked and gives ${labels[index]} ${probabilityText(p[index])}: unlock P to remove it.`); return; }
    this.#change(`Removed ${labels[index]}`, withoutOutcome(this.#state, index));
  }

  #rename(index, name) {
    const problem = this.#pending ? this.#blocked("q") : nameProblem(this.#state, index, name);
    if (problem) { this.#complain(problem); return problem; }
    if (name !== this.#state.labels[index]) this.#change(`Renamed to ${name}`, { ...this.#state, labels: this.#state.labels.with(index, name) });
    return null;
  }

  #paste(side) {
    const problem = this.#root.querySelector("[data-role=paste-problem]");
    problem.textContent = "";
    try {
      const pasted = readPasted(this.#root.querySelector("[data-role=pasted]").value);
      if (this.#state.lock && (side === "p" || pasted.columns.length === 2)) throw new PasteError("P is locked: unlock it, or use this as Q.");
      this.#change(pasted.columns.length === 2 ? "Pasted P and Q" : `Pasted ${side.toUpperCase()}`, withPasted(this.#state, pasted, side));
    } catch (error) {
      if (!(error instanceof PasteError)) throw error;
      problem.textContent = error.message;
    }
  }

  #open(name, open) {
    const panel = this.#root.querySelector(`.panel.${name}`);
    panel.hidden = !open;
    if (name === "paste") {
      this.#pasteOpen = open;
      if (open) panel.querySelector("textarea").focus();
    } else {
      this.#state = { ...this.#state, show: PANELS.filter((each) => (each === name ? open : this.#state.show.includes(each))) };
    }
    this.#finish(null);
  }

  async #copyLink() {
    const url = new URL(this.#options.link, location.href);
    url.search = new URLSearchParams(toQuery(this.#state)).toString();
    try {
      await navigator.clipboard.writeText(url.href);
      return "Link copied";
    } catch {
      this.#complain(`The browser does not let a page copy here. The link: ${url.href}`);
      return "Copy link";
    }
  }

  #commit(guess) {
    const { predict, prediction } = this.#options;
    const truth = this.#numbers.results[predict];
    const { unit } = this.#state;
    this.#pending = false;
    this.#prediction.destroy();
    this.#prediction = null;
    this.#keepGuess(guess, unit, truth);
    this.#reveal = 0;
    this.#complain("");
    tellPrediction({ widget: this.#id, prediction, quantity: predict, guess, truth, unit, state: this.state() });
    this.#refreshControls();
    this.#stop = glide((part) => { this.#reveal = part; this.#paint(); if (part === 1) this.#finish(null); }, 600);
    this.#say(verdict(predict, guess, truth, unit));
    this.#root.querySelector("[data-role=ask]").focus({ preventScroll: true });
    this.#forgetHint = showHint(this.#parts.bars.column("q", 0));
  }

  #keepGuess(guess, unit, truth) {
    this.#guess = { inBits: guess / IN_BITS[unit] };
    this.#root.dataset.pending = "false";
    const ask = this.#root.querySelector("[data-role=ask]");
    ask.tabIndex = -1;
    ask.replaceChildren(Object.assign(document.createElement("p"), { className: "verdict-line", textContent: verdict(this.#options.predict, guess, truth, unit) }));
    this.#marker = makeMarker(this.#root.querySelector(".costs"), this.#options.predict);
  }

  // Painting

  /** The gesture is over: the axes may follow, the page and the server hear of it. @param {string | null} what said aloud if not null */
  #finish(what, before = null) {
    this.#show({ moving: true });
    this.#refreshControls();
    this.#channel.send(this.state());
    tellState(this.#id, toQuery(this.#state));
    if (what === null) return;
    const { kl } = this.#numbers.results;
    const culprits = guilty(this.#state).map((i) => this.#state.labels[i]);
    this.#say(announcement(what, before ?? kl, kl, this.#state.unit, culprits));
  }

  #wanted() { return { p: this.#state.p, q: this.#state.q, ...this.#numbers.results }; }

  /** Compute and paint. During a gesture the axes stand still; at its end, or with a new state, everything glides to its place. */
  #show({ moving = false } = {}) {
    this.#stop();
    this.#numbers = numbersOf(this.#state);
    this.#keepLeast();
    const wanted = this.#wanted();
    const axes = moving ? axesFor(this.#state, this.#numbers, this.#pending, this.#axes) : this.#axes;
    this.#round = axes.scale;
    if (!moving || wanted.p.length !== this.#drawn.p.length || (same(wanted, this.#drawn) && same(axes, this.#axes))) {
      this.#drawn = wanted;
      this.#axes = axes;
      this.#paint();
      return;
    }
    const from = { drawn: this.#drawn, axes: this.#axes };
    this.#stop = glide((part) => {
      this.#drawn = mixed(from.drawn, wanted, part);
      this.#axes = mixed(from.axes, axes, part);
      this.#paint();
    }, GLIDE);
  }

  /** Whatever still glides is at its end now. */
  #finishMotion() {
    this.#stop();
    this.#reveal = 1;
    this.#drawn = this.#wanted();
    this.#axes = axesFor(this.#state, this.#numbers, this.#pending, { ...this.#axes, scale: this.#round });
    this.#round = this.#axes.scale;
  }

  #keepLeast() {
    const { p, lock } = this.#state;
    const same = this.#least.p?.length === p.length && p.every((value, i) => value === this.#least.p[i]);
    if (!lock || !same) this.#least = { gap: Infinity, p };
    if (lock) this.#least.gap = Math.min(this.#least.gap, this.#numbers.results.kl / IN_BITS[this.#state.unit]);
  }

  #paint() {
    const { results } = this.#numbers;
    const per = IN_BITS[this.#state.unit];
    const frame = {
      ...this.#numbers, ...this.#axes, state: this.#state, drawn: this.#drawn, round: this.#round, pending: this.#pending, reveal: this.#reveal,
      hides: new Set(this.#pending ? Object.keys(results).filter((name) => name !== "entropy") : []),
      least: this.#least.gap * per, unmoved: sameNumbers(this.#state, this.#first), guess: this.#guess && this.#guess.inBits * per,
    };
    const { bars, forward, axis, numbers, contributions, reverse, js, table, remark } = this.#parts;
    numbers.paint(frame);
    bars.paint(frame);
    forward.paint(frame);
    axis.paint(frame);
    contributions.paint(frame);
    reverse.paint({ ...frame, hideEntropy: true });
    js.paint(frame);
    table.paint(frame);
    remark.paint(frame);
    this.#prediction?.paint();
    this.#marker?.paint(frame);
    this.#paintLeast(frame);
    tellQuantities(this.#id, Object.fromEntries(Object.entries(results).filter(([name]) => !frame.hides.has(name))), this.#state.unit);
  }

  #paintLeast({ drawn, least, scale, state }) {
    const mark = this.#root.querySelector(".costs .least");
    mark.hidden = !state.lock || !Number.isFinite(least);
    if (!mark.hidden) mark.style.left = `${Math.min(100, ((drawn.entropy + least) / scale) * 100).toFixed(4)}%`;
  }

  #refreshControls() {
    this.#root.dataset.locked = String(this.#state.lock);
    this.#root.dataset.size = sizeOf(this.#state.labels.length);
    this.#root.style.setProperty("--outcomes", String(this.#state.labels.length));
    for (const name of PANELS) this.#root.querySelector(`.panel.${name}`).hidden = !this.#state.show.includes(name);
    this.#controls.paint({
      state: this.#state, pending: this.#pending, canUndo: this.#history.canUndo, canRedo: this.#history.canRedo,
      canReset: !sameNumbers(this.#state, this.#first) || this.#state.lock !== this.#first.lock || this.#state.unit !== this.#first.unit,
      open: new Set([...this.#state.show, ...(this.#pasteOpen ? ["paste"] : [])]),
    });
  }

  #confirm({ results, error }, sent) {
    if (error) { console.warn(`${this.#id}: the server refused a state: ${error}`); return; }
    if (!results || sent.unit !== this.#state.unit || !sameNumbers(sent, this.#state)) return;
    const wrong = Object.keys(results).filter((name) => differ(results[name], this.#numbers.results[name]));
    if (!wrong.length) return;
    console.warn(`${this.#id}: the browser's ${wrong.join(", ")} differ from the kernel's, which are shown`);
    this.#numbers = { ...this.#numbers, results };
    this.#drawn = this.#wanted();
    this.#paint();
  }

  #complain(message) {
    const place = this.#root.querySelector("[data-role=message]");
    if (place.textContent !== message) place.textContent = message;
  }

  #say(message) { this.#root.querySelector("[data-role=announcer]").textContent = message; }
}

function sizeOf(n) { return n <= 4 ? "few" : n <= 6 ? "several" : n <= 8 ? "some" : "many"; }

function same(a, b) {
  if (typeof a === "number") return a === b;
  return Object.keys(a).every((name) => same(a[name], b[name]));
}

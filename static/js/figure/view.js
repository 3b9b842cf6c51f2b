// A figure, alive: what every view does. It holds the state, takes and remembers gestures, asks for the prediction, and
// tells page and
// server. What is seen is a stage's: small widgets share one (figure.js), a figure with a shape of its own brings its
// own.
import { askOf } from "wd/figure/ask.js";
import { hearKernel } from "wd/figure/confirmed.js";
import { showHint } from "wd/figure/drag_hint.js";
import { lightMeasures } from "wd/figure/highlight.js";
import { History } from "wd/figure/history.js";
import { toQuery } from "wd/figure/query.js";
import { same, withPanels } from "wd/figure/states.js";
import { controlsOf } from "wd/figure/view_controls.js";
import { tellState } from "wd/page/events.js";

/** @typedef {import("wd/figure/kind.js").State} State */

export class View {
  root;
  id;
  first;
  options;
  fields; // what state.py says of the fields
  channel;
  /** Whether a prediction is awaited, so that nothing moves and no result is seen. */ pending;
  /** @type {import("wd/figure/kind.js").Numbers} of the present state */ numbers;
  #kind;
  #state;
  #stage;
  #history = new History();
  #before = null; // the state that a gesture leaves
  #panels = new Set(); // those that are open and no part of the state
  #ended = new AbortController();
  #controls;
  /** @type {import("wd/figure/kind.js").Ask | null} */ #ask;
  #forgetHint = () => {};

  /**
   * @param {HTMLElement} root
   * @param {import("wd/page/mount.js").Start} start
   * @param {import("wd/figure/kind.js").Kind} kind
   */
  constructor(root, { id, state, options, channel, fields = {} }, kind) {
    Object.assign(this, { root, id, first: state, options, channel, fields });
    this.#kind = kind;
    this.pending = Boolean(options.predict) && !options.committed;
    this.#take(state);
    this.#stage = kind.stage(this);
    this.#controls = controlsOf(this, kind, {
      travel: (what, direction) => this.#travel(what, direction),
      open: (name, open) => this.#open(name, open),
    });
    this.#ask = askOf(this, kind);
    if (!this.pending) this.#hint();
    lightMeasures(root, id, this.signal);
    hearKernel(this, kind, (numbers) => {
      this.numbers = numbers;
      this.#stage.correct(this.#state, numbers);
    });
    root.dataset.alive = "true";
    this.#refresh();
    this.#stage.place(this.#state, this.numbers);
  }

  get signal() {
    return this.#ended.signal;
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

  /** Go to another state, as a lecture does; it can be undone. */
  go(/** @type {State} */ next) {
    this.change(this.#kind.step?.(next) ?? "The next step", { ...this.#state, ...next });
  }

  /** Go to another state in one step; it can be undone. */
  change(/** @type {string} */ what, /** @type {State} */ next) {
    const reason = this.blocked();
    if (reason) {
      this.complain(reason);
      return;
    }
    this.end(null, false);
    this.#history.keep(this.#state);
    this.#go(what, next);
  }

  /** Show another state without keeping the present one, as in a film; `settle` ends it. */
  show(/** @type {State} */ next) {
    this.begin();
    this.move(next);
  }
  settle(/** @type {string} */ what) {
    this.end(what, false);
  }

  /** Go, without a word to page or server, to the state in which an earlier page was left. */
  restore(/** @type {State} */ state) {
    if (this.blocked()) return;
    this.#take(state);
    this.#refresh();
    this.#stage.place(state, this.numbers);
  }

  /** Show a guess that has been committed, perhaps on an earlier page, and in which state. */
  recall(/** @type {number} */ guess, /** @type {State} */ guessed) {
    if (!this.pending) return;
    const truth = this.numbers.results[this.options.predict];
    this.pending = false;
    this.complain("");
    const words = this.#ask.recall(guess, truth, this.#state.unit, guessed);
    this.#refresh();
    this.#stage.reveal(this.#state, this.numbers);
    this.say(words);
    this.#hint();
  }

  complain(/** @type {string} */ message) {
    const place = this.root.querySelector("[data-role=message]");
    if (place.textContent !== message) place.textContent = message;
  }

  say(/** @type {string} */ message) {
    this.root.querySelector("[data-role=announcer]").textContent = message.replaceAll("\u00a0", " ");
  }

  destroy() {
    this.#stage.destroy();
    this.#ask?.destroy?.();
    this.#ended.abort();
  }

  // Gestures

  /** Why nothing moves now, or null. */
  blocked() {
    return this.pending && !this.#kind.placed
      ? `Commit your prediction first; then the ${this.#kind.waits ?? "figure moves"}.`
      : null;
  }

  begin() {
    if (this.#before) return;
    this.#stage.arrive();
    this.complain("");
    this.#before = this.#state;
  }

  move(/** @type {State} */ next) {
    this.#forgetHint();
    this.#take(next);
    this.#stage.follow(next, this.numbers);
    this.channel.send(this.state());
  }

  /**
   * @param {string | null} what said aloud if not null
   * @param {boolean} cancelled the gesture is to be undone
   */
  end(what, cancelled) {
    const before = this.#before;
    this.#before = null;
    if (!before) return;
    if (cancelled) this.#take(before);
    const moved = !same(before, this.#state);
    if (moved) this.#history.keep(before);
    this.#finish(moved ? what : null, before, false);
  }

  /** @param {"undo" | "redo"} direction */
  #travel(what, direction) {
    if (this.blocked() || this.#kind.forgets) return;
    this.end(null, false);
    const next = this.#history[direction](this.#state);
    if (next !== null) this.#go(what, withPanels(next, this.#state));
  }

  #open(name, open) {
    const words = this.fields.show?.words ?? [];
    if (words.includes(name)) {
      const show = words.filter((each) => (each === name ? open : this.#state.show.includes(each)));
      this.#take({ ...this.#state, show });
    } else if (open) this.#panels.add(name);
    else this.#panels.delete(name);
    this.#finish(null, this.#state, true);
    this.#kind.opened?.(name, open);
  }

  #go(what, next) {
    this.complain("");
    const before = this.#state;
    this.#take(next);
    this.#finish(what, before, true);
  }

  /** The gesture is over: the page and the server hear of it. @param {string | null} what said aloud if not null */
  #finish(what, before, step) {
    this.#refresh();
    this.#stage.settle(this.#state, this.numbers, step);
    this.channel.send(this.state());
    tellState(this.id, this.query());
    if (what !== null) this.say(this.#kind.announce(what, this.numbers, this.#state, before));
  }

  #take(state) {
    this.#state = state;
    this.numbers = this.#kind.numbers(state);
  }

  #refresh() {
    this.root.dataset.pending = String(this.pending);
    const open = [...(this.#state.show ?? []), ...this.#panels];
    this.#controls.paint(this.#history, open);
    this.#kind.refresh?.(this, open);
  }

  #hint() {
    const handle = this.root.querySelector(this.#kind.hint ?? ".grab");
    if (handle) this.#forgetHint = showHint(handle);
  }
}

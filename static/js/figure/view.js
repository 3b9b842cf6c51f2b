// A figure, alive: what every view does. It takes and remembers gestures, asks for the prediction, and tells page and
// server. What is seen is a stage's: small widgets share one (figure.js), a figure with a shape of its own brings its
// own.
import { askOf } from "wd/figure/ask.js";
import { hearKernel } from "wd/figure/confirmed.js";
import { showHint } from "wd/figure/drag_hint.js";
import { lightMeasures } from "wd/figure/highlight.js";
import { History } from "wd/figure/history.js";
import { Panels } from "wd/figure/panels.js";
import { Stated } from "wd/figure/stated.js";
import { same, withPanels } from "wd/figure/states.js";
import { controlsOf } from "wd/figure/view_controls.js";
import { tellState } from "wd/page/events.js";

/** @typedef {import("wd/figure/kind.js").State} State */

export class View extends Stated {
  /** Whether a prediction is awaited, so that nothing moves and no result is seen. */ pending;
  #kind;
  #stage;
  #history = new History();
  #before = null; // the state that a gesture leaves
  #panels;
  #ended = new AbortController();
  #controls;
  /** @type {import("wd/figure/kind.js").Ask | null} */ #ask;
  #forgetHint = () => {};

  /**
   * @param {HTMLElement} root
   * @param {import("wd/page/mount.js").Start} start
   * @param {import("wd/figure/kind.js").Kind} kind
   */
  constructor(root, start, kind) {
    super(root, start, kind);
    this.#kind = kind;
    this.#panels = new Panels(this.fields);
    this.pending = Boolean(this.options.predict) && !this.options.committed;
    this.#stage = kind.stage(this);
    this.#controls = controlsOf(this, kind, {
      travel: (what, direction) => this.#travel(what, direction),
      open: (name, open) => this.#open(name, open),
    });
    this.#ask = askOf(this, kind);
    if (!this.pending) this.#hint();
    lightMeasures(root, this.id, this.signal);
    hearKernel(this, kind, (numbers) => {
      this.numbers = numbers;
      this.#stage.correct(this.state(), numbers);
    });
    root.dataset.alive = "true";
    this.#place(this.first);
  }

  get signal() {
    return this.#ended.signal;
  }

  /** Go to another state, as a lecture does; it can be undone. */
  go(/** @type {State} */ next) {
    this.change(this.#kind.step?.(next) ?? "The next step", { ...this.state(), ...next });
  }

  /** Go to another state in one step; it can be undone. */
  change(/** @type {string} */ what, /** @type {State} */ next) {
    const reason = this.blocked();
    if (reason) {
      this.complain(reason);
      return;
    }
    this.end(null, false);
    this.#history.keep(this.state());
    this.#go(what, next);
  }

  /** Show another state without keeping the present one, as in a film; `settle` ends it. */
  show(/** @type {State} */ next) {
    this.begin();
    this.move(next);
  }

  /** Show another state as `show` does, but in passing: the server does not hear of it. */
  pass(/** @type {State} */ next) {
    this.begin();
    this.#follow(next);
  }

  settle(/** @type {string} */ what) {
    this.end(what, false);
  }

  /** Go, without a word to page or server, to the state in which an earlier page was left. */
  restore(/** @type {State} */ state) {
    if (this.blocked()) return;
    this.take(state);
    this.#place(state);
  }

  /** Show a guess that has been committed, perhaps on an earlier page, and in which state. */
  recall(/** @type {number} */ guess, /** @type {State} */ guessed) {
    if (!this.pending) return;
    const truth = this.numbers.results[this.options.predict];
    this.pending = false;
    this.complain("");
    const words = this.#ask.recall(guess, truth, this.state().unit, guessed);
    this.#refresh();
    this.#stage.reveal(this.state(), this.numbers);
    this.say(words);
    this.#hint();
  }

  destroy() {
    this.#stage.destroy();
    this.#ask?.destroy?.();
    this.#ended.abort();
  }

  // Gestures

  /** Why nothing moves now, or null. */
  blocked() {
    if (!this.pending || this.#kind.placed) return null;
    return `Commit your prediction first; then the ${this.#kind.waits ?? "figure moves"}.`;
  }

  begin() {
    if (this.#before) return;
    this.#stage.arrive();
    this.complain("");
    this.#before = this.state();
  }

  move(/** @type {State} */ next) {
    this.#follow(next);
    this.channel.send(this.state());
  }

  /** @param {string | null} what said aloud, if anything @param {boolean} cancelled whether it is to be undone */
  end(what, cancelled) {
    const before = this.#before;
    this.#before = null;
    if (!before) return;
    if (cancelled) this.take(before);
    const moved = !same(before, this.state());
    if (moved) this.#history.keep(before);
    this.#finish(moved ? what : null, before, false);
  }

  #follow(next) {
    this.#forgetHint();
    this.take(next);
    this.#stage.follow(next, this.numbers);
  }

  /** @param {"undo" | "redo"} direction */
  #travel(what, direction) {
    if (this.blocked() || this.#kind.forgets) return;
    this.end(null, false);
    const next = this.#history[direction](this.state());
    if (next !== null) this.#go(what, withPanels(next, this.state()));
  }

  #open(name, open) {
    this.take(this.#panels.turned(this.state(), name, open));
    this.#finish(null, this.state(), true);
    this.#kind.opened?.(name, open);
  }

  #go(what, next) {
    this.complain("");
    const before = this.state();
    this.take(next);
    this.#finish(what, before, true);
  }

  #place(state) {
    this.#refresh();
    this.#stage.place(state, this.numbers);
  }

  /** The gesture is over: the page and the server hear of it. @param {string | null} what said aloud if not null */
  #finish(what, before, step) {
    this.#refresh();
    this.#stage.settle(this.state(), this.numbers, step);
    this.channel.send(this.state());
    tellState(this.id, this.query());
    if (what !== null) this.say(this.#kind.announce(what, this.numbers, this.state(), before));
  }

  #refresh() {
    this.root.dataset.pending = String(this.pending);
    const open = this.#panels.open(this.state());
    this.#controls.paint(this.#history, open);
    this.#kind.refresh?.(this, open);
  }

  #hint() {
    this.#forgetHint = showHint(this.root.querySelector(this.#kind.hint ?? ".grab"));
  }
}

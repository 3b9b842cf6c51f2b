// What is seen of a telegram: the ribbon, the averages as curves, the account, and the sentence under it.
import { formatNumber, fullPrecision } from "wd/figure/format.js";
import { tellLetter, tellQuantities } from "wd/page/events.js";
import { canvasFigure } from "./canvas.js";
import { curves } from "./curves.js";
import { ribbonOf } from "./ribbon.js";
import { stillFigure } from "./still.js";
import { formatBits, outcome } from "./words.js";

const BUSY = 12; // times a second that the ribbon is rewritten while letters run fast: more is only flicker

/** @typedef {import("wd/figure/kind.js").Stage} StageOfAll */

/** @implements {StageOfAll} */
export class Stage {
  #view;
  #tape;
  #words;
  #transport;
  #setting;
  #still;
  #canvas;
  #ribbon;
  #numbers;
  #written = 0; // when the ribbon was last rewritten
  #seen = { run: null, sent: 0 };

  /**
   * @param {import("wd/figure/view.js").View} view @param {import("./tape.js").Tape} tape
   * @param {{outcomes: Object<string, string>, whole: number, window: number}} words
   * @param {{transport: import("./transport.js").Transport, setting: import("./setting.js").Setting}} controls
   */
  constructor(view, tape, words, { transport, setting }) {
    this.#view = view;
    this.#tape = tape;
    this.#words = words;
    this.#transport = transport;
    this.#setting = setting;
    this.#still = stillFigure(this.#role("plot"));
    this.#canvas = canvasFigure(this.#role("plot"), () => this.#draw(view.state()));
    this.#ribbon = ribbonOf(this.#role("ribbon"), words);
    this.#numbers = /** @type {HTMLElement[]} */ ([...view.root.querySelectorAll(".account [data-quantity]")]);
  }

  follow(state, { results }) {
    this.#paint(state, results);
    this.#tellLetter(state);
  }

  settle(state, numbers) {
    this.follow(state, numbers);
    this.#conclude(state);
  }

  place(state, { results }) {
    this.#seen = { run: this.#tape.run, sent: this.#tape.sent(state) };
    this.#setting.show(state);
    this.#paint(state, results);
    this.#conclude(state);
  }

  correct(state, { results }) {
    this.#paint(state, results);
  }

  /** Another tape: the parts that stay while its letters run. */
  lay(/** @type {Object<string, string>} */ fragments, /** @type {import("wd/figure/kind.js").State} */ state) {
    const { root } = this.#view;
    root.dataset.code = state.code;
    for (const [name, html] of Object.entries(fragments)) {
      const place = root.querySelector(`[data-fragment="${name}"]`);
      if (place) place.innerHTML = html;
    }
    this.#setting.show(state);
  }

  // Nothing glides here, and nothing is predicted.
  arrive() {}
  reveal() {}

  destroy() {
    this.#transport.pause();
    this.#canvas.destroy();
  }

  /** Everything that follows from how many letters are sent. */
  #paint(state, results) {
    const { run } = this.#tape;
    const sent = this.#tape.sent(state);
    this.#draw(state);
    if (!this.#transport.playing || performance.now() - this.#written > 1000 / BUSY) {
      this.#ribbon(run, sent);
      this.#written = performance.now();
    }
    for (const number of this.#numbers) write(number, results[number.dataset.quantity], state.code);
    this.#role("sent").textContent = String(sent);
    this.#role("total").textContent = String(run.total);
    this.#transport.paint(state);
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (this.#view.root.querySelectorAll("[data-count]")))
      row.hidden = Number(row.dataset.count) > sent;
    tellQuantities(this.#view.id, results, "bits");
  }

  #draw(state) {
    const { run, counts, frame } = this.#tape;
    const lines = curves(run, counts, this.#tape.sent(state));
    if (this.#role("plot").dataset.canvas !== "true" || !this.#transport.playing) this.#still(lines, frame);
    this.#canvas.draw(lines, frame);
  }

  /** The letter that was sent, for the ear. */
  #tellLetter({ speed, ...state }) {
    const { run } = this.#tape;
    const sent = this.#tape.sent(state);
    const more = run === this.#seen.run && sent > this.#seen.sent;
    this.#seen = { run, sent };
    if (!more) return;
    const words = { p: run.word("p", sent - 1), q: run.word("q", sent - 1) };
    tellLetter(this.#view.id, words, this.#transport.playing ? 1 / speed : Infinity);
  }

  #conclude(state) {
    const { run } = this.#tape;
    this.#role("outcome").textContent = outcome(this.#words.outcomes, run, this.#tape.sent(state), state.code);
  }

  /** @returns {HTMLElement} */
  #role(name) {
    return this.#view.root.querySelector(`[data-role="${name}"]`);
  }
}

/** Write one number of the account; a dash where there is none. */
function write(/** @type {HTMLElement} */ place, /** @type {number | undefined} */ value, /** @type {string} */ code) {
  const exists = value !== undefined && !Number.isNaN(value);
  const bits = place.dataset.quantity.startsWith("bits-");
  const text = exists ? (bits ? formatBits(value, code) : formatNumber(value)) : "–";
  if (place.textContent !== text) place.textContent = text;
  place.dataset.value = place.title = exists ? fullPrecision(value) : "";
}

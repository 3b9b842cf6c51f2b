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
  #transport;
  #words;
  #still;
  #canvas;
  #ribbon;
  #written = 0; // when the ribbon was last rewritten
  #seen = { run: null, sent: 0 };

  /**
   * @param {import("wd/figure/view.js").View} view @param {import("./tape.js").Tape} tape
   * @param {import("./transport.js").Transport} transport
   * @param {{outcomes: Object<string, string>, whole: number, window: number}} words
   */
  constructor(view, tape, transport, words) {
    this.#view = view;
    this.#tape = tape;
    this.#transport = transport;
    this.#words = words;
    this.#still = stillFigure(this.#role("plot"));
    this.#canvas = canvasFigure(this.#role("plot"), () => this.#draw(view.state()));
    this.#ribbon = ribbonOf(this.#role("ribbon"), words);
  }

  follow(state, { results }) {
    this.#paint(state, results);
    this.#tellLetter(state);
  }

  settle(state, numbers) {
    this.follow(state, numbers);
    this.#role("outcome").textContent = outcome(
      this.#words.outcomes,
      this.#tape.run,
      this.#tape.sent(state),
      state.code,
    );
  }

  place(state, numbers) {
    this.#seen.run = null; // no letter is sent
    this.settle(state, numbers);
  }

  correct(state, { results }) {
    this.#paint(state, results);
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
    for (const number of this.#all(".account [data-quantity]"))
      write(number, results[number.dataset.quantity], state.code);
    this.#role("sent").textContent = String(sent);
    this.#role("total").textContent = String(run.total);
    this.#transport.paint(state);
    for (const row of this.#all("[data-count]")) row.hidden = Number(row.dataset.count) > sent;
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

  /** @returns {HTMLElement} */
  #role(name) {
    return this.#view.root.querySelector(`[data-role="${name}"]`);
  }

  /** @returns {NodeListOf<HTMLElement>} */
  #all(selector) {
    return this.#view.root.querySelectorAll(selector);
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

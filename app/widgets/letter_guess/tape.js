// What is seen of the game: the tape, the keys that are left, and the numbers.
import { element } from "wd/figure/element.js";
import { formatNumber } from "wd/figure/format.js";
import { numberPainter } from "wd/figure/number_painter.js";
import { style, text } from "wd/figure/paint.js";
import { tellQuantities } from "wd/page/events.js";
import { ended } from "./game.js";

const OVER = "That was the whole text. Over all of it the average is exactly the entropy of its letters.";

/** @typedef {import("wd/figure/kind.js").Stage} Stage */

/** @implements {Stage} */
export class Tape {
  #view;
  #passage;
  #cells;
  #keys;
  #write;
  #numbers;
  #drawn = null; // how many letters are known on the tape
  #over = false;

  /** @param {import("wd/figure/view.js").View} view @param {import("./game.js").Passage} passage */
  constructor(view, passage) {
    const find = (role) => text(view.root.querySelector(`[data-role=${role}]`));
    this.#view = view;
    this.#passage = passage;
    this.#cells = view.root.querySelector(".cells");
    this.#keys = [...view.root.querySelectorAll("[data-letter]")];
    this.#numbers = numberPainter(view.root);
    this.#write = {
      known: find("known"),
      remark: find("remark"),
      guesses: find("guesses"),
      average: style(view.root.querySelector(".average"), "bottom"),
    };
  }

  place(state, { results }) {
    const { known, tried, tries } = state;
    this.#over = ended(this.#passage, state);
    this.#paintTape(known);
    for (const key of this.#keys) {
      if (this.#over || tried.includes(key.dataset.letter)) key.setAttribute("aria-disabled", "true");
      else key.removeAttribute("aria-disabled");
    }
    this.#write.known(this.#passage.text.slice(0, known));
    this.#numbers(results, "bits", false);
    this.#write.guesses(tries.length ? formatNumber(results.guesses, null, 2) : "–");
    this.#write.average(this.#height(results.average));
    tellQuantities(this.#view.id, results, "bits");
  }

  // Nothing glides here: every state is shown at once.

  follow(state, numbers) {
    this.place(state, numbers);
  }
  settle(state, numbers) {
    this.place(state, numbers);
  }
  correct(state, numbers) {
    this.place(state, numbers);
  }
  reveal() {}
  arrive() {}
  destroy() {}

  /** Say what the last deed has come to. */
  remark(/** @type {string} */ words) {
    this.#write.remark(this.#over ? OVER : words);
  }

  #height(/** @type {number} */ bits) {
    return `${((bits / this.#passage.height) * 100).toFixed(4)}%`;
  }

  #paintTape(known) {
    if (known === this.#drawn) return;
    this.#drawn = known;
    const { text: whole, surprises, window: sight } = this.#passage;
    const letters = [...whole.slice(Math.max(0, known - sight), known)];
    const next = element("div", { class: "cell next" }, element("span", { class: "sign" }, this.#over ? "" : "?"));
    this.#cells.replaceChildren(...letters.map((letter) => cell(letter, this.#height(surprises[letter]))), next);
  }
}

function cell(letter, height) {
  const bar = element("span", { class: "bar" });
  bar.style.height = height;
  const sign = element("span", { class: "sign" }, letter === " " ? "␣" : letter);
  return element("div", { class: "cell" }, element("span", { class: "rail" }, bar), sign);
}

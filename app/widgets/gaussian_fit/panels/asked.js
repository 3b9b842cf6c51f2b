// What a panel shows and only Python knows: asked for each new P, while the panel is open and a reader is near.
import { whenNear, whenTouched } from "wd/page/touch.js";
import { sameTruth } from "../truth/bumps.js";
import { ask } from "./ask.js";

/** @typedef {import("../state.js").State} State */

/**
 * @typedef {object} Question
 * @property {string} ask
 * @property {string} what the thing that is asked for, as the beginning of a sentence
 * @property {() => void} arrived the answer is here
 * @property {(message: string) => void} failed there is none
 * @property {{of: State, answer: any} | null} [given] what came with the page
 * @property {boolean} [once] whether it is the same for every P
 * @property {boolean} [near] whether to ask as soon as the panel comes near the window, or once the figure is touched
 */

export class Asked {
  #panel;
  #host;
  #question;
  /** @type {State | null} */ #asking = null;
  #wanted = false;
  /** @type {{of: State, answer: any} | null} the newest, perhaps of another P */ known;

  /** @param {HTMLElement} panel @param {import("../host.js").Host} host @param {Question} question */
  constructor(panel, host, question) {
    this.#panel = panel;
    this.#host = host;
    this.#question = question;
    this.known = question.given ?? null;
    const want = () => {
      this.#wanted = true;
      this.look();
    };
    whenTouched(panel, want);
    if (question.near) whenNear(panel, want);
  }

  get answer() {
    return this.known?.answer;
  }

  /** Whether what is known is of the present P. */
  get fresh() {
    return this.known !== null && this.#holds(this.known.of);
  }

  /** Ask, if nobody has yet. */
  look() {
    if (this.#panel.hidden || !this.#wanted || this.fresh || (this.#asking && this.#holds(this.#asking))) return;
    const { ask: name, what, once, arrived, failed } = this.#question;
    const of = this.#host.state();
    this.#asking = of;
    ask(this.#host.channel, { ask: name, of: once ? {} : of }, what).then(
      (answer) => {
        this.#asking = null;
        this.known = { of, answer };
        arrived();
      },
      (error) => {
        this.#asking = null;
        failed(error.message);
      },
    );
  }

  #holds(of) {
    return this.#question.once || sameTruth(of, this.#host.state());
  }
}

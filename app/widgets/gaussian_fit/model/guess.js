// Predict, then see: the reader places Q where the best one is expected and commits; it stays as a ghost, and the
// difference is told in KL.
import { element } from "wd/figure/element.js";
import { PER_NAT } from "wd/kernel/units.js";
import { sameTruth } from "../truth/bumps.js";
import { modelOf, numbersOf } from "./model.js";
import { verdict } from "./words.js";

/** @typedef {import("../state.js").Model} Model */
/** @typedef {import("../state.js").State} State */
/** @typedef {import("./best.js").Optima} Optima */

/** @typedef {import("wd/figure/kind.js").Ask} Ask */

/** @implements {Ask} */
export class Guess {
  #view;
  #asked;
  /** @type {Model | null} the Q that was committed */ #model = null;

  /**
   * @param {import("wd/figure/view.js").View} view
   * @param {{commit: (guess: number, truth: number) => void, complain: (message: string) => void}} host
   * @param {(state: State) => Promise<Optima>} bestOf
   */
  constructor(view, host, bestOf) {
    this.#view = view;
    const { direction } = view.root.querySelector("[data-role=ask]").dataset;
    this.#asked = { direction, quantity: direction === "forward" ? "kl" : "kl-reverse" };
    if (view.options.committed) this.#model = remembered(view.options.prediction);
    view.root
      .querySelector("[data-control=commit]")
      ?.addEventListener("click", () => this.#commit(host, bestOf), { signal: view.signal });
  }

  /** Take the Q of a state as the guess; without one the guess is the one that this browser remembers. */
  recall(_guess, _truth, _unit, /** @type {State | undefined} */ state) {
    if (!state) return "";
    const { root, options } = this.#view;
    this.#model = modelOf(state);
    remember(options.prediction, this.#model);
    const said = `Your guess stays as a dotted ghost. Now press Best Q, ${this.#asked.direction}.`;
    root.querySelector("[data-role=ask]").replaceChildren(element("p", {}, said));
    return "";
  }

  async #commit(host, bestOf) {
    const state = this.#view.state();
    const best = await bestOf(state).catch((error) => host.complain(error.message));
    if (!best || !this.#view.pending) return;
    host.commit(numbersOf(state)[this.#asked.quantity], this.#least(best) * PER_NAT[state.unit], state);
    // The reader goes on at the button that shows the best Q.
    const next = this.#view.root.querySelector(`[data-control="best-${this.#asked.direction}"]`);
    next?.focus({ preventScroll: true });
  }

  /** The committed Q as a ghost, beside the P that was guessed at. */
  ghosts(/** @type {State} */ state) {
    const shown = this.#model && sameTruth(this.#view.first, state);
    return shown ? [{ ...this.#model, sort: "guess", text: "your guess" }] : [];
  }

  /** How the guess compares with the best, once that is shown; null where nothing was guessed. */
  verdict(/** @type {string} */ direction, /** @type {State} */ state, /** @type {Optima} */ best) {
    if (!this.#model || this.#asked.direction !== direction || !sameTruth(this.#view.first, state)) return null;
    const cost = numbersOf(state, this.#model)[this.#asked.quantity];
    return verdict(cost, this.#least(best) * PER_NAT[state.unit], state.unit);
  }

  #least({ forward, reverse }) {
    return (this.#asked.direction === "forward" ? forward : reverse[0]).kl;
  }
}

// The record keeps what a guess cost; where Q stood is kept by this browser, so that the ghost is there when one comes
// back.

const KEY = "wd-guess:";

function remember(/** @type {string} */ prediction, /** @type {Model} */ guess) {
  try {
    localStorage.setItem(KEY + prediction, JSON.stringify(guess));
  } catch {
    /* a private window: no ghost next time */
  }
}

/** @returns {Model | null} */
function remembered(/** @type {string} */ prediction) {
  try {
    const { mu, sigma } = JSON.parse(localStorage.getItem(KEY + prediction) ?? "{}");
    return Number.isFinite(mu) && sigma > 0 ? { mu, sigma } : null;
  } catch {
    return null;
  }
}

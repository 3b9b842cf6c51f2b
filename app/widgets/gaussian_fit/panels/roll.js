// Rolling downhill: the server computes the steps, the reader follows them in both pictures.
import { formatNumber } from "wd/figure/format.js";
import { modelOf, near } from "../model/model.js";
import { sameTruth } from "../truth/bumps.js";
import { ask } from "./ask.js";

/** @typedef {import("../state.js").State} State */

const PACE = 130; // ms a step: slow enough to follow
const TRAPPED = 1e-6; // nats above the best
const REDUCED = matchMedia("(prefers-reduced-motion: reduce)");

export class Roll {
  #host;
  #words;
  #button;
  /** @type {{of: State, steps: import("../model/best.js").Fit[], at: number} | null} */ #way = null;
  #timer = 0;
  #asking = false;

  /** @param {HTMLElement} panel the landscape's @param {import("../host.js").Host} host */
  constructor(panel, host) {
    this.#host = host;
    this.#words = panel.querySelector("[data-role=landscape-words]");
    this.#button = panel.querySelector("[data-control=roll]");
    this.#button.addEventListener("click", () => (this.#timer ? this.#finish() : this.#roll()));
    panel.querySelector("[data-control=step]").addEventListener("click", () => this.#step());
  }

  /** The steps taken so far, while Q stands on the way; when it has left it, the way is over. */
  trail() {
    if (this.#way && !this.#onWay) {
      this.destroy();
      this.#way = null;
    }
    return this.#way ? this.#way.steps.slice(0, this.#way.at + 1) : [];
  }

  destroy() {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#button.textContent = "Roll downhill";
  }

  get #onWay() {
    const [way, state] = [this.#way, this.#host.state()];
    if (!way || way.of.direction !== state.direction || way.of.fixed !== state.fixed) return false;
    return sameTruth(way.of, state) && near(state, way.steps[way.at]);
  }

  get #ended() {
    return this.#way.at >= this.#way.steps.length - 1;
  }

  /** Find the way, if there is none to go on with. @returns {Promise<boolean>} whether there is one */
  async #prepare() {
    if (this.#onWay && !this.#ended) return true;
    if (this.#asking) return false;
    const of = this.#host.state();
    this.#asking = true;
    try {
      const { steps } = await ask(this.#host.channel, { ask: "downhill", of }, "The way downhill is");
      this.#way = { of, steps, at: 0 };
      return true;
    } catch (error) {
      this.#words.textContent = error.message;
      return false;
    } finally {
      this.#asking = false;
    }
  }

  async #roll() {
    if (!(await this.#prepare())) return;
    if (REDUCED.matches) {
      this.#go(this.#way.steps.length - 1);
      this.#finish();
      return;
    }
    this.#button.textContent = "Stop";
    this.#timer = setTimeout(() => this.#next());
  }

  #next() {
    if (!this.#onWay) this.destroy();
    else if (this.#ended) this.#finish();
    else {
      this.#go(this.#way.at + 1);
      this.#tell();
      this.#timer = setTimeout(() => this.#next(), PACE);
    }
  }

  async #step() {
    this.destroy();
    if (!(await this.#prepare())) return;
    if (!this.#ended) this.#go(this.#way.at + 1);
    this.#finish();
  }

  #go(/** @type {number} */ at) {
    this.#way.at = at;
    this.#host.show(modelOf(this.#way.steps[at]));
  }

  #finish() {
    this.destroy();
    this.#tell();
    this.#host.settle(this.#words.textContent);
  }

  #tell() {
    const { steps, at } = this.#way;
    const cost = this.#written(steps[at].kl);
    if (!this.#ended) this.#words.textContent = `Step ${at} of ${steps.length - 1}: ${cost}.`;
    else if (steps.length === 1) this.#words.textContent = `Q is at a minimum already, at ${cost}.${this.#outcome()}`;
    else this.#words.textContent = `${steps.length - 1} steps down to ${cost}.${this.#outcome()}`;
  }

  #outcome() {
    const { of, steps, at } = this.#way;
    const best = this.#host.best();
    const least = best && (of.direction === "forward" ? best.forward : best.reverse[0]);
    if (!least || steps[at].kl - least.kl <= TRAPPED) return " No Q is better.";
    return ` It is stuck in a trap: the best Q costs ${this.#written(least.kl)}, but every way out leads uphill.`;
  }

  #written(/** @type {number} */ kl) {
    return formatNumber(kl * this.#host.per(), this.#host.state().unit);
  }
}

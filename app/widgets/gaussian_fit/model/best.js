// The best Qs of the present P: asked of the server once a P, and the order in which presses visit the reverse minima.
import { ask } from "../panels/ask.js";
import { sameTruth } from "../truth/bumps.js";
import { near } from "./model.js";

/** @typedef {import("../state.js").State} State */
/** @typedef {import("../state.js").Model & {kl: number}} Fit KL in nats */
/** @typedef {{forward: Fit, reverse: (Fit & {held: number})[], tied: number}} Optima */

/** @returns {boolean} whether two states have the same best Qs */
const alike = (/** @type {State} */ a, /** @type {State} */ b) =>
  sameTruth(a, b) && a.fixed === b.fixed && (!b.fixed || a.sigma === b.sigma);

export class Best {
  #channel;
  /** @type {{of: State, optima: Optima} | null} */ #known;
  /** @type {{of: State, answer: Promise<Optima>} | null} */ #asking = null;
  /** @type {{of: State | null, places: number[], at: number}} */ #order = { of: null, places: [], at: -1 };

  /**
   * @param {import("wd/figure/channel.js").Channel} channel
   * @param {State} first
   * @param {Optima} [optima] what the page came with, for the first P
   */
  constructor(channel, first, optima) {
    this.#channel = channel;
    this.#known = optima ? { of: first, optima } : null;
  }

  /** The best Qs of a state if they are here already, else null. */
  now(/** @type {State} */ state) {
    return this.#known && alike(this.#known.of, state) ? this.#known.optima : null;
  }

  /** The best Qs of a state. @returns {Promise<Optima>} */
  async of(/** @type {State} */ state) {
    const now = this.now(state);
    if (now) return now;
    if (!this.#asking || !alike(this.#asking.of, state)) {
      const answer = ask(this.#channel, { ask: "optima", of: state }, "The best Q for this P is");
      this.#asking = { of: state, answer };
    }
    try {
      const optima = await this.#asking.answer;
      this.#known = { of: state, optima };
      return optima;
    } catch (error) {
      this.#asking = null;
      throw error;
    }
  }

  /**
   * Which reverse minimum a press goes to: the nearest of the best, then each other one in turn.
   * @returns {number} its place in the list
   */
  next(/** @type {State} */ state, /** @type {Optima} */ { reverse, tied }) {
    const order = this.#order;
    const stands = order.of && alike(order.of, state) && near(state, reverse[order.places[order.at]]);
    if (stands) order.at = (order.at + 1) % order.places.length;
    else this.#order = orderFrom(state, reverse, tied);
    return this.#order.places[this.#order.at];
  }
}

function orderFrom(state, reverse, tied) {
  const distance = (place) =>
    Math.abs(reverse[place].mu - state.mu) + Math.abs(Math.log(reverse[place].sigma / state.sigma));
  const all = reverse.map((_, place) => place);
  const places = [...all.slice(0, tied).sort((a, b) => distance(a) - distance(b)), ...all.slice(tied)];
  return { of: state, places, at: places.length > 1 && near(state, reverse[places[0]]) ? 1 : 0 };
}

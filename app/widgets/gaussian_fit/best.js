// The best Qs of the present P: asked of the server once a P, and the order in which presses visit the reverse minima.
import { ask } from "./ask.js";
import { near, sameTruth } from "./model.js";

/** @param {any} channel @param {import("./model.js").State} first @param {any} [optima] what the page came with, for the first P */
export function makeBest(channel, first, optima) {
  let known = optima ? { of: first, optima } : null;
  let asking = null;
  let order = { of: null, places: [], at: -1 };

  const fits = (of, state) =>
    Boolean(of) && sameTruth(of, state) && of.fixed === state.fixed && (!state.fixed || of.sigma === state.sigma);

  /** The best Qs of a state if they are here already, else null. */
  const now = (state) => (known && fits(known.of, state) ? known.optima : null);

  /** The best Qs of a state. @returns {Promise<any>} */
  async function of(state) {
    if (now(state)) return now(state);
    if (!asking || !fits(asking.of, state))
      asking = { of: state, answer: ask(channel, { ask: "optima", of: state }, "The best Q for this P is") };
    const { answer } = asking;
    try {
      const found = await answer;
      known = { of: state, optima: found };
      return found;
    } catch (error) {
      asking = null;
      throw error;
    }
  }

  /** Which reverse minimum a press goes to: the nearest of the best, then each other one in turn. @returns {number} its place in the list */
  function next(state, { reverse, tied }) {
    const stands = order.of && fits(order.of, state) && order.at >= 0 && near(state, reverse[order.places[order.at]]);
    if (stands) order.at = (order.at + 1) % order.places.length;
    else {
      const distance = (place) =>
        Math.abs(reverse[place].mu - state.mu) + Math.abs(Math.log(reverse[place].sigma / state.sigma));
      const places = reverse.map((_, place) => place);
      const best = places.slice(0, tied).sort((a, b) => distance(a) - distance(b));
      order = { of: state, places: [...best, ...places.slice(tied)], at: 0 };
      if (places.length > 1 && near(state, reverse[order.places[0]])) order.at = 1;
    }
    return order.places[order.at];
  }

  return { now, of, next };
}

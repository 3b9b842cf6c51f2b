// How long the axes are. They stand still during a gesture and change, if they must, when it is over.
import { calmly, costRoom, costScale, guessingScale, probabilityScale, termScale } from "./scale.js";
import { between } from "wd/figure/glide.js";

/**
 * @typedef {{scale: number, height: number, room: [number, number]}} Axes the length of the costs' axis, the value at
 *   the top of the bars'
 *   plot, and how far the terms' axis goes below and above 0
 */

/**
 * @param {Axes | null} present
 * @returns {Axes} the lengths that serve this state, the present ones where they still do
 */
export function axesFor(state, { results, terms }, pending, present = null) {
  const totals = [results["cross-entropy"]];
  if (state.show.includes("reverse")) totals.push(results["entropy-q"], results["cross-entropy-reverse"]);
  const room = costRoom(results.entropy, totals);
  const wanted = {
    scale: pending ? guessingScale(state.labels.length, state.unit) : costScale(room),
    height: probabilityScale([...state.p, ...state.q]),
  };
  return {
    scale: present && !pending ? calmly(present.scale, wanted.scale, room) : wanted.scale,
    height: wanted.height,
    room: termScale(terms),
  };
}

/** Part of the way from one to another; what is infinite does not travel. */
export function mixed(/** @type {any} */ from, /** @type {any} */ to, /** @type {number} */ part) {
  if (typeof to === "number") return Number.isFinite(from) && Number.isFinite(to) ? between(from, to, part) : to;
  if (Array.isArray(to)) return to.map((value, i) => mixed(from[i], value, part));
  return Object.fromEntries(Object.entries(to).map(([name, value]) => [name, mixed(from[name], value, part)]));
}

// What the parts of the figure may ask of it, and do to it.
import { PER_NAT } from "wd/kernel/units.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {ReturnType<typeof hostOf>} Host */

/** @param {import("wd/figure/view.js").View} view @param {import("./figure.js").Figure} figure */
export function hostOf(view, figure) {
  /** @returns {State} */
  const state = () => view.state();
  const withFields = (/** @type {Partial<State>} */ fields) => ({ ...state(), ...fields });
  return {
    id: view.id,
    channel: view.channel,
    state,
    /** Outside of what state.py refuses each field, and how many bumps there can be. */
    fields: view.fields,
    /** What a nat is in the unit of the state. */
    per: () => PER_NAT[state().unit],
    /** What pixels mean now; it stands still during a drag. */
    seen: () => figure.seen,
    /** The picture's width in pixels. */
    width: () => figure.width,
    /** The best Qs of the present P, if they are here. */
    best: () => figure.best.now(state()),
    complain: (/** @type {string} */ message) => view.complain(message),
    /** A hand takes hold; what moved by itself is a step of its own. */
    begin() {
      view.end(null, false);
      view.begin();
    },
    move: (/** @type {Partial<State>} */ fields) => view.move(withFields(fields)),
    end: (/** @type {string} */ what, /** @type {boolean} */ cancelled) => view.end(what, cancelled),
    change: (/** @type {string} */ what, /** @type {Partial<State>} */ fields) => view.change(what, withFields(fields)),
    /** Q moves by itself; `settle` ends it. */
    show: (/** @type {Partial<State>} */ fields) => view.show(withFields(fields)),
    settle: (/** @type {string} */ what) => view.settle(what),
  };
}

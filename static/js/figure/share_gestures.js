// Hands on the probabilities of named outcomes: one is set, and the others of its distribution give way in proportion.
import { probabilityText, Ratios, sameList, withProbability } from "wd/figure/probability.js";

/** @typedef {import("wd/figure/kind.js").State} State */

/**
 * @param {import("wd/figure/view.js").View} view
 * @param {{grained?: (field: string, index: number, value: number) => number, settled?: (state: State, field: string)
 *   => State}} [how]
 *   `grained`: what a finger that is at a value means, for it is no micrometer; `settled`: the state that a moved one
 *   comes to
 */
export function shareGestures(
  view,
  { grained = (_, __, value) => Math.round(value * 100) / 100, settled = (state) => state } = {},
) {
  /** @type {Object<string, {ratios: Ratios, left: number[]}>} of each field, and where the last gesture left it */
  const hands = {};
  let base = [];
  return {
    begin(/** @type {string} */ field, /** @type {number} */ index) {
      const list = view.state()[field];
      const hand = (hands[field] ??= { ratios: new Ratios(), left: list });
      if (!sameList(list, hand.left)) hand.ratios = new Ratios();
      base = hand.ratios.base(list, index);
      view.begin();
    },
    move(
      /** @type {string} */ field,
      /** @type {number} */ index,
      /** @type {number} */ value,
      /** @type {string} */ by,
    ) {
      const wanted = by === "pointer" ? grained(field, index, value) : value;
      view.move(settled({ ...view.state(), [field]: withProbability(base, index, wanted) }, field));
    },
    end(/** @type {string} */ field, /** @type {number} */ index, /** @type {boolean} */ cancelled) {
      const { labels, [field]: list } = view.state();
      view.end(`${field.toUpperCase()} of ${labels[index]} ${probabilityText(list[index])}`, cancelled);
      hands[field].left = view.state()[field];
    },
  };
}

// The parts of the figure: the picture with its handles, and the panels; one that was left out is not there.
import { makeGrips } from "./model/grips.js";
import { makeTyped } from "./model/typed.js";
import { Between } from "./panels/between.js";
import { Curves } from "./panels/curves.js";
import { Gap } from "./panels/gap.js";
import { Landscape } from "./panels/landscape.js";
import { Lanes } from "./panels/lanes.js";
import { Roll } from "./panels/roll.js";
import { Shade } from "./panels/shade.js";
import { makeTable } from "./panels/table.js";

/**
 * @typedef {object} Frame what the parts paint
 * @property {import("./state.js").State} state
 * @property {import("wd/kernel/normals.js").NormalMixture} truth
 * @property {import("./state.js").Model} model Q as it is drawn, perhaps on its way
 * @property {import("./frame.js").Window} seen
 * @property {import("./model/best.js").Optima | null} best once they are known, and may be seen
 * @property {ReturnType<typeof import("./model/model.js").numbersOf>} numbers
 * @property {number} per what a nat is in the state's unit
 * @property {import("./state.js").Model[]} trail the steps downhill that Q has come
 * @property {import("./panels/ghosts.js").Ghost[]} ghosts
 * @typedef {{paint: (frame: Frame) => void, settled?: () => void, destroy?: () => void}} Part
 */

/** @param {import("wd/figure/view.js").View} view @param {import("./host.js").Host} host */
export function partsOf({ root, first, options }, host) {
  const part = (name, make) => {
    const panel = root.querySelector(`[data-panel-of="${name}"]`);
    return panel && make(/** @type {HTMLElement} */ (panel));
  };
  const picture = new Curves(root.querySelector(".picture"));
  const given = options.landscape ? { of: first, answer: options.landscape } : null;
  const landscape = part("landscape", (panel) => new Landscape(panel, host, given));
  const parts = [
    picture,
    makeGrips(picture.plot, host),
    makeTyped(root, host),
    part("truth", (panel) => new Lanes(panel, host)),
    part("table", makeTable),
    part("shade", (panel) => new Shade(panel, host)),
    landscape,
    part("gap", (panel) => new Gap(panel, host)),
    part("between", (panel) => new Between(panel, host)),
  ];
  return {
    picture,
    roll: part("landscape", (panel) => new Roll(panel, host)),
    parts: /** @type {Part[]} */ (parts.filter(Boolean)),
  };
}

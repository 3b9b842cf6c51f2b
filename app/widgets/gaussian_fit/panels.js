// The panels that open under the figure, each in its own module; one that was left out is not there.
import { makeBetween } from "./between.js";
import { makeGap } from "./gap.js";
import { makeLandscape } from "./landscape.js";
import { makeRoll } from "./roll.js";
import { makeShade } from "./shade.js";

/** @param {Element} root @param {any} host @param {{of: any, data: any} | null} land the landscape that came with the page */
export function makePanels(root, host, land) {
  const find = (name) => root.querySelector(`[data-panel-of="${name}"]`);
  const panels = [];
  let roll = null;
  if (find("shade")) panels.push(makeShade(find("shade"), host));
  if (find("landscape")) {
    const landscape = makeLandscape(find("landscape"), host, land);
    roll = makeRoll(find("landscape"), host, landscape.words);
    panels.push(landscape);
  }
  if (find("gap")) panels.push(makeGap(find("gap"), host));
  if (find("between")) panels.push(makeBetween(find("between"), host));
  return {
    /** The steps of the way downhill that Q has come. */
    trail() {
      roll?.forget();
      return roll?.trail() ?? [];
    },
    paint(frame) {
      for (const panel of panels) panel.paint(frame);
    },
    settled() {
      for (const panel of panels) panel.settled?.();
    },
    destroy() {
      roll?.destroy();
      for (const panel of panels) panel.destroy();
    },
  };
}

// Other Qs beside the one that is dragged: faint curves with names.
import { element } from "wd/figure/element.js";
import { formatNumber } from "wd/figure/format.js";
import { PER_NAT } from "wd/kernel/units.js";
import { across, heights, modelCurve, path } from "../frame.js";

const SVG = "http://www.w3.org/2000/svg";
const MOST_STEPS = 10;

/** @typedef {import("../state.js").Model & {sort: string, text: string}} Ghost */

/** @param {SVGElement} curves @param {HTMLElement} names */
export function makeGhosts(curves, names) {
  /** @param {Ghost[]} ghosts @param {import("../frame.js").Window} seen */
  return (ghosts, seen, { width, height }) => {
    while (curves.childElementCount > ghosts.length) curves.lastElementChild.remove();
    while (names.childElementCount > ghosts.length) names.lastElementChild.remove();
    while (curves.childElementCount < ghosts.length) curves.append(document.createElementNS(SVG, "path"));
    while (names.childElementCount < ghosts.length) names.append(element("span"));
    ghosts.forEach((ghost, index) => {
      const line = curves.children[index];
      line.setAttribute("class", `ghost ${ghost.sort}`);
      line.setAttribute("d", path(modelCurve(ghost, seen), seen, width, height));
      const name = /** @type {HTMLElement} */ (names.children[index]);
      name.className = ghost.sort;
      if (name.textContent !== ghost.text) name.textContent = ghost.text;
      name.style.left = `${(Math.min(0.94, Math.max(0.06, across(seen, ghost.mu))) * 100).toFixed(2)}%`;
      name.style.top = `${(heights(ghost.sigma, seen, 0.9).centre * 100).toFixed(2)}%`;
    });
  };
}

/**
 * The best Qs of a direction, with their KLs.
 * @param {import("../model/best.js").Optima} best @param {"forward" | "reverse"} direction
 * @param {"nats" | "bits"} unit @returns {Ghost[]}
 */
export function bestGhosts({ forward, reverse, tied }, direction, unit) {
  const cost = ({ kl }) => formatNumber(kl * PER_NAT[unit]);
  if (direction === "forward") return [{ ...forward, sort: "best", text: cost(forward) }];
  const name = reverse.length === 1 ? "" : tied > 1 ? "tied best " : "best ";
  return reverse.map((fit, place) =>
    place < tied ? { ...fit, sort: "best", text: `${name}${cost(fit)}` } : { ...fit, sort: "other", text: cost(fit) },
  );
}

/** Some of the steps that Q has come, without the last, where it stands. @returns {Ghost[]} */
export function trailGhosts(/** @type {import("../state.js").Model[]} */ trail) {
  const past = trail.slice(0, -1);
  const every = Math.max(1, Math.ceil(past.length / MOST_STEPS));
  return past.filter((_, index) => index % every === 0).map((step) => ({ ...step, sort: "trail", text: "" }));
}

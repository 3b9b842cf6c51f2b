// What is marked in the landscape: its minima with their KLs, and the way downhill.
import { element } from "wd/figure/element.js";
import { formatNumber } from "wd/figure/format.js";
import { percent } from "../frame.js";

const RIGHT = 0.8; // a part of the map, beyond which a number stands left of its mark

/** @typedef {import("../state.js").Model} Model */

/**
 * @param {HTMLElement} map
 * @param {(model: Model) => {x: number, y: number}} part where in it a Q is, from its left and from its bottom
 * @returns {(frame: import("../parts.js").Frame, land: any) => void} paints them
 */
export function makeMarks(map, part) {
  const marks = map.appendChild(element("div", { class: "marks", "aria-hidden": "true" }));
  const trail = /** @type {SVGElement} */ (map.querySelector(".over"));
  trail.setAttribute("viewBox", "0 0 1000 1000");
  trail.setAttribute("preserveAspectRatio", "none");
  let shown = "";
  let gone = "";

  return ({ state, per, trail: steps }, land) => {
    const key = `${state.direction} ${state.unit} ${land.mu}`;
    if (shown !== key) {
      shown = key;
      const { minima } = land[state.direction];
      marks.replaceChildren(...minima.map((fit) => mark(part(fit), fit.kl * per, fit.kl - minima[0].kl < land.tie)));
    }
    const way = steps.map(part).map(({ x, y }) => `${(x * 1000).toFixed(1)} ${((1 - y) * 1000).toFixed(1)}`);
    if (gone !== way.join()) {
      gone = way.join();
      trail.innerHTML = way.length ? line(way) : "";
    }
  };
}

function mark({ x, y }, cost, best) {
  const number = element("b", {}, formatNumber(cost));
  const made = element("span", { class: `mark ${best ? "best" : "other"}` }, number);
  Object.assign(made.style, { left: percent(x), top: percent(1 - y) });
  made.dataset.side = x > RIGHT ? "left" : "right";
  return made;
}

/** A line with dots; a dot is a stroke of no length with round ends. */
function line(/** @type {string[]} */ points) {
  const dots = points.map((point) => `M${point}h0`).join("");
  return `<path class="way" d="M${points.join("L")}"/><path class="way-steps" d="${dots}"/>`;
}

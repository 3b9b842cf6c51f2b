// Names of round numbers along an axis; elements are kept and moved.
import { element } from "wd/figure/element.js";
import { formatPlain } from "wd/figure/format.js";
import { across, percent, ticks } from "../frame.js";

/** @returns {(seen: import("../frame.js").Stretch, most?: number) => void} shows a stretch of the line */
export function makeAxis(/** @type {Element} */ axis) {
  return (seen, most) =>
    placeTicks(
      axis,
      ticks(seen, most).map((tick) => ({ at: across(seen, tick), text: formatPlain(tick) })),
      "left",
    );
}

/** @param {Element} axis @param {{at: number, text: string}[]} marks @param {"left" | "bottom"} side */
export function placeTicks(axis, marks, side) {
  while (axis.childElementCount > marks.length) axis.lastElementChild.remove();
  while (axis.childElementCount < marks.length) axis.append(element("span"));
  marks.forEach(({ at, text }, index) => {
    const tick = /** @type {HTMLElement} */ (axis.children[index]);
    tick.style[side] = percent(at);
    if (tick.textContent !== text) tick.textContent = text;
  });
}

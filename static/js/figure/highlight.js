// What measures a quantity is lit where the page names it, and the other way round.
import { onHighlight, tellHighlight } from "wd/page/events.js";

/** @param {Element} root @param {string} id the figure's @param {AbortSignal} signal ends it */
export function lightMeasures(root, id, signal) {
  const measured = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-measures]")]);
  for (const place of measured) {
    place.addEventListener("pointerenter", () => tellHighlight(id, place.dataset.measures), { signal });
    place.addEventListener("pointerleave", () => tellHighlight(id, null), { signal });
  }
  const stop = onHighlight(id, (quantity) => {
    for (const place of measured) place.classList.toggle("lit", place.dataset.measures === quantity);
  });
  signal.addEventListener("abort", stop);
}

// A number is lit where the page names its quantity, and the other way round; fragments bring numbers anew.
import { onHighlight, tellHighlight } from "wd/page/events.js";

/** @param {import("wd/figure/view.js").View} view */
export function lightNumbers({ root, id, signal }) {
  const stop = onHighlight(id, (quantity) => {
    for (const number of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-quantity]")))
      number.classList.toggle("lit", number.dataset.quantity === quantity);
  });
  signal.addEventListener("abort", stop);
  root.addEventListener("pointerover", (/** @type {any} */ { target }) =>
    tellHighlight(id, target.closest("[data-quantity]")?.dataset.quantity ?? null),
  );
  root.addEventListener("pointerleave", () => tellHighlight(id, null));
}

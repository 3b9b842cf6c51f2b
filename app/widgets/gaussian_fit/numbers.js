// The numbers that are shown in several places at once: every element with a data-quantity.
import { formatNumber, fullPrecision } from "wd/figure/format.js";
import { attribute, text } from "wd/figure/paint.js";

/** @param {Element} root */
export function makeNumbers(root) {
  const shown = [...root.querySelectorAll("[data-quantity]")].map((element) => ({
    quantity: element.dataset.quantity,
    text: text(element),
    value: attribute(element, "data-value"),
    title: attribute(element, "title"),
  }));
  return {
    /** @param {{numbers: Object<string, number>, unit: string, pending: boolean}} frame */
    paint({ numbers, unit, pending }) {
      for (const place of shown) {
        const value = numbers[place.quantity];
        const hidden = pending && place.quantity !== "entropy";
        place.text(hidden ? "?" : formatNumber(value, unit));
        place.value(hidden ? "" : fullPrecision(value));
        place.title(hidden ? "" : `${fullPrecision(value)} ${unit}`);
      }
    },
  };
}

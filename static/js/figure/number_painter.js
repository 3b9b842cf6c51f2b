// The numbers of a figure, each in its own place: its text, and with full precision for programs and on hover.
import { formatNumber } from "wd/figure/format.js";

/**
 * @param {Element} root
 * @returns {(results: Object<string, number>, unit: string | undefined, pending: boolean) => void} paints; while a
 *   prediction is pending only
 *   those with `data-always` are shown
 */
export function numberPainter(root) {
  const places = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-quantity]:not([data-outcome])")]);
  return (results, unit, pending) => {
    for (const place of places)
      if (pending && !("always" in place.dataset)) write(place, "?", "", "");
      else paintNumber(place, results[place.dataset.quantity], unit);
  };
}

function paintNumber(place, value, shared) {
  const unit = place.dataset.unit ?? shared ?? null;
  const text = formatNumber(value, unit || null, Number(place.dataset.digits ?? 3));
  write(place, text, String(value), unit ? `${value} ${unit}` : String(value));
}

function write(place, text, value, title) {
  if (place.textContent !== text) place.textContent = text;
  if (place.dataset.value === value) return;
  place.dataset.value = value;
  place.title = title;
}

// Which letter a phone is in a telegram: the same draw as the server's, app/room/telegram.py.
import { drawCounts } from "../kernel/sampling.js";

/**
 * @param {HTMLFormElement} form
 * @param {number} seed  the phone's own
 */
export function dealTo(form, seed) {
  const place = /** @type {HTMLElement | null} */ (form.querySelector(".dealt"));
  if (!place) return;
  const p = (place.dataset.p ?? "").split(",").map(Number);
  const letter = drawCounts(p, 1, seed, Number(form.dataset.round)).indexOf(1);
  const name = form.querySelectorAll(".books tbody th")[letter].textContent;
  /** @type {HTMLElement} */ (place.querySelector(".dealt-letter")).textContent = name;
}

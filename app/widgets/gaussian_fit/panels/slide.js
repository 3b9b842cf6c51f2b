// A slider whose drag is one gesture.
import { onSlid } from "wd/figure/slid.js";

/**
 * @param {HTMLInputElement} slider
 * @param {import("../host.js").Host} host
 * @param {{onInput: (value: number) => void, says: () => string, refused?: () => boolean}} options what a value does,
 *   what is said at the end, and whether nothing can be moved now
 * @returns {{sliding: () => boolean}}
 */
export function makeSlide(slider, host, { onInput, says, refused }) {
  let sliding = false;
  slider.addEventListener("input", () => {
    if (refused?.()) return;
    if (!sliding) {
      sliding = true;
      host.begin();
    }
    onInput(Number(slider.value));
  });
  onSlid(slider, () => {
    if (!sliding) return;
    sliding = false;
    host.end(says(), false);
  });
  return { sliding: () => sliding };
}

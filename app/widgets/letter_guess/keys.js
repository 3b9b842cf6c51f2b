// What guesses a letter: its button, and its key.
import { ALPHABET } from "./game.js";

/** @param {import("wd/figure/view.js").View} view @param {(letter: string) => void} guess */
export function makeKeys({ root, signal }, guess) {
  for (const key of root.querySelectorAll("[data-letter]"))
    key.addEventListener("click", () => guess(key.dataset.letter), { signal });
  root.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
      const letter = event.key.toLowerCase();
      // On a button the space bar presses it; on the tape it is a letter.
      if (!ALPHABET.includes(letter) || (letter === " " && event.target.dataset.role !== "tape")) return;
      event.preventDefault();
      guess(letter);
    },
    { signal },
  );
}

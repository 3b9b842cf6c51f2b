// What guesses a letter: its button, and its key.

/** @param {import("wd/figure/view.js").View} view @param {(letter: string) => void} guess */
export function makeKeys({ root, signal }, guess) {
  const letters = new Set();
  for (const key of root.querySelectorAll("[data-letter]")) {
    const { letter } = key.dataset;
    letters.add(letter);
    key.addEventListener("click", () => guess(letter), { signal });
  }
  root.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
      const letter = event.key.toLowerCase();
      // On a button the space bar presses it; on the tape it is a letter.
      if (!letters.has(letter) || (letter === " " && event.target.dataset.role !== "tape")) return;
      event.preventDefault();
      guess(letter);
    },
    { signal },
  );
}

// Predict, then see: a marker is placed where the dashed line will lie; only then do the areas show it.
import { percent } from "wd/figure/paint.js";
import { keepGuess, makePlacedGuess, verdict } from "wd/figure/placed_guess.js";
import { PER_BIT } from "wd/kernel/units.js";

/** Where the marker waits, as a part of the axis: off the ceiling, which lies in the middle. */
const START = 0.375;
const NAME = "H(P)";

/**
 * @param {import("wd/figure/view.js").View} view @param {import("./figure.js").Figure} figure
 * @param {any} host @param {(state: import("./numbers.js").State) => boolean} unmoved whether a state is the one that
 *   was guessed at
 * @returns {import("wd/figure/kind.js").Ask}
 */
export function makeGuess({ root, pending }, figure, host, unmoved) {
  const where = {
    root,
    name: NAME,
    axis: /** @type {const} */ ("y"),
    track: root.querySelector(".area"),
    range: () => /** @type {[number, number]} */ ([0, figure.height]),
    start: () => START * figure.height,
    example: "0.8",
  };
  const asked = pending ? makePlacedGuess(where, host) : null;
  figure.marker = asked;
  return {
    recall(guess, truth, unit) {
      asked?.destroy();
      const words = verdict(NAME, guess, truth, unit);
      figure.marker = markerOf(keepGuess(root, words), guess / PER_BIT[unit], unmoved);
      return words;
    },
    destroy: () => asked?.destroy(),
  };
}

/** The guess is shown only beside the distribution that was guessed at. */
function markerOf(ghost, guessInBits, unmoved) {
  return {
    /** @param {import("./figure.js").Frame} frame */
    paint({ state, drawn, height }) {
      ghost.hidden = !unmoved(state);
      const guess = guessInBits * PER_BIT[state.unit];
      ghost.style.bottom = percent(guess / height);
      ghost.dataset.side = guess < drawn.entropy ? "below" : "above";
    },
  };
}

// Predict, then see: a marker is placed where the total will end; only then do the bars show it.
import { percent } from "wd/figure/paint.js";
import { keepGuess, makePlacedGuess, verdict } from "wd/figure/placed_guess.js";

const NAMES = { "cross-entropy": "H(P, Q)", kl: "KL(P ‖ Q)" };

/**
 * @param {import("wd/figure/view.js").View} view @param {import("./figure.js").Figure} figure @param {any} host
 * @returns {import("wd/figure/kind.js").Ask}
 */
export function makeGuess(view, figure, host) {
  const { root, pending } = view;
  const quantity = view.options.predict;
  // The marker stands where the whole bar will end; a guess for KL is what lies beyond H(P).
  const offset = () => (quantity === "kl" ? view.numbers.results.entropy : 0);
  const where = {
    root,
    name: NAMES[quantity],
    axis: /** @type {const} */ ("x"),
    track: root.querySelector(".costs .measure-cross-entropy .track"),
    range: () => /** @type {[number, number]} */ ([-offset(), figure.scale - offset()]),
    start: () => (figure.scale - offset()) / 2,
    example: "1.5",
  };
  const asked = pending ? makePlacedGuess(where, host) : null;
  figure.marker = asked;
  return {
    recall(guess, truth, unit) {
      asked?.destroy();
      const words = verdict(NAMES[quantity], guess, truth, unit);
      figure.keep(guess, unit, markerOf(keepGuess(root, words), quantity));
      return words;
    },
    destroy: () => asked?.destroy(),
  };
}

/** The guess is shown only beside the state that was guessed at. */
function markerOf(ghost, quantity) {
  return {
    paint({ drawn, scale, unmoved, guess }) {
      ghost.hidden = !unmoved;
      const place = (guess + (quantity === "kl" ? drawn.entropy : 0)) / scale;
      ghost.style.left = percent(place);
      // The words stand on the side away from the truth, where there is room.
      const above = drawn["cross-entropy"] / scale > place;
      ghost.dataset.side = place > 0.75 || (above && place > 0.25) ? "left" : "right";
    },
  };
}

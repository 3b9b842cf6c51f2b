// Predict, then see: the reader places Q where the best one is expected and commits; it stays as a ghost, and the difference is told in KL.
import { tellPrediction } from "wd/page/events.js";
import { numbersOf, perNat, sameTruth } from "./model.js";
import { verdict } from "./words.js";

const PREDICTED = {
  "kl-best": { direction: "forward", quantity: "kl" },
  "kl-reverse-best": { direction: "reverse", quantity: "kl-reverse" },
};

/** @param {Element} root @param {string} id the widget's @param {any} options @param {import("./model.js").State} first */
export function makePrediction(root, id, options, first) {
  const asked = PREDICTED[options.predict] ?? null;
  let pending = asked !== null && !options.committed;
  let guess = options.committed ? remembered(options.prediction) : null; // the Q that was committed

  const least = (best) => (asked.direction === "forward" ? best.forward : best.reverse[0]).kl;

  return {
    get pending() {
      return pending;
    },
    /** The committed Q as a ghost, beside the P that was guessed at. */
    ghosts: (state) => (guess && sameTruth(first, state) ? [{ ...guess, sort: "guess", text: "your guess" }] : []),

    /** Take this Q as the guess that an earlier page has committed. @param {import("./model.js").State} state */
    recall(state) {
      pending = false;
      guess = { mu: state.mu, sigma: state.sigma };
      remember(options.prediction, guess);
      root.dataset.pending = "false";
      const said = Object.assign(document.createElement("p"), {
        textContent: `Your guess stays as a dotted ghost. Now press Best Q, ${asked.direction}.`,
      });
      root.querySelector("[data-role=ask]").replaceChildren(said);
    },

    /** Take this Q as the guess. @param {import("./model.js").State} state @param {any} best */
    commit(state, best) {
      this.recall(state);
      tellPrediction({
        widget: id,
        prediction: options.prediction,
        quantity: options.predict,
        guess: numbersOf(state)[asked.quantity],
        truth: least(best) * perNat(state.unit),
        unit: state.unit,
        state: { ...state },
      });
    },

    /** How the guess compares with the best, once that is shown; null where nothing was guessed. */
    verdict(direction, state, best) {
      if (!guess || asked.direction !== direction || !sameTruth(first, state)) return null;
      return verdict(numbersOf(state, guess)[asked.quantity], least(best) * perNat(state.unit), state.unit);
    },

    /** Where the reader goes on: the button that shows the best Q. */
    next: () => root.querySelector(`[data-control="best-${asked.direction}"]`),
  };
}

// The record keeps what a guess cost; where Q stood is kept by this browser, so that the ghost is there when one comes back.

const KEY = "wd-guess:";

function remember(/** @type {string} */ prediction, /** @type {{mu: number, sigma: number}} */ guess) {
  try {
    localStorage.setItem(KEY + prediction, JSON.stringify(guess));
  } catch {
    /* a private window: no ghost next time */
  }
}

/** @returns {{mu: number, sigma: number} | null} */
function remembered(/** @type {string} */ prediction) {
  try {
    const { mu, sigma } = JSON.parse(localStorage.getItem(KEY + prediction) ?? "{}");
    return Number.isFinite(mu) && sigma > 0 ? { mu, sigma } : null;
  } catch {
    return null;
  }
}

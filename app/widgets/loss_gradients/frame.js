// The twin of state.py and frame.py: the numbers of a state, and where everything lies in the pictures.
import { formatPlain } from "wd/figure/format.js";
import { percent } from "wd/figure/places.js";
import { logSoftmax, softmax } from "wd/kernel/softmax.js";

/** @import { Fields, Frame, Results } from "wd/figure/places.js" */

/** @typedef {{logit: number}} State */

const LARGEST_LOSS = 6;

/** As app/kernel/class_losses.py. */
export function results(/** @type {State} */ { logit }) {
  const [right, wrong] = softmax([logit, 0]);
  return {
    probability: right,
    "log-loss": -logSoftmax([logit, 0])[0],
    "squared-error": 0.5 * wrong ** 2,
    "log-loss-slope": wrong,
    "squared-error-slope": right * wrong ** 2,
  };
}

export function frame(
  /** @type {State} */ state,
  /** @type {Results} */ results,
  /** @type {boolean} */ pending,
  /** @type {Fields} */ fields,
) {
  const [low, high] = fields.logit.bounds;
  const left = { "style.left": percent((state.logit - low) / (high - low)) };
  const square = { hidden: pending ? "" : null };
  return {
    "handle-logit": { ...left, "style.bottom": percent(results["log-loss"] / LARGEST_LOSS) },
    "loss-line": left,
    "slope-line": left,
    "squared-error": {
      ...left,
      ...square,
      "style.bottom": percent(pending ? 0 : results["squared-error"] / LARGEST_LOSS),
    },
    "log-slope": { ...left, "style.bottom": percent(results["log-loss-slope"]) },
    "squared-slope": { ...left, ...square, "style.bottom": percent(pending ? 0 : results["squared-error-slope"]) },
    "squared-curve": square,
    "squared-slope-curve": square,
    "squared-name": square,
    "squared-slope-name": square,
    remark: { text: pending ? "" : remark(results) },
  };
}

function remark(/** @type {Results} */ results) {
  const times = results["log-loss-slope"] / results["squared-error-slope"];
  return `Here the log loss pulls ${formatPlain(times, times >= 20 ? 0 : 1)} times as hard as half the squared error.`;
}

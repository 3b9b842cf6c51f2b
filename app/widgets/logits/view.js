// The logits, alive: handles, a step downhill at each press (or many while it is held), and a shift that changes
// nothing else.
import { mountFigure } from "wd/figure/figure.js";
import { formatNumber } from "wd/figure/format.js";
import { inside } from "wd/figure/within.js";
import { frame, results, slopesOf, STEP } from "./frame.js";

/** @typedef {import("./frame.js").State} State */

const HOLD = 400; // ms until a press is a hold
const PACE = 50; // ms between the steps of a hold

/** Against the slope. @returns {State} */
function step(/** @type {State} */ state, { fields }) {
  const slopes = slopesOf(state);
  return { ...state, logits: state.logits.map((z, i) => inside(z - STEP * slopes[i], fields.logits.bounds)) };
}

/** @returns {State | string} */
function shift(/** @type {State} */ state, { fields }, /** @type {number} */ by) {
  const logits = state.logits.map((z) => z + by);
  if (logits.some((z) => inside(z, fields.logits.bounds) !== z))
    return "One of the logits stands at the edge of the picture: drag it back first.";
  return { ...state, logits };
}

/** While the button is held, one step after another; the whole run is one thing to undo. */
function holdToStep(figure) {
  const button = figure.root.querySelector("[data-control=step]");
  if (!button) return undefined;
  const { signal } = figure;
  let timer = 0;
  let ran = false;
  const stop = () => {
    clearTimeout(timer);
    clearInterval(timer);
    timer = 0;
    if (ran) figure.settle("Steps downhill");
  };
  button.addEventListener(
    "pointerdown",
    () => {
      ran = false;
      if (button.disabled) return;
      timer = setTimeout(() => {
        ran = true;
        timer = setInterval(() => figure.show(step(figure.state(), figure)), PACE);
      }, HOLD);
    },
    { signal },
  );
  for (const end of ["pointerup", "pointercancel", "pointerleave"])
    button.addEventListener(
      end,
      () => {
        if (timer) stop();
      },
      { signal },
    );
  // The click that ends a hold is no further step.
  figure.root.addEventListener(
    "click",
    (event) => {
      if (ran && event.target === button) {
        ran = false;
        event.stopPropagation();
      }
    },
    { capture: true, signal },
  );
  return stop;
}

export const mount = (element, start) =>
  mountFigure(element.querySelector(".logits"), start, {
    results,
    frame,
    say: (state, numbers) =>
      `Loss ${formatNumber(numbers["cross-entropy"], "nats")}: ` +
      `floor ${formatNumber(numbers.entropy, "nats")}, gap ${formatNumber(numbers.kl, "nats")}`,
    buttons: { step, raise: (state, view) => shift(state, view, 1), lower: (state, view) => shift(state, view, -1) },
    setup: holdToStep,
  });

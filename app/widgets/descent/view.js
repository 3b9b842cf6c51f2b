// Training, alive: a playhead over the steps, and a button that takes them one after the other.
import { mountFigure } from "wd/figure.js";
import { formatNumber } from "wd/format.js";
import { frame, results, STEPS } from "./frame.js";

const PER_SECOND = 60;
const SEEDS = 9999;

export const mount = (element, start) => mountFigure(element.querySelector(".descent"), start, {
  results,
  frame,
  say({ step, truth, unit }, numbers) {
    const number = (name) => formatNumber(numbers[name], unit);
    const parts = truth ? `: a floor of ${number("entropy")} and a gap of ${number("kl")}` : "";
    return `Step ${step}. New data cost ${number("cross-entropy")}${parts}. The sample costs ${number("training-loss")}`;
  },
  buttons: { another: (state) => ({ ...state, seed: (state.seed % SEEDS) + 1 }) },
  setup: player,
});

/** Runs the training from the playhead on; anything that is touched meanwhile stops it. */
function player(figure) {
  const button = figure.root.querySelector("[data-role=play]");
  if (!button) return undefined;
  const words = button.textContent;
  let frameId = 0;
  const stop = () => {
    if (!frameId) return;
    cancelAnimationFrame(frameId);
    frameId = 0;
    button.textContent = words;
    figure.settle("Trained");
  };
  const play = () => {
    const from = figure.state().step < STEPS ? figure.state().step : 0;
    if (figure.pending || matchMedia("(prefers-reduced-motion: reduce)").matches) {
      figure.change("Trained", { ...figure.state(), step: STEPS });
      return;
    }
    const began = performance.now();
    const tick = (now) => {
      const step = Math.min(STEPS, from + Math.max(0, Math.round(((now - began) * PER_SECOND) / 1000)));
      figure.show({ ...figure.state(), step });
      if (step === STEPS) stop(); else frameId = requestAnimationFrame(tick);
    };
    button.textContent = "Pause";
    frameId = requestAnimationFrame(tick);
  };
  button.addEventListener("click", () => (frameId ? stop() : play()), { signal: figure.signal });
  for (const kind of ["pointerdown", "keydown"]) {
    figure.root.addEventListener(kind, (event) => { if (!button.contains(event.target)) stop(); }, { signal: figure.signal, capture: true });
  }
  return stop;
}

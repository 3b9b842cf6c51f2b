// Training, alive: a playhead over the steps, and a button that takes them one after the other.
import { mountFigure } from "wd/figure/figure.js";
import { formatNumber } from "wd/figure/format.js";
import { following } from "wd/figure/within.js";
import { frame, results } from "./frame.js";

const PER_SECOND = 60;
const MOST_A_FRAME = 2;

export const mount = (element, start) =>
  mountFigure(element.querySelector(".descent"), start, {
    results,
    frame,
    say({ step, truth, unit }, numbers) {
      const number = (name) => formatNumber(numbers[name], unit);
      const parts = `a floor of ${number("entropy")} and a gap of ${number("kl")}`;
      const fresh = `New data cost ${number("cross-entropy")}: ${parts}. `;
      return `Step ${step}. ${truth ? fresh : ""}The sample costs ${number("training-loss")}`;
    },
    buttons: { another: (state, { fields }) => ({ ...state, seed: following(state.seed, fields.seed.bounds) }) },
    setup: player,
  });

/** Runs the training from the playhead on; anything that is touched meanwhile stops it. */
function player(figure) {
  const button = figure.root.querySelector("[data-role=play]");
  if (!button) return undefined;
  const words = button.textContent;
  const [, last] = figure.fields.step.bounds;
  let frameId = 0;
  const stop = () => {
    if (!frameId) return;
    cancelAnimationFrame(frameId);
    frameId = 0;
    button.textContent = words;
    figure.settle("Trained");
  };
  const play = () => {
    const from = figure.state().step < last ? figure.state().step : 0;
    if (figure.pending || matchMedia("(prefers-reduced-motion: reduce)").matches) {
      figure.change("Trained", { ...figure.state(), step: last });
      return;
    }
    let before = performance.now();
    let at = from;
    const tick = (now) => {
      // A machine that is slow to paint shows every step later, not fewer of them.
      at = Math.min(last, at + Math.min(MOST_A_FRAME, (Math.max(0, now - before) * PER_SECOND) / 1000));
      before = now;
      figure.show({ ...figure.state(), step: Math.floor(at) });
      if (at >= last) stop();
      else frameId = requestAnimationFrame(tick);
    };
    button.textContent = "Pause";
    frameId = requestAnimationFrame(tick);
  };
  button.addEventListener("click", () => (frameId ? stop() : play()), { signal: figure.signal });
  for (const kind of ["pointerdown", "keydown"]) {
    figure.root.addEventListener(
      kind,
      (event) => {
        if (!button.contains(event.target)) stop();
      },
      { signal: figure.signal, capture: true },
    );
  }
  return stop;
}

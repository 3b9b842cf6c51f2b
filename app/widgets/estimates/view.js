// A KL from samples, alive; a button draws anew.
import { mountFigure } from "wd/figure/figure.js";
import { formatNumber } from "wd/figure/format.js";
import { standardNormal } from "wd/kernel/sampling.js";
import { FARTHEST, frame, results } from "./frame.js";

const SEEDS = 9999;

export const mount = (element, start) =>
  mountFigure(element.querySelector(".estimates"), start, {
    results,
    frame,
    say: (_, numbers) =>
      ["k1", "k2", "k3"].map((name) => `${name} ${formatNumber(numbers[`${name}-five`])}`).join(", ") +
      ` over five draws, KL ${formatNumber(numbers.kl)}`,
    buttons: { another: drawnAnew },
  });

function drawnAnew(state) {
  const seed = (state.seed % SEEDS) + 1;
  const rounded = (x) => Math.min(FARTHEST, Math.max(-FARTHEST, Math.round(10 * x) / 10));
  return { ...state, seed, draws: state.draws.map((_, i) => rounded(standardNormal(seed, i + 1))) };
}

// A KL from samples, alive; a button draws anew.
import { mountFigure } from "wd/figure/figure.js";
import { formatNumber } from "wd/figure/format.js";
import { following, inside } from "wd/figure/within.js";
import { standardNormal } from "wd/kernel/sampling.js";
import { frame, results } from "./frame.js";

export const mount = (element, start) =>
  mountFigure(element.querySelector(".estimates"), start, {
    results,
    frame,
    say: (_, numbers) =>
      ["k1", "k2", "k3"].map((name) => `${name} ${formatNumber(numbers[`${name}-five`])}`).join(", ") +
      ` over five draws, KL ${formatNumber(numbers.kl)}`,
    buttons: { another: drawnAnew },
  });

function drawnAnew(state, { fields }) {
  const seed = following(state.seed, fields.seed.bounds);
  const drawn = (i) => inside(Math.round(10 * standardNormal(seed, i + 1)) / 10, fields.draws.bounds);
  return { ...state, seed, draws: state.draws.map((_, i) => drawn(i)) };
}

// The leash, alive.
import { mountFigure } from "wd/figure/figure.js";
import { formatNumber } from "wd/figure/format.js";
import { frame, results } from "./frame.js";

export const mount = (element, start) =>
  mountFigure(element.querySelector(".leash"), start, {
    results,
    frame,
    say: (_state, numbers) =>
      `Expected reward ${formatNumber(numbers.reward)}, ` +
      `KL of policy and reference ${formatNumber(numbers["kl-reverse"], "nats")}, ` +
      `reward less price ${formatNumber(numbers.objective)}`,
  });

// Distillation, alive.
import { mountFigure } from "wd/figure/figure.js";
import { formatNumber } from "wd/figure/format.js";
import { frame, results } from "./frame.js";

export const mount = (element, start) =>
  mountFigure(element.querySelector(".distillation"), start, {
    results,
    frame,
    say: (_state, numbers) =>
      `KL of teacher and student ${formatNumber(numbers.kl, "nats")}, ` +
      `loss of the label ${formatNumber(numbers["label-loss"], "nats")}`,
  });

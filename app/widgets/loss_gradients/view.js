// The two losses, alive.
import { mountFigure } from "wd/figure/figure.js";
import { formatNumber } from "wd/figure/format.js";
import { frame, results } from "./frame.js";

export const mount = (element, start) =>
  mountFigure(element.querySelector(".loss_gradients"), start, {
    results,
    frame,
    say: (state, numbers) =>
      `${formatNumber(numbers.probability)} left for the right class: ` +
      `the log loss pulls with ${formatNumber(numbers["log-loss-slope"], null, 4)}, ` +
      `half the squared error with ${formatNumber(numbers["squared-error-slope"], null, 4)}`,
  });

// Forecasts against what came, alive.
import { mountFigure } from "wd/figure/figure.js";
import { formatNumber } from "wd/figure/format.js";
import { frame, results } from "./frame.js";

export const mount = (element, start) =>
  mountFigure(element.querySelector(".reliability"), start, {
    results,
    frame,
    say: (_, numbers) =>
      `Log loss ${formatNumber(numbers.loss)}: floor ${formatNumber(numbers.floor)}, ` +
      `lost refinement ${formatNumber(numbers.lost)}, miscalibration ${formatNumber(numbers.miscalibration)} nats`,
  });

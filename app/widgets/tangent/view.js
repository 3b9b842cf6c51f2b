// Jensen's inequality, alive.
import { mountFigure } from "wd/figure/figure.js";
import { formatNumber } from "wd/figure/format.js";
import { frame, results } from "./frame.js";

export const mount = (element, start) =>
  mountFigure(element.querySelector(".tangent"), start, {
    results,
    frame,
    say: (state, numbers) =>
      `E log Z ${formatNumber(numbers["mean-log"], state.unit)}, ` +
      `log E Z ${formatNumber(numbers["log-mean"], state.unit)}, ` +
      `gap ${formatNumber(numbers["jensen-gap"], state.unit)}`,
  });

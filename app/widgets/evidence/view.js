// Evidence that grows flip by flip, alive.
import { mountFigure } from "wd/figure/figure.js";
import { formatNumber } from "wd/figure/format.js";
import { frame, results } from "./frame.js";

export const mount = (element, start) =>
  mountFigure(element.querySelector(".evidence"), start, {
    results,
    frame,
    say: ({ n }, { mean, sd, chance }) =>
      `After ${n} flips ${formatNumber(mean, "bits", 1)} of evidence on average, ` +
      `give or take ${formatNumber(sd, "bits", 1)}; ` +
      `the limit is reached with probability ${formatNumber(chance)}`,
  });

// Three coins and the ways between them, alive.
import { mountFigure } from "wd/figure/figure.js";
import { formatNumber } from "wd/figure/format.js";
import { frame, results } from "./frame.js";

export const mount = (element, start) =>
  mountFigure(element.querySelector(".triangle"), start, {
    results,
    frame,
    say: (_state, numbers) =>
      `Direct ${formatNumber(numbers.direct)}, ` +
      `way round ${formatNumber(numbers["way-round"])}; ` +
      `the way round is ${numbers.excess > 0 ? "" : "not "}shorter`,
  });

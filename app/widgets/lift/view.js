// A bound below an evidence, alive.
import { mountFigure } from "wd/figure/figure.js";
import { formatNumber } from "wd/figure/format.js";
import { frame, results } from "./frame.js";

export const mount = (element, start) =>
  mountFigure(element.querySelector(".lift"), start, {
    results,
    frame,
    say: ({ samples }, { evidence, bound, gap, left }) =>
      `Evidence ${formatNumber(evidence, "nats")}, bound ${formatNumber(bound, "nats")}, ` +
      `gap ${formatNumber(gap, "nats")}` +
      (samples > 1 ? `; with ${samples} samples ${formatNumber(left, "nats")} are left` : ""),
  });

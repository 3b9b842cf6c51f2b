// Two funnels over a row of bins, alive.
import { mountFigure } from "wd/figure.js";
import { formatNumber, formatPercent } from "wd/format.js";
import { frame, results } from "./frame.js";

export const mount = (element, start) => mountFigure(element.querySelector(".slide_apart"), start, {
  results,
  frame,
  say: ({ shift, unit }, numbers) => {
    const [kl, reverse, js] = ["kl", "kl-reverse", "js"].map((name) => formatNumber(numbers[name], unit));
    return `Shift ${shift}: KL of P and Q ${kl}, of Q and P ${reverse}, JS ${js}, ${formatPercent(numbers.overlap)} in common`;
  },
});

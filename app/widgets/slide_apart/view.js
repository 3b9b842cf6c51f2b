// Two funnels over a row of bins, alive.
import { mountFigure } from "wd/figure/figure.js";
import { formatNumber, formatPercent } from "wd/figure/format.js";
import { frame, results } from "./frame.js";

const spoken = { kl: "KL of P and Q", "kl-reverse": "KL of Q and P", js: "JS" };

export const mount = (element, start) =>
  mountFigure(element.querySelector(".slide_apart"), start, {
    results,
    frame,
    say: ({ shift, unit }, numbers) => {
      const shown = Object.entries(spoken).filter(([name]) => element.querySelector(`[data-quantity=${name}]`));
      const said = shown.map(([name, words]) => `${words} ${formatNumber(numbers[name], unit)}`);
      return `Shift ${shift}: ${said.join(", ")}, ${formatPercent(numbers.overlap)} in common`;
    },
  });

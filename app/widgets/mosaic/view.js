// The mosaic of two things that happen together, alive.
import { mountFigure } from "wd/figure/figure.js";
import { formatNumber } from "wd/figure/format.js";
import { frame, results } from "./frame.js";

export const mount = (element, start) =>
  mountFigure(element.querySelector(".mosaic"), start, {
    results,
    frame,
    say: ({ unit }, numbers) =>
      `H of the drink ${formatNumber(numbers.drink, unit)}, ` +
      `once the time is known ${formatNumber(numbers["drink-left"], unit)}, ` +
      `information ${formatNumber(numbers.information, unit)}, lost by merging ${formatNumber(numbers.lost, unit)}`,
  });

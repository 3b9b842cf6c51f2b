// The pull of N(0, 1), alive.
import { mountFigure } from "wd/figure/figure.js";
import { formatNumber } from "wd/figure/format.js";
import { frame, results } from "./frame.js";

const nats = (value) => formatNumber(value, "nats");

export const mount = (element, start) =>
  mountFigure(element.querySelector(".gaussian_pull"), start, {
    results,
    frame,
    say: (_state, numbers) =>
      `KL of q and p ${nats(numbers["kl-reverse"])}, ` +
      `for the place ${nats(numbers["mean-part"])}, for the width ${nats(numbers["spread-part"])}`,
  });

// Three estimators as losses, alive; a button draws twenty others.
import { mountFigure } from "wd/figure/figure.js";
import { formatNumber } from "wd/figure/format.js";
import { following } from "wd/figure/within.js";
import { frame, results } from "./frame.js";

export const mount = (element, start) =>
  mountFigure(element.querySelector(".kl_arrows"), start, {
    results,
    frame,
    say: (_, numbers) =>
      `KL ${formatNumber(numbers.kl)} nats; after a step down k2 ${formatNumber(numbers["after-k2"])}, ` +
      `down k3 ${formatNumber(numbers["after-k3"])}. k3 is turned by ${formatNumber(numbers.turned, null, 0)} degrees`,
    buttons: {
      another: (state, { fields }) => ({ ...state, draws: "some", seed: following(state.seed, fields.seed.bounds) }),
    },
  });

// The best Qs as rows of the table, and the moments of P and Q.
import { element } from "wd/figure/element.js";
import { formatNumber, formatPlain } from "wd/figure/format.js";
import { text } from "wd/figure/paint.js";

/** @param {HTMLElement} panel @returns {import("../parts.js").Part} */
export function makeTable(panel) {
  const cells = Object.fromEntries(
    ["p-mean", "p-sd", "q-mean", "q-sd"].map((name) => [name, text(panel.querySelector(`[data-cell="${name}"]`))]),
  );
  const rows = panel.querySelector("[data-role=best-rows]");
  let shown = null;
  return {
    paint({ truth, model, best, state: { unit }, per }) {
      cells["p-mean"](formatNumber(truth.mean));
      cells["p-sd"](formatNumber(Math.sqrt(truth.variance)));
      cells["q-mean"](formatPlain(model.mu));
      cells["q-sd"](formatPlain(model.sigma));
      if (shown?.best === best && shown.unit === unit) return;
      shown = { best, unit };
      rows.replaceChildren(...(best ? bestRows(best, (kl) => formatNumber(kl * per, unit)) : []));
    },
  };
}

/** @param {import("../model/best.js").Optima} best @param {(kl: number) => string} written */
function bestRows({ forward, reverse, tied }, written) {
  const first = tied > 1 ? "tied best, reverse" : "best reverse";
  return [
    row("best forward", forward, [written(forward.kl), ""]),
    ...reverse.map((fit, place) => row(place < tied ? first : "a minimum, reverse", fit, ["", written(fit.kl)])),
  ];
}

function row(name, { mu, sigma }, costs) {
  const cells = [formatNumber(mu), formatNumber(sigma), "", ...costs];
  return element("tr", {}, element("th", { scope: "row" }, name), ...cells.map((cell) => element("td", {}, cell)));
}

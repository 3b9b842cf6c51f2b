// The best Qs as rows of the table, and the moments of P and Q.
import { element } from "wd/figure/element.js";
import { formatNumber, formatPlain } from "wd/figure/format.js";
import { text } from "wd/figure/paint.js";

/** @param {Element | null} panel */
export function makeTable(panel) {
  if (!panel) return { paint() {} };
  const cells = Object.fromEntries(
    ["p-mean", "p-sd", "q-mean", "q-sd"].map((name) => [name, text(panel.querySelector(`[data-cell="${name}"]`))]),
  );
  const rows = panel.querySelector("[data-role=best-rows]");
  let shown = null;
  return {
    /** @param {{truth: any, model: any, best: any, unit: string, per: number}} frame */
    paint({ truth, model, best, unit, per }) {
      cells["p-mean"](formatNumber(truth.mean));
      cells["p-sd"](formatNumber(Math.sqrt(truth.variance)));
      cells["q-mean"](formatPlain(model.mu));
      cells["q-sd"](formatPlain(model.sigma));
      if (shown?.best === best && shown.unit === unit) return;
      shown = { best, unit };
      const row = (name, fit, forward) => {
        const kl = formatNumber(fit.kl * per, unit);
        return element(
          "tr",
          {},
          element("th", { scope: "row" }, name),
          ...[formatNumber(fit.mu), formatNumber(fit.sigma), "", forward ? kl : "", forward ? "" : kl].map((cell) =>
            element("td", {}, cell),
          ),
        );
      };
      rows.replaceChildren(
        ...(best
          ? [
              row("best forward", best.forward, true),
              ...best.reverse.map((fit, place) =>
                row(
                  place >= best.tied ? "a minimum, reverse" : best.tied > 1 ? "tied best, reverse" : "best reverse",
                  fit,
                  false,
                ),
              ),
            ]
          : []),
      );
    },
  };
}

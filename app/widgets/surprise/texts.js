// The numbers in words and as a table, and the remark.
import { formatNumber, formatPlain } from "wd/figure/format.js";
import { numberPainter } from "wd/figure/number_painter.js";
import { text } from "wd/figure/paint.js";
import { probabilityText } from "wd/figure/probability.js";
import { remark } from "./frame.js";

/** The numbers in words; the remark. */
export function makeTexts(root) {
  const numbers = numberPainter(root);
  const logs = [...root.querySelectorAll("[data-role=log]")].map((place) => text(place));
  const unit = text(root.querySelector("[data-role=unit]"));
  const line = text(root.querySelector("[data-role=remark]"));
  return {
    paint({ results, state, pending }) {
      numbers(results, state.unit, pending);
      for (const log of logs) log(`${state.unit === "bits" ? "log₂" : "ln"} ${state.p.length}`);
      unit(state.unit);
      line(pending ? "" : remark(state));
    },
  };
}

/** All numbers as a table. */
export function makeTable(root) {
  const body = root.querySelector("tbody");
  const pattern = body.querySelector("tr").cloneNode(true);
  return {
    paint({ state, surprises, lengths, pending }) {
      if (root.hidden) return;
      while (body.rows.length > state.p.length) body.deleteRow(-1);
      while (body.rows.length < state.p.length) body.append(pattern.cloneNode(true));
      [...body.rows].forEach((row, i) => {
        const share = state.p[i] === 0 ? 0 : state.p[i] * surprises[i];
        const results = [formatNumber(surprises[i]), formatNumber(share), formatPlain(lengths[i])].map((each) =>
          pending ? "?" : each,
        );
        [state.labels[i], probabilityText(state.p[i]), ...results].forEach((content, cell) => {
          row.cells[cell].textContent = content;
        });
      });
    },
  };
}

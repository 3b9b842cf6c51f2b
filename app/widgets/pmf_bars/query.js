// The state as fields of a query string, as query.py writes and reads them.
import { labelsField } from "wd/figure/probability.js";

/** @param {import("./model.js").State} state @returns {Object<string, string>} */
export function toQuery({ p, q, labels, unit, lock, show }) {
  return {
    p: p.join(","),
    q: q.join(","),
    labels: labelsField(labels),
    unit,
    lock: lock ? "1" : "0",
    show: show.join(","),
  };
}

// The state as fields of a query string; query.py reads them back to the last bit.

/** @param {import("./model.js").State} state @returns {Object<string, string>} */
export function toQuery(state) {
  return {
    w: state.weights.join(","),
    m: state.means.join(","),
    s: state.sds.join(","),
    mu: String(state.mu),
    sigma: String(state.sigma),
    alpha: String(state.alpha),
    unit: state.unit,
    direction: state.direction,
    fixed: state.fixed ? "1" : "0",
    show: state.show.join(","),
  };
}

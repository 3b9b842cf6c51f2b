// The telegram as fields of a query string, as query.py writes and reads them.

/** @param {object} state @returns {Object<string, string>} */
export function toQuery(state) {
  const fields = {
    p: state.p.join(","),
    q: state.q.join(","),
    labels: state.labels.map((label) => label.replace(/[,%]/g, encodeURIComponent)).join(","),
    code: state.code,
    source: state.source,
  };
  for (const name of ["block", "seed", "length", "sent", "speed"])
    if (state[name] !== null) fields[name] = String(state[name]);
  if (state.message) fields.message = state.message;
  return fields;
}

/** P, Q and the alphabet of another widget's state, from its query. @param {Object<string, string>} fields */
export function readPair({ p, q, labels }) {
  return {
    p: p.split(",").map(Number),
    q: q.split(",").map(Number),
    labels: labels.split(",").map(decodeURIComponent),
  };
}

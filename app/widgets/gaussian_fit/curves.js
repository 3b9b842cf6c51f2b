// Densities as lists of points: evenly along the picture, and closely where a bump is. curves.py draws the same ones.

const EVEN = 120;
const CLOSE = Array.from({ length: 61 }, (_, i) => -4.5 + (9 * i) / 60);

/** @typedef {{x: number[], y: number[]}} Curve */

/** @param {{low: number, high: number}} seen @param {number[]} centres @param {number[]} widths */
export function places({ low, high }, centres, widths) {
  const x = Array.from({ length: EVEN + 1 }, (_, i) => low + ((high - low) * i) / EVEN);
  centres.forEach((centre, k) => {
    for (const z of CLOSE) {
      const close = centre + widths[k] * z;
      if (close > low && close < high) x.push(close);
    }
  });
  return x.sort((a, b) => a - b);
}

/** @returns {Curve} */
export function truthCurve(truth, seen) {
  const x = places(seen, truth.means, truth.sds);
  return { x, y: x.map((at) => Math.exp(truth.logDensity(at))) };
}

/** @returns {Curve} */
export function modelCurve({ mu, sigma }, seen) {
  const x = places(seen, [mu], [sigma]);
  const scale = 1 / (Math.sqrt(2 * Math.PI) * sigma);
  return { x, y: x.map((at) => scale * Math.exp(-0.5 * ((at - mu) / sigma) ** 2)) };
}

/** A curve in a picture of some size, its top at `top`; what leaves it upwards goes on a little, and no further. */
export function path(/** @type {Curve} */ { x, y }, { low, high, top }, width, height) {
  const sx = width / (high - low);
  const sy = height / top;
  let text = "M";
  for (let i = 0; i < x.length; i++)
    text += `${i ? "L" : ""}${((x[i] - low) * sx).toFixed(1)} ${(height - Math.min(y[i], 1.5 * top) * sy).toFixed(1)}`;
  return text;
}

/** The area between a curve and the line below it. */
export const closed = (/** @type {string} */ line, width, height) => `${line}L${width} ${height}L0 ${height}Z`;

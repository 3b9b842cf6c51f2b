// Where P and Q lie in their picture; the twin of frame.py and panels/{window,curves}.py, which say why.

/** @typedef {{mu: number, sigma: number}} Model */
/** @typedef {import("wd/kernel/normals.js").NormalMixture} NormalMixture */
/** @typedef {{low: number, high: number}} Stretch a part of the line */
/** @typedef {Stretch & {top: number}} Window what is seen: from low to high, and densities up to top */
/** @typedef {{x: number[], y: number[]}} Curve */

const BUMP = 3.3;
const MODEL = 1.35;
const MARGIN = 0.03;
const LEAST = 2.15;
const MOST = 4;
const MOST_TICKS = 9;
const HIGHEST_GRIP = 0.97;

// A curve is looked at evenly, and closely where a bump is.
const EVEN = 120;
const CLOSE = Array.from({ length: 61 }, (_, i) => -4.5 + (9 * i) / 60);

/** A part of the picture, also beyond its edges. */
export const percent = (/** @type {number} */ part) => `${(part * 100).toFixed(3)}%`;

/** The density of a Gaussian at its centre. */
export const peak = (/** @type {number} */ sigma) => 1 / (Math.sqrt(2 * Math.PI) * sigma);

/** What is seen of P and Q. @returns {Window} */
export function windowOf(/** @type {NormalMixture} */ truth, /** @type {Model} */ { mu, sigma }) {
  let low = mu - MODEL * sigma;
  let high = mu + MODEL * sigma;
  let height = 0;
  truth.means.forEach((mean, k) => {
    low = Math.min(low, mean - BUMP * truth.sds[k]);
    high = Math.max(high, mean + BUMP * truth.sds[k]);
    height = Math.max(height, Math.exp(truth.logDensity(mean)));
  });
  const margin = MARGIN * (high - low);
  const top = Math.max(LEAST * height, Math.min(1.12 * peak(sigma), MOST * height));
  return { low: low - margin, high: high + margin, top };
}

/** Where x is: 0 at the left edge, 1 at the right. */
export const across = (/** @type {Stretch} */ { low, high }, /** @type {number} */ x) => (x - low) / (high - low);

/** The round numbers that an axis names, at most so many. */
export function ticks(/** @type {Stretch} */ { low, high }, most = MOST_TICKS) {
  const length = high - low;
  const power = 10 ** Math.floor(Math.log10(length / most));
  const step = power * ([1, 2, 5].find((size) => length / (size * power) <= most) ?? 10);
  const marks = [];
  for (let index = Math.ceil(low / step); index <= Math.floor(high / step); index++) marks.push(index * step);
  return marks;
}

/** Where a Q has its peak, and its height at μ ± σ, as parts of the picture from the top. */
export function heights(/** @type {number} */ sigma, /** @type {Window} */ { top }, highest = HIGHEST_GRIP) {
  const height = Math.min(peak(sigma) / top, highest);
  return { centre: 1 - height, edge: 1 - height * Math.exp(-0.5) };
}

/** Where one looks at curves with such centres and widths. */
export function places(
  /** @type {Stretch} */ { low, high },
  /** @type {number[]} */ centres,
  /** @type {number[]} */ widths,
) {
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
export function truthCurve(/** @type {NormalMixture} */ truth, /** @type {Stretch} */ seen) {
  const x = places(seen, truth.means, truth.sds);
  return { x, y: x.map((at) => Math.exp(truth.logDensity(at))) };
}

/** @returns {Curve} */
export function modelCurve(/** @type {Model} */ { mu, sigma }, /** @type {Stretch} */ seen) {
  const x = places(seen, [mu], [sigma]);
  const top = peak(sigma);
  return { x, y: x.map((at) => top * Math.exp(-0.5 * ((at - mu) / sigma) ** 2)) };
}

/** A curve in a picture of some size; what leaves it upwards goes on a little, and no further. */
export function path(
  /** @type {Curve} */ { x, y },
  /** @type {Window} */ { low, high, top },
  /** @type {number} */ width,
  /** @type {number} */ height,
) {
  const [sx, sy] = [width / (high - low), height / top];
  const points = x.map(
    (at, i) => `${((at - low) * sx).toFixed(1)} ${(height - Math.min(y[i], 1.5 * top) * sy).toFixed(1)}`,
  );
  return `M${points.join("L")}`;
}

/** The area between a curve and the line below it. */
export const closed = (/** @type {string} */ line, /** @type {number} */ width, /** @type {number} */ height) =>
  `${line}L${width} ${height}L0 ${height}Z`;

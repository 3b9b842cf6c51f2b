// The part of the line that is seen: the same rules as window.py, which says why.
const BUMP = 3.3;
const MODEL = 1.35;
const MARGIN = 0.03;
const LEAST = 2.15;
const MOST = 4;
const MOST_TICKS = 9;

/** @typedef {{low: number, high: number, top: number}} Window */

export const peak = (/** @type {number} */ sigma) => 1 / (Math.sqrt(2 * Math.PI) * sigma);

/** @param {import("wd/kernel/normals.js").NormalMixture} truth @param {{mu: number, sigma: number}} model @returns {Window} */
export function windowOf(truth, { mu, sigma }) {
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
export const across = (/** @type {Window} */ { low, high }, /** @type {number} */ x) => (x - low) / (high - low);

/** The round numbers that an axis from low to high names. */
export function ticks(/** @type {{low: number, high: number}} */ { low, high }, most = MOST_TICKS) {
  const length = high - low;
  const power = 10 ** Math.floor(Math.log10(length / most));
  const step = [1, 2, 5, 10].map((size) => size * power).find((size) => length / size <= most);
  const marks = [];
  for (let index = Math.ceil(low / step); index <= Math.floor(high / step); index++) marks.push(index * step);
  return marks;
}

/** The twin of app/kernel/sampling.py: samples that a browser and Python draw alike, bit for bit. */

const STRIDE = 0x6d2b79f5;

/**
 * The k-th number of a seed's sequence, evenly scattered over [0, 1).
 * @param {number} seed  0 to 2**32 - 1
 * @param {number} k     from 1
 */
export function uniform(seed, k) {
  const counter = (seed + Math.imul(STRIDE, k)) | 0;
  let mixed = Math.imul(counter ^ (counter >>> 15), counter | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

/**
 * The k-th draw of a seed's sequence from the standard normal.
 * @param {number} seed  0 to 2**32 - 1
 * @param {number} k     from 1
 */
export function standardNormal(seed, k) {
  const far = Math.sqrt(-2 * Math.log1p(-uniform(seed, 2 * k - 1)));
  return far * Math.cos(2 * Math.PI * uniform(seed, 2 * k));
}

/**
 * How often each outcome comes in a sample.
 * @param {ArrayLike<number>} p  the truth
 * @param {number} n             the size of the sample
 * @param {number} seed          which sample
 * @param {number} [skip]        how many draws of the seed to leave out first
 * @returns {number[]}
 */
export function drawCounts(p, n, seed, skip = 0) {
  const edges = [];
  let sum = 0;
  let last = 0;
  for (let i = 0; i < p.length; i++) {
    edges.push((sum += p[i]));
    if (p[i] > 0) last = i;
  }
  const counts = new Array(p.length).fill(0);
  for (let k = skip + 1; k <= skip + n; k++) {
    const u = uniform(seed, k);
    let outcome = 0;
    while (outcome < last && u >= edges[outcome]) outcome++;
    counts[outcome]++;
  }
  return counts;
}

// The twin of app/kernel/codes, as far as a drag needs it: lengths of words, the words, and the piece of the unit
// interval that a message keeps, in whole numbers of any size.

/**
 * Two least probable groups are joined again and again (huffman.py).
 * @param {number[]} weights above 0
 * @returns {number[]}
 */
export function huffmanLengths(weights) {
  const count = weights.length;
  if (count === 1) return [0];
  const leaves = weights.map((_, i) => i).sort((a, b) => weights[a] - weights[b] || a - b);
  const lightest = leaves.map((i) => weights[i]);
  const groups = [];
  const parent = new Array(2 * count - 1).fill(0);
  let leaf = 0;
  let group = 0;
  for (let node = count; node < 2 * count - 1; node++) {
    let sum = 0;
    for (let twice = 0; twice < 2; twice++) {
      if (leaf < count && (group === groups.length || lightest[leaf] <= groups[group])) {
        sum += lightest[leaf];
        parent[leaf++] = node;
      } else {
        sum += groups[group];
        parent[count + group++] = node;
      }
    }
    groups.push(sum);
  }
  const depth = new Array(2 * count - 1).fill(0);
  for (let node = 2 * count - 3; node >= 0; node--) depth[node] = depth[parent[node]] + 1;
  const lengths = new Array(count);
  leaves.forEach((outcome, place) => {
    lengths[outcome] = depth[place];
  });
  return lengths;
}

/** The ideal lengths, rounded up; powers of two exactly (lengths.py). @param {number[]} q above 0 */
export function shannonLengths(q) {
  return q.map((share) => {
    const ideal = -Math.log2(share);
    const nearest = Math.round(ideal);
    if (Math.abs(ideal - nearest) > 1e-9) return Math.ceil(ideal);
    return share >= 2 ** -nearest ? nearest : nearest + 1;
  });
}

/** Shortest first, each the previous one plus 1, filled up with zeros (huffman.py). @param {number[]} lengths */
export function canonicalWords(lengths) {
  const words = new Array(lengths.length);
  let value = 0;
  let previous = 0;
  for (const i of lengths.map((_, at) => at).sort((a, b) => lengths[a] - lengths[b] || a - b)) {
    value *= 2 ** (lengths[i] - previous);
    words[i] = lengths[i] ? value.toString(2).padStart(lengths[i], "0") : "";
    previous = lengths[i];
    value += 1;
  }
  return words;
}

export const kraftSum = (/** @type {number[]} */ lengths) => lengths.reduce((sum, length) => sum + 2 ** -length, 0);

/** A double from 2^-59 up is a whole number of 2^-112, exactly. */
function exactly(/** @type {number} */ share) {
  if (!(share >= 2 ** -59)) throw new RangeError(`a share of ${share} is too small to be placed exactly`);
  return BigInt(share * 2 ** 112);
}

/**
 * The piece of [0, 1) that a message keeps, in whole numbers (interval.py).
 * @param {number[]} message  outcomes, by position
 * @param {number[]} q
 * @returns {{low: bigint, width: bigint, whole: bigint}}
 */
export function messageInterval(message, q) {
  const shares = q.map(exactly);
  const starts = [0n];
  for (const share of shares) starts.push(starts[starts.length - 1] + share);
  const total = starts[shares.length];
  let [low, width, whole] = [0n, 1n, 1n];
  for (const outcome of message) {
    low = low * total + width * starts[outcome];
    width *= shares[outcome];
    whole *= total;
  }
  return { low, width, whole };
}

const bitLength = (/** @type {bigint} */ number) => number.toString(2).length;

/**
 * The shortest binary word whose own piece lies within an interval; of two, the left one (interval.py).
 * @param {{low: bigint, width: bigint, whole: bigint}} interval
 */
export function wordWithin({ low, width, whole }) {
  const end = low + width;
  for (let bits = Math.max(0, bitLength(whole) - bitLength(width) - 1); ; bits++) {
    const shift = BigInt(bits);
    const place = ((low << shift) + whole - 1n) / whole;
    if ((place + 1n) * whole <= end << shift) return bits ? place.toString(2).padStart(bits, "0") : "";
  }
}

/** @param {number[]} message @param {number[]} q */
export const wordOfMessage = (message, q) => wordWithin(messageInterval(message, q));

// The twin of corpus.py and app/kernel/ngram.py: counts the same text in the same way, so that a sentence is scored
// where it is typed.
import { heldOut, training } from "./alice.js";

export const SIGNS = " abcdefghijklmnopqrstuvwxyz";
export const LONGEST = 5;
export const MOST = 200;

/** A text in the model's signs: small letters without accents, all else a single space. */
export function cleaned(/** @type {string} */ text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z]+/g, " ")
    .trim()
    .slice(0, MOST)
    .trim();
}

/** The numbers of a text's signs, after the space that stands before its first word. */
export const codes = (/** @type {string} */ text) => Int8Array.from(` ${text}`, (sign) => SIGNS.indexOf(sign));

// A row of signs is a number in base 28 with digits from 1 on, so that its length is part of it; it is looked up in an
// open table.
const BASE = SIGNS.length + 1;
const SLOTS = 2 ** 18; // a third of them is used
const keys = new Int32Array(SLOTS);
const times = new Int32Array(SLOTS);

function slotOf(/** @type {number} */ key) {
  let slot = Math.imul(key, 0x9e3779b1) >>> 14;
  while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & (SLOTS - 1);
  return slot;
}

const text = codes(training.trim().replaceAll("\n", " "));
const ending = new Set(); // the rows that end the text: nothing follows them there
for (let i = 0; i < text.length; i++) {
  for (let k = 0, key = 0, digit = 1; k <= LONGEST && k <= i; k++, digit *= BASE) {
    key += (text[i - k] + 1) * digit;
    const slot = slotOf(key);
    keys[slot] = key;
    times[slot]++;
    if (i === text.length - 1) ending.add(key);
  }
}

/** How often a context came with a sign after it; the empty one came before every sign. */
const seen = (/** @type {number} */ context) =>
  context === 0 ? text.length : times[slotOf(context)] - (ending.has(context) ? 1 : 0);

/**
 * How often each sign of a text came after the signs before it, as a share: a row for each context length; NaN where
 * the context never came.
 */
export function frequencies(/** @type {Int8Array} */ signs) {
  return Array.from({ length: LONGEST + 1 }, (_, k) => {
    const row = new Float64Array(signs.length).fill(NaN);
    const leading = BASE ** k;
    let context = 0; // the k signs before
    for (let i = 0; i < signs.length; i++) {
      const key = context * BASE + signs[i] + 1;
      if (i >= k) {
        const total = seen(context);
        if (total) row[i] = times[slotOf(key)] / total;
      }
      context = key % leading;
    }
    return row;
  });
}

/**
 * Smoothed probabilities, a row for each context length: each leaves a share to the next shorter one, the last to
 * chance.
 */
export function interpolated(/** @type {Float64Array[]} */ rows, /** @type {number} */ share) {
  let lower = new Float64Array(rows[0].length).fill(1 / SIGNS.length);
  return rows.map(
    (row) =>
      (lower = row.map((frequency, i) =>
        Number.isNaN(frequency) ? lower[i] : (1 - share) * frequency + share * lower[i],
      )),
  );
}

/** The probability of each sign to come after a context. */
export function next(/** @type {Int8Array} */ context, /** @type {number} */ share) {
  let row = new Float64Array(SIGNS.length).fill(1 / SIGNS.length);
  for (let k = 0; k <= context.length; k++) {
    let key = 0;
    for (const sign of context.subarray(context.length - k)) key = key * BASE + sign + 1;
    const total = seen(key);
    if (total)
      row = row.map((lower, sign) => (1 - share) * (times[slotOf(key * BASE + sign + 1)] / total) + share * lower);
  }
  return row;
}

/** The average surprise of a text, from the probabilities of its signs. */
export function meanSurprise(/** @type {ArrayLike<number>} */ q, unit = "bits") {
  const log = unit === "bits" ? Math.log2 : Math.log;
  let sum = 0;
  for (let i = 0; i < q.length; i++) sum += log(q[i]);
  return Math.max(0, -sum / q.length);
}

/** @returns {number} 2 to the bits, or e to the nats */
export const effectiveChoices = (/** @type {number} */ mean, unit = "bits") =>
  unit === "bits" ? 2 ** mean : Math.exp(mean);

let both = /** @type {Float64Array[][] | null} */ (null); // counted when they are first asked for
let last = { share: NaN, perplexities: /** @type {number[][]} */ ([[], []]) };

/** The perplexity of training and held-out text, by how many signs the model sees. @returns {number[][]} */
export function perplexities(/** @type {number} */ share) {
  if (share !== last.share) {
    both ??= [text, codes(heldOut.trim().replaceAll("\n", " "))].map((signs) =>
      frequencies(signs).map((row) => row.subarray(1)),
    );
    last = { share, perplexities: both.map((rows) => perplexityOf(rows, share)) };
  }
  return last.perplexities;
}

/** As `interpolated` and `meanSurprise`, in one pass: a hundred thousand signs six times over, within a frame. */
function perplexityOf(/** @type {Float64Array[]} */ rows, /** @type {number} */ share) {
  const count = rows[0].length;
  const sums = new Float64Array(rows.length);
  const products = new Float64Array(rows.length).fill(1);
  for (let i = 0; i < count; i++) {
    let q = 1 / SIGNS.length;
    for (let k = 0; k < rows.length; k++) {
      const frequency = rows[k][i];
      if (!Number.isNaN(frequency)) q = (1 - share) * frequency + share * q;
      products[k] *= q;
    }
    // A logarithm for eight signs at a time: no product of so few can vanish in a double.
    if (i % 8 === 7 || i === count - 1)
      for (let k = 0; k < rows.length; k++) {
        sums[k] -= Math.log2(products[k]);
        products[k] = 1;
      }
  }
  return Array.from(sums, (sum) => effectiveChoices(Math.max(0, sum / count)));
}

// What is found for a query, best first: the twin of app/pages/search_rank.py, rule for rule.

/** @typedef {{kind: string, title: string, context: string, address: string, text: string, also?: string}} Entry */

export const MOST = 12;
const WORTH = { title: [12, 8], also: [10, 7], text: [3, 1] };
const [SAME, BEGINS] = [20, 6];
/** @type {WeakMap<Entry, Record<string, string[]>>} */
const known = new WeakMap();

/** @param {string} text @returns {string[]} its words without case, accents and signs */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * @param {Entry[]} entries
 * @param {string} query
 * @returns {Entry[]} those that have every word of the query, at least as a beginning; at most twelve
 */
export function rank(entries, query) {
  const wanted = fold(query);
  if (!wanted.length) return [];
  const scored = entries.map((entry) => ({ entry, value: score(entry, wanted) })).filter(({ value }) => value);
  return scored.sort((one, other) => other.value - one.value).slice(0, MOST).map(({ entry }) => entry);
}

/** @param {Entry} entry @param {string[]} wanted */
function score(entry, wanted) {
  const words = wordsOf(entry);
  let total = 0;
  for (const word of wanted) {
    const best = Math.max(...Object.entries(WORTH).map(([place, [whole, beginning]]) => worth(words[place], word, whole, beginning)));
    if (!best) return 0;
    total += best;
  }
  if (wanted.every((word, i) => words.title[i] === word)) total += words.title.length === wanted.length ? SAME : BEGINS;
  return total;
}

function worth(words, wanted, whole, beginning) {
  if (words.includes(wanted)) return whole;
  return words.some((word) => word.startsWith(wanted)) ? beginning : 0;
}

function wordsOf(entry) {
  // A question's title is the beginning of its text.
  const title = entry.kind === "question" ? [] : fold(entry.title);
  if (!known.has(entry)) known.set(entry, { title, also: fold(entry.also ?? ""), text: fold(`${entry.context} ${entry.text}`) });
  return known.get(entry);
}

/**
 * Return the piece of a text around the first word of a query in it, and where that word stands in the piece.
 * @param {string} text
 * @param {string} query
 * @returns {{before: string, hit: string, after: string}}
 */
export function excerpt(text, query, around = 60) {
  const wanted = fold(query);
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (!fold(match[0]).some((word) => wanted.some((one) => word.startsWith(one)))) continue;
    const from = Math.max(0, match.index - around);
    const end = match.index + match[0].length;
    return {
      before: (from ? "…" : "") + text.slice(from, match.index).replace(/^\S*\s/, (cut) => (from ? "" : cut)),
      hit: match[0],
      after: text.slice(end, end + 2 * around) + (end + 2 * around < text.length ? "…" : ""),
    };
  }
  return { before: text.slice(0, 2 * around) + (text.length > 2 * around ? "…" : ""), hit: "", after: "" };
}

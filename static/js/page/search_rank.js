// What is found for a query, best first: the twin of app/pages/search/rank.py, rule for rule.

/** @typedef {{kind: string, title: string, context: string, address: string, text: string, also?: string}} Entry */

export const MOST = 12;
const LONGEST_NAME = 40; // so far back a name in code may begin
const WORTH = { title: [12, 8], also: [10, 7], text: [3, 1] };
const [SAME, BEGINS] = [20, 6];
const CODE = /[\p{L}\p{N}][._-]+[\p{L}\p{N}]/u;
const COMMON = new Set(
  (
    "a an and are as at be by do does for from how i if in is it its my not of on or that the this " +
    "to was what when where which who why with you your"
  ).split(" "),
);
const SHORTEST_SLIP = 4;
/** @typedef {[string, string[]]} Wanted a word, and the parts that it may be there in */
/** @type {WeakMap<Entry, {words: Record<string, string[]>, joints: Record<string, Set<string>>}>} */
const known = new WeakMap();

/** @param {string} text @returns {string[]} its words without case, accents and signs */
export function fold(text) {
  return (
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Each two and each three neighbours as one word. @param {string[]} words */
export function joined(words) {
  return [2, 3].flatMap((size) =>
    words.slice(0, Math.max(0, words.length - size + 1)).map((_, at) => words.slice(at, at + size).join("")),
  );
}

/** What a query asks for: its words without the common ones, and code words whole. @returns {Wanted[]} */
export function wanted(/** @type {string} */ query) {
  const found = query.split(/\s+/).flatMap((chunk) => {
    const words = fold(chunk);
    /** @type {[string, string[]][]} */
    const each = words.map((word) => [word, []]);
    return words.length > 1 && CODE.test(chunk) ? [/** @type {[string, string[]]} */ ([words.join(""), words])] : each;
  });
  const rare = found.filter(([word]) => !COMMON.has(word));
  return /** @type {any} */ (rare.length ? rare : found);
}

/**
 * @param {Entry[]} entries
 * @param {string} query common words do not count; a word that is nowhere stands for those one slip away
 * @returns {Entry[]} those that have every word of the query, at least as a beginning; at most twelve
 */
export function rank(entries, query) {
  return best(entries, query, asked(entries, query), false);
}

/** Where none has all words of a query, those that have as many as any. @returns {Entry[]} */
export function nearest(/** @type {Entry[]} */ entries, /** @type {string} */ query) {
  const words = asked(entries, query);
  const counts = entries.map((entry) => words.filter((each) => each.some((one) => worthOf(entry, one))).length);
  const most = Math.max(0, ...counts);
  return best(
    entries.filter((_, i) => most && counts[i] === most),
    query,
    words,
    true,
  );
}

function best(entries, query, words, partly) {
  if (!words.length) return [];
  const plain = fold(query);
  const scored = entries.map((entry) => ({ entry, value: score(entry, words, plain, partly) }));
  const found = scored.filter(({ value }) => value).sort((one, other) => other.value - one.value);
  return found.slice(0, MOST).map(({ entry }) => entry);
}

/** For each word of a query what it stands for: itself, or the words that are one slip away. @returns {Wanted[][]} */
function asked(entries, query) {
  return wanted(query).map((each) => {
    if (entries.some((entry) => worthOf(entry, each))) return [each];
    const near = slips(entries, each[0]);
    return near.length ? near : [each];
  });
}

/** @returns {Wanted[]} */
function slips(entries, word) {
  if (word.length < SHORTEST_SLIP) return [];
  const known = new Set(
    entries.flatMap((entry) => {
      const { words, joints } = wordsOf(entry);
      return [...words.title, ...words.also, ...words.text, ...joints.title, ...joints.also];
    }),
  );
  return [...known].filter((each) => oneSlip(word, each)).map((each) => [each, []]);
}

/** Whether two words differ by one letter: another, one more, one less, or two exchanged. */
export function oneSlip(/** @type {string} */ one, /** @type {string} */ other) {
  if (one === other || Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < Math.min(one.length, other.length) && one[at] === other[at]) at++;
  if (one.length !== other.length) {
    const [short, long] = one.length < other.length ? [one, other] : [other, one];
    return short.slice(at) === long.slice(at + 1);
  }
  const exchanged = one.slice(at + 1, at + 2) + one.slice(at, at + 1) === other.slice(at, at + 2);
  return one.slice(at + 1) === other.slice(at + 1) || (exchanged && one.slice(at + 2) === other.slice(at + 2));
}

/** @param {Entry} entry @param {Wanted[][]} words @param {string[]} plain @param {boolean} partly */
function score(entry, words, plain, partly) {
  let total = 0;
  for (const each of words) {
    const most = Math.max(...each.map((one) => worthOf(entry, one)));
    if (!most && !partly) return 0;
    total += most;
  }
  const { title } = wordsOf(entry).words;
  if (plain.every((word, i) => title[i] === word)) total += title.length === plain.length ? SAME : BEGINS;
  return total;
}

/** What an entry's best place for a word is worth; a code word may also be there in parts. @returns {number} */
function worthOf(/** @type {Entry} */ entry, /** @type {Wanted} */ [word, parts]) {
  const most = Math.max(...Object.keys(WORTH).map((place) => worth(entry, place, word)));
  return most || !parts.length ? most : Math.min(...parts.map((part) => worthOf(entry, [part, []])));
}

function worth(entry, place, word) {
  const { words, joints } = wordsOf(entry);
  const [whole, beginning] = WORTH[place];
  if (words[place].includes(word) || joints[place].has(word)) return whole;
  return words[place].some((each) => each.startsWith(word)) ? beginning : 0;
}

function wordsOf(entry) {
  if (known.has(entry)) return known.get(entry);
  // A question's title is the beginning of its text.
  const title = entry.kind === "question" ? [] : fold(entry.title);
  const words = { title, also: fold(entry.also ?? ""), text: fold(`${entry.context} ${entry.text}`) };
  const joints = Object.fromEntries(Object.entries(words).map(([place, each]) => [place, new Set(joined(each))]));
  known.set(entry, { words, joints });
  return known.get(entry);
}

/**
 * Return the piece of a text where it has most of what a query asks for, and where a word of it stands in the piece.
 * @param {string} text
 * @param {string} query
 * @returns {{before: string, hit: string, after: string}}
 */
export function excerpt(text, query, around = 60) {
  const asked = wanted(query);
  const hits = [...text.matchAll(/[\p{L}\p{N}]+/gu)]
    .flatMap((match) =>
      asked.map((each, which) => {
        const [start, end] = [match.index, match.index + match[0].length];
        return { start, end, which, worth: told(text.slice(Math.max(0, start - LONGEST_NAME), end), match[0], each) };
      }),
    )
    .filter(({ worth }) => worth);
  if (!hits.length)
    return { before: text.slice(0, 2 * around) + (text.length > 2 * around ? "…" : ""), hit: "", after: "" };
  const values = hits.map(({ start }) => gathered(hits, start, 2 * around));
  const best = hits
    .filter((_, i) => values[i] === Math.max(...values))
    .reduce((one, other) => (other.worth > one.worth ? other : one));
  const { start, end } = best;
  const from = Math.max(0, start - around);
  return {
    before: from ? `…${text.slice(from, start).replace(/^\S*\s/, "")}` : text.slice(0, start),
    hit: text.slice(start, end),
    after: text.slice(end, end + 2 * around) + (end + 2 * around < text.length ? "…" : ""),
  };
}

/** What the words of a query are worth that stand in a stretch of text, each counted once. */
function gathered(hits, start, length) {
  const best = /** @type {number[]} */ ([]);
  for (const hit of hits)
    if (hit.start >= start && hit.start <= start + length) best[hit.which] = Math.max(hit.worth, best[hit.which] ?? 0);
  return best.reduce((sum, worth) => sum + worth, 0);
}

/** How well a word of a text, which stands at the end of `until`, is what a query asks for; 0 if it is not. */
function told(until, found, [word, parts]) {
  if (parts.length) {
    if (fold(until).slice(-parts.length).join(" ") === parts.join(" ")) return 3;
    return fold(found).at(-1) === parts.at(-1) ? 1 : 0;
  }
  return Math.max(0, ...fold(found).map((each) => likeness(each, word)));
}

function likeness(word, wanted) {
  if (word.startsWith(wanted)) return word === wanted ? 3 : 2;
  const near =
    wanted.length >= SHORTEST_SLIP && ((wanted.startsWith(word) && word.length > 3) || oneSlip(wanted, word));
  return near ? 1 : 0;
}

// Up to three ordinary words after a hit: what stands in a formula is drawn otherwise than it is indexed.
const PLAIN = /^(?: [A-Za-z]{2,}){1,3}(?![\p{L}\p{N}_(])/u;

// What belongs to a hit within `F.kl_div(input, target)`.
const [NAME_BEFORE, NAME_AFTER] = [
  /(?:[\p{L}\p{N}_]+[._])*[\p{L}\p{N}_]*$/u,
  /^[\p{L}\p{N}_]*(?:[._][\p{L}\p{N}_]+)*/u,
];

/** The address of an entry, with the words on which the browser is to land (a text fragment). @param {Entry} entry */
export function landing(entry, query) {
  const { before, hit, after } = excerpt(entry.text, query);
  const titled = wanted(query).every(([word]) => worth(entry, "title", word));
  if (entry.kind === "question" || titled || !hit) return entry.address; // under its heading is where one wants to be
  const [name] = after.match(NAME_AFTER);
  const phrase = before.match(NAME_BEFORE)[0] + hit + name + (after.slice(name.length).match(PLAIN)?.[0] ?? "");
  const anchored = entry.address.includes("#") ? entry.address : `${entry.address}#`;
  return `${anchored}:~:text=${encodeURIComponent(phrase).replace(/-/g, "%2D")}`;
}

// The twin of state.py and frame.py: the numbers of a state, and where everything lies in the picture.
import { formatNumber, formatPercent } from "wd/figure/format.js";
import { coordinate, percent } from "wd/figure/places.js";
import {
  canonicalWords,
  huffmanLengths,
  kraftSum,
  messageInterval,
  shannonLengths,
  wordOfMessage,
} from "wd/kernel/codes.js";
import { crossEntropy, entropy } from "wd/kernel/divergences.js";

/** @import { Frame, Results } from "wd/figure/places.js" */

/**
 * @typedef {object} State
 * @property {number} p
 * @property {number} q
 * @property {"ideal" | "huffman" | "shannon"} code
 * @property {"1" | "2" | "3"} block
 * @property {string} message
 *
 * @typedef {{block: string, length: number, start: number, share: number, written: string}} Word
 */

export const LETTERS = "et";
const MOST_WORDS = 8;
const EDGES = 0.02;
const CHARACTER = 0.02;
const SHORTEST = 8;
const LAST = 16;

const sum = (/** @type {number[]} */ values) => values.reduce((total, value) => total + value, 0);

/** Letters whose word is complete. */
export const codedOf = (/** @type {State} */ { message, block }) =>
  message.slice(0, message.length - (message.length % Number(block)));

const blocksOf = (/** @type {string} */ letters, /** @type {number} */ size) =>
  letters.match(new RegExp(`.{1,${size}}`, "g")) ?? [];

function blockShares(/** @type {number} */ share, /** @type {number} */ size) {
  let blocks = [{ name: "", share: 1 }];
  for (let i = 0; i < size; i++) {
    blocks = blocks.flatMap((block) => [
      { name: `${block.name}e`, share: i ? block.share * share : share },
      { name: `${block.name}t`, share: i ? block.share * (1 - share) : 1 - share },
    ]);
  }
  return blocks;
}

/** The words of the code, side by side as they lie in the interval. @returns {Word[]} */
export function wordsOf(/** @type {State} */ { q, code, block }) {
  const blocks = blockShares(q, Number(block));
  let rows;
  if (code === "ideal") {
    rows = blocks.map(({ name, share }) => ({ block: name, length: -Math.log2(share), share, written: "" }));
  } else {
    const lengths = (code === "huffman" ? huffmanLengths : shannonLengths)(blocks.map(({ share }) => share));
    const written = canonicalWords(lengths);
    rows = blocks
      .map(({ name }, i) => ({ block: name, length: lengths[i], share: 2 ** -lengths[i], written: written[i] }))
      .sort((a, b) => a.length - b.length || (a.block < b.block ? -1 : 1));
  }
  let start = 0;
  return rows.map((row) => {
    const word = { ...row, start };
    start += row.share;
    return word;
  });
}

/** What places a message: its letters by position, and their shares. @returns {[number[], number[]]} */
const placed = (/** @type {State} */ state) => [
  [...codedOf(state)].map((letter) => LETTERS.indexOf(letter)),
  [state.q, 1 - state.q],
];

function wordOf(/** @type {State} */ state, /** @type {Word[]} */ words) {
  if (state.code === "ideal") return wordOfMessage(...placed(state));
  const written = Object.fromEntries(words.map((word) => [word.block, word.written]));
  return blocksOf(codedOf(state), Number(state.block))
    .map((block) => written[block])
    .join("");
}

export function results(/** @type {State} */ state) {
  const { p, q, code } = state;
  const size = Number(state.block);
  const coded = codedOf(state);
  const words = wordsOf(state);
  const lengthOf = Object.fromEntries(words.map((word) => [word.block, word.length]));
  const limit = crossEntropy([p, 1 - p], [q, 1 - q]);
  const [ideal, right] = [q, p].map((share) => ideally(coded, share));
  const whole = code !== "ideal";
  const bits = whole ? sum(blocksOf(coded, size).map((block) => lengthOf[block])) : ideal;
  return {
    kraft: whole ? kraftSum(words.map(({ length }) => length)) : 1,
    cost: whole ? sum(blockShares(p, size).map(({ name, share }) => share * lengthOf[name])) / size : limit,
    limit,
    floor: entropy([p, 1 - p]),
    bits,
    right,
    extra: bits - right,
    word: wordOf(state, words).length,
  };
}

function ideally(/** @type {string} */ letters, /** @type {number} */ share) {
  const e = [...letters].filter((letter) => letter === "e").length;
  return e * -Math.log2(share) + (letters.length - e) * -Math.log2(1 - share);
}

export function frame(/** @type {State} */ state, /** @type {Results} */ numbers, /** @type {boolean} */ pending) {
  const words = wordsOf(state);
  const blocks = blocksOf(codedOf(state), Number(state.block));
  const { q } = state;
  return {
    "belief-e": { "style.width": percent(q), text: believed("e", q) },
    "belief-t": { "style.left": percent(q), "style.width": percent(1 - q), text: believed("t", 1 - q) },
    "handle-q": { "style.left": percent(q) },
    "where-a": { text: where(blocks.slice(0, -1)) },
    "where-b": { text: `${where(blocks)}, and the piece of its own word` },
    funnel: { d: funnel(words, blocks) },
    message: { text: blocksOf(state.message, Number(state.block)).join(" ") || "nothing yet" },
    remark: { text: pending ? "" : remark(state, numbers) },
    ...row("a", words, blocks.at(-1) ?? null, false),
    ...row("b", words, null, !blocks.length),
    ...ownWord(state, words),
    ...bill(numbers, pending),
  };
}

const believed = (/** @type {string} */ letter, /** @type {number} */ share) =>
  fitting(share, letter, `${letter} ${formatPercent(share, 0)}`);
const tail = (/** @type {string} */ text) => (text.length <= LAST ? text : `…${text.slice(-LAST)}`);
const where = (/** @type {string[]} */ blocks) =>
  blocks.length ? `after ${tail(blocks.join(""))}` : "the whole interval";

/** The words of one window, and what belongs to none. */
function row(
  /** @type {string} */ name,
  /** @type {Word[]} */ words,
  /** @type {string | null} */ chosen,
  /** @type {boolean} */ hidden,
) {
  /** @type {Frame} */
  const shown = {};
  for (let i = 0; i < MOST_WORDS; i++) {
    const word = words[i];
    shown[`${name}-${i}`] = {
      hidden: hidden || !word ? "" : null,
      "data-block": word?.block ?? null,
      "data-chosen": word && word.block === chosen ? "" : null,
      "style.left": percent(word?.start ?? 0),
      "style.width": percent(word?.share ?? 0),
      text: word ? label(word) : "",
    };
  }
  const last = words[words.length - 1];
  const end = last.start + last.share;
  const empty = hidden || end > 1 - 1e-9;
  shown[`${name}-free`] = {
    hidden: empty ? "" : null,
    "style.left": percent(end),
    "style.width": percent(1 - end),
    text: empty ? "" : fitting(1 - end, "no word"),
  };
  return shown;
}

const label = (/** @type {Word} */ { block, length, share, written }) =>
  fitting(share, block, `${block}\n${written || formatNumber(length, null, 2)}`);

/** The last of some texts for which so much of the picture is room. */
function fitting(/** @type {number} */ share, /** @type {string[]} */ ...texts) {
  const needs = (/** @type {string} */ text) =>
    EDGES + CHARACTER * Math.max(...text.split("\n").map((line) => line.length));
  return texts.filter((text) => share >= needs(text)).at(-1) ?? "";
}

/** The shape between a word and the window that it becomes. */
function funnel(/** @type {Word[]} */ words, /** @type {string[]} */ blocks) {
  if (!blocks.length) return "";
  const word = /** @type {Word} */ (words.find(({ block }) => block === blocks.at(-1)));
  const [left, right] = [word.start, word.start + word.share].map((place) => coordinate(100 * Math.min(place, 1)));
  return `M${left} 0 L0 100 H100 L${right} 0 Z`;
}

/** A quotient of whole numbers of any size. */
const quotient = (/** @type {bigint} */ above, /** @type {bigint} */ below) => Number((above << 80n) / below) / 2 ** 80;

/** The piece of the message's own word within the last window, and how it is written. */
function ownWord(/** @type {State} */ state, /** @type {Word[]} */ words) {
  const word = wordOf(state, words);
  let [left, width] = [0, 1];
  if (state.code === "ideal") {
    const piece = messageInterval(...placed(state));
    const bits = BigInt(word.length);
    left = quotient(BigInt(`0b${word || "0"}`) * piece.whole - (piece.low << bits), piece.width << bits);
    width = quotient(piece.whole, piece.width << bits);
  }
  return {
    word: { hidden: word ? null : "", "style.left": percent(left), "style.width": percent(width) },
    written: { text: word ? tail(word) : "no bit yet" },
  };
}

/** Two bars of bits: what the right book would spend, and what this code spends. */
function bill(/** @type {Results} */ { right, bits }, /** @type {boolean} */ pending) {
  const longest = Math.max(SHORTEST, right, bits);
  const both = Math.min(bits, right) / longest;
  return {
    "bar-right": { "style.width": percent(right / longest) },
    "bar-bits": { hidden: pending ? "" : null, "style.width": percent(both) },
    "bar-extra": {
      hidden: pending || bits === right ? "" : null,
      "data-saved": bits < right ? "" : null,
      "style.left": percent(both),
      "style.width": percent(pending ? 0 : Math.abs(bits - right) / longest),
    },
  };
}

function remark(/** @type {State} */ state, /** @type {Results} */ { kraft }) {
  if (state.code === "shannon" && kraft < 1) {
    return "What belongs to no word is paid for and never used: longer words than needed.";
  }
  if (state.message !== codedOf(state)) {
    return `A word stands for ${state.block} letters: what is written last still waits for its word.`;
  }
  if (state.code === "ideal") {
    return "Each letter keeps its share of what is left. One word within the last piece says the whole message.";
  }
  if (state.code === "huffman") return "The words fill the interval to its end, whether the book is right or wrong.";
  return "These lengths fill the interval to its end: every share is a half of a half of …";
}

// From a text to the cells of a table: HTML, LaTeX, Markdown, code, tabs, semicolons, CSV with quotes, or blanks.
import { rowsOfCode } from "./pasted_code.js";
import { isNumber } from "./pasted_numbers.js";

/**
 * @typedef {{number: number, cells: string[]}} Row the line it came from, counted from 1
 * @typedef {{rows: Row[], comma: import("./pasted_numbers.js").Comma | null}} Table `comma`, where the form settles it
 */

/** @returns {Table} */
export function tableOf(/** @type {string} */ source) {
  const text = source.replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "").replace(/\r\n?/g, "\n");
  if (/<t[rdh][\s>]/i.test(text)) return numbered(rowsOfHtml(text));
  if (/\\begin\s*\{|\\\\|\\hline|(?<!\\)&.*\\$/m.test(text)) return numbered(rowsOfLatex(text));
  const code = rowsOfCode(text);
  if (code) return { ...numbered(code), comma: "thousands" };
  const lines = text
    .split("\n")
    .map((line, i) => ({ number: i + 1, text: line.trim() }))
    .filter(({ text: line }) => line);
  if (lines.every(({ text: line }) => line.includes("|")) && lines.length) return markdown(lines);
  return plain(lines.filter(({ text: line }) => !/^(?:name|dtype|length)\s*:.*(?:dtype|float|int|name)/i.test(line)));
}

function numbered(/** @type {string[][]} */ rows) {
  const kept = rows.map((cells, i) => ({ number: i + 1, cells: cells.map(tidy) }));
  return { rows: kept.filter(({ cells }) => cells.some(Boolean)), comma: null };
}

function tidy(/** @type {string} */ cell) {
  return cell.replace(/[\s\u00a0]+/g, " ").trim();
}

function rowsOfHtml(/** @type {string} */ text) {
  // A document of its own, in which nothing is loaded or run.
  const page = new DOMParser().parseFromString(/<table/i.test(text) ? text : `<table>${text}</table>`, "text/html");
  return [...page.querySelectorAll("tr")].map((row) =>
    [...row.querySelectorAll("th, td")].map((cell) => cell.textContent),
  );
}

function rowsOfLatex(/** @type {string} */ text) {
  const body = text
    .replace(/(?<!\\)%.*$/gm, "")
    .replace(/\\(?:begin|end)\s*\{[^}]*\}(?:\s*\[[^\]]*\])?(?:\s*\{[^}]*\})?/g, "")
    .replace(
      /\\(?:hline|toprule|midrule|bottomrule|centering|cline\s*\{[^}]*\}|cmidrule(?:\([^)]*\))?\s*\{[^}]*\})/g,
      "",
    )
    .replace(/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, "$1/$2")
    .replace(/\\(?:[a-zA-Z]+)\s*\{([^{}]*)\}/g, "$1")
    .replace(/\\infty/g, "∞")
    .replace(/[${}]/g, "");
  const rows = body.split(/\\\\(?:\[[^\]]*\])?/).map((row) => row.split(/(?<!\\)&/));
  return rows.map((row) => row.map((cell) => cell.replace(/\\([%&_#$])/g, "$1").replace(/\\[,;! ]/g, " ")));
}

/** @returns {Table} */
function markdown(/** @type {{number: number, text: string}[]} */ lines) {
  const rows = lines
    .filter(({ text }) => !/^[\s|:+=-]+$/.test(text))
    .map(({ number, text }) => ({
      number,
      cells: text
        .replace(/^\||\|$/g, "")
        .split(/(?<!\\)\|/)
        .map((cell) => tidy(cell.replace(/\\\|/g, "|").replace(/^\s*([*_`]+)(.*?)\1\s*$/, "$2"))),
    }));
  return { rows, comma: null };
}

const NUMBER = "[-+−]?[\\d.,/]*[\\d½¼¾⅐-⅞](?:[eE][-+]?\\d+)?(?:\\s?%)?";
const NAMED = new RegExp(`^([^,;]*?[^,;\\s:=])\\s*(?::|=|→|->|\\s)\\s*(${NUMBER})$`, "u");
const PAIRS = new RegExp(`([^\\s,;:=]+)\\s*[:=]\\s*(${NUMBER})(?=[\\s,;]|$)`, "gu");

/** Lines of text. @returns {Table} */
function plain(/** @type {{number: number, text: string}[]} */ lines) {
  const bare = lines.map(({ number, text }) => ({
    number,
    text: text.replace(/^(?:[-*•–]|\d+[.)])\s+(?=[^\d\s.,])/u, ""),
  }));
  const sign = ["\t", ";"].find((each) => bare.some(({ text }) => text.includes(each)));
  const inline = sign === "\t" ? null : pairsOf(bare);
  if (inline) return { rows: inline, comma: null };
  if (sign) return { rows: bare.map(({ number, text }) => ({ number, cells: separated(text, sign) })), comma: null };
  if (decimalCommas(bare)) {
    return {
      rows: bare.map(({ number, text }) => ({ number, cells: spaced(text.replace(/,\s+/g, " ")) })),
      comma: "decimal",
    };
  }
  const quoted = bare.some(({ text }) => /(^|,)\s*"[^"]*\d,\d[^"]*"/.test(text));
  const rows = bare.map(({ number, text }) => ({
    number,
    cells: text.includes(",") ? separated(text, ",") : spaced(text),
  }));
  return { rows, comma: quoted ? "thousands" : null };
}

/** “heads 0.9, tails 0.1”, “a: 0.5; b: 0.5”, “a=0.5 b=0.5”, or one on each line. @returns {Row[] | null} */
function pairsOf(/** @type {{number: number, text: string}[]} */ lines) {
  const rows = [];
  for (const { number, text } of lines) {
    const whole = [...text.matchAll(PAIRS)];
    const parts =
      whole.length > 1 && !text.replace(PAIRS, "").replace(/[\s,;]/g, "")
        ? whole
        : text
            .split(/;\s*|,(?!\d)\s*/)
            .filter(Boolean)
            .map((part) => part.trim().match(NAMED));
    if (parts.some((part) => !part || isNumber(part[1].split(/\s/).at(-1)) || /[,;]/.test(part[1]))) return null;
    if (parts.length === 1 && lines.length === 1) return null;
    rows.push(...parts.map((part) => ({ number, cells: [tidy(part[1]), part[2]] })));
  }
  return rows.length > 1 ? rows : null;
}

/** Whether commas are decimal here: cut at them, numbers fall apart; cut at blanks, or not at all, they do not. */
function decimalCommas(/** @type {{number: number, text: string}[]} */ lines) {
  const texts = lines.map(({ text }) => text);
  if (!texts.some((text) => /\d,\d/.test(text)) || texts.some((text) => /"/.test(text))) return false;
  if (texts.every((text) => /^\S*$/.test(text)))
    return texts.length > 1 && texts.every((text) => /^0?,\d+$|^[01]$/.test(text));
  return texts.every(
    (text) => !/,(?=\S)/.test(text.replace(/\d,(?=\d)/g, "")) && (!/,\s/.test(text) || /\d,\d+,\s/.test(text)),
  );
}

/** A line cut at a sign; quotes keep what is between them together. */
function separated(/** @type {string} */ line, /** @type {string} */ sign) {
  const cells = [];
  for (let rest = `${line}${sign}`; rest;) {
    const quoted = rest.match(new RegExp(`^\\s*"((?:[^"]|"")*)"\\s*${sign}`));
    const end = quoted ? quoted[0].length - 1 : rest.indexOf(sign);
    cells.push(tidy(quoted ? quoted[1].replace(/""/g, '"') : rest.slice(0, end)));
    rest = rest.slice(end + 1);
  }
  while (cells.length > 1 && cells.at(-1) === "") cells.pop();
  const named = cells[0].match(/^(.*\S)\s*[:=]\s*(\S+)$/);
  return named && !isNumber(cells[0]) && isNumber(named[2]) ? [named[1], named[2], ...cells.slice(1)] : cells;
}

/** A line cut at blanks; what stands before its numbers is one name. */
function spaced(/** @type {string} */ line) {
  const words = line.replace(/\s+%/g, "%").split(/\s+/);
  const first = words.length - [...words].reverse().findIndex((word) => !isNumber(word));
  if (first > words.length || first < 2 || first === words.length) return words;
  return [
    words
      .slice(0, first)
      .join(" ")
      .replace(/\s*[:=]$/, ""),
    ...words.slice(first),
  ];
}

// Numbers in a table: which comma is which is settled for the whole of what was pasted, or asked.
import { readNumber } from "wd/figure/typed_number.js";

/** @typedef {"thousands" | "decimal"} Comma what a comma between digits does */

const LIKE_A_NUMBER = /[\p{N}∞]/u; // “e” and “pi” are letters here
const SPACED = /^([-+−]?\d{1,3})((?:[ \u00a0\u2009\u202f'’]\d{3})+)((?:[.,]\d+)?)(\s*%?)$/;
const POINTED = /^[-+−]?\d{1,3}(?:\.\d{3})+(?:,\d+)?\s*%?$/;

/** Read a cell as a number. @returns {number} NaN if it is none */
export function readCell(/** @type {string} */ cell, /** @type {Comma | null} */ comma = null) {
  let text = cell.trim().replace(/^[$€£]\s?/, "");
  if (!LIKE_A_NUMBER.test(text)) return NaN;
  text = text.replace(SPACED, (_, first, groups, rest, sign) => first + groups.replace(/\D/g, "") + rest + sign);
  if (comma === "thousands") text = text.replace(/(\d),(?=\d{3}(?!\d))/g, "$1");
  if (comma === "decimal") {
    if (POINTED.test(text) && text.match(/\./g).length + Number(text.includes(",")) > 0) text = text.replace(/\./g, "");
    text = text.replace(",", ".");
  }
  return readNumber(text);
}

/** Whether a cell is a number, however its comma is read. */
export function isNumber(/** @type {string} */ cell) {
  return !Number.isNaN(readCell(cell, "thousands")) || !Number.isNaN(readCell(cell, "decimal"));
}

/** What one cell says about commas: one use, "either", or nothing. @returns {Comma | "either" | null} */
export function commaIn(/** @type {string} */ cell) {
  const text = cell.trim().replace(/^[-+−$€£\s]+|[\s%]+$/g, "");
  if (/^\d{1,3}(?:,\d{3}){2,}$/.test(text) || /^\d{1,3}(?:,\d{3})+\.\d+$/.test(text)) return "thousands";
  if (/^[1-9]\d{0,2},\d{3}$/.test(text)) return "either";
  return /^\d*,\d+$/.test(text) || /^\d{1,3}(?:\.\d{3})+,\d+$/.test(text) ? "decimal" : null;
}

/**
 * What the commas of all cells do.
 * @param {string[]} cells
 * @returns {{comma: Comma | null, doubt: string | null, clash: [string, string] | null}} `doubt` is a
 *   cell that can be read both ways, where nothing settles it; `clash` two cells that cannot both be read
 */
export function commas(cells) {
  const uses = cells.map(commaIn);
  const seen = (/** @type {any} */ use) => cells[uses.indexOf(use)];
  if (uses.includes("thousands") && uses.includes("decimal")) {
    return { comma: null, doubt: null, clash: [seen("thousands"), seen("decimal")] };
  }
  const settled = uses.find((use) => use === "thousands" || use === "decimal");
  if (settled) return { comma: /** @type {Comma} */ (settled), doubt: null, clash: null };
  if (!uses.includes("either")) return { comma: null, doubt: null, clash: null };
  if (cells.some((cell) => /^\s*\d*\.\d+\s*%?\s*$/.test(cell))) return { comma: "thousands", doubt: null, clash: null };
  return { comma: null, doubt: seen("either"), clash: null };
}

/**
 * The twin of app/kernel/information.py, which says why: the entropies of a table, and what its rows and columns say
 * about each other.
 *
 * @typedef {ArrayLike<number>[]} Table  rows of the same length, of numbers ≥ 0, not all 0: probabilities, or counts in
 *   proportion to them
 * @typedef {import("./divergences.js").Unit} Unit
 * @typedef {object} Information
 * @property {number} rows              H(X)
 * @property {number} columns           H(Y)
 * @property {number} joint             H(X, Y)
 * @property {number} columnsGivenRows  H(Y | X)
 * @property {number} rowsGivenColumns  H(X | Y)
 * @property {number} information       I(X; Y)
 */

import { KernelError, NEAR, Sum, gap, logRatio, natsIn } from "./divergences.js";

/** 2**27 + 1: times this, and taken away again, a double falls into two halves of 26 bits. */
const SPLITTER = 134217729;

/**
 * Every quantity of a table, in one go: what a view shows at each frame.
 * @param {Table} table
 * @param {Unit} [unit]
 * @returns {Information} each at least 0
 */
export function information(table, unit = "bits") {
  const cells = scaled(table);
  const across = cells[0].map((_, column) => cells.map((row) => row[column]));
  const rows = cells.map((row) => exactSum(row)[0]);
  const columns = across.map((column) => exactSum(column)[0]);
  return {
    rows: uncertainty([rows], unit),
    columns: uncertainty([columns], unit),
    joint: uncertainty([cells.flat()], unit),
    columnsGivenRows: uncertainty(cells, unit),
    rowsGivenColumns: uncertainty(across, unit),
    information: mutual(cells, across, unit),
  };
}

/**
 * I(X; Y) = KL(joint ‖ product of the margins).
 * @param {Table} table
 * @param {Unit} [unit]
 * @returns {number} at least 0; exactly 0 for counts whose rows are in proportion
 */
export function mutualInformation(table, unit = "bits") {
  const cells = scaled(table);
  return mutual(
    cells,
    cells[0].map((_, column) => cells.map((row) => row[column])),
    unit,
  );
}

/** The table without rows and columns that never happen, times the power of 2 that brings its largest cell near 1. */
function scaled(/** @type {Table} */ table) {
  let largest = 0;
  for (let i = 0; i < table.length; i++) {
    if (table[i].length !== table[0].length) {
      throw new KernelError(`row ${i} has ${table[i].length} columns and row 0 ${table[0].length}: give all as many.`);
    }
    for (let j = 0; j < table[i].length; j++) {
      const value = table[i][j];
      if (!(value >= 0 && value < Infinity)) {
        throw new KernelError(`the cell in row ${i}, column ${j} is ${value}, but it is finite and never negative.`);
      }
      largest = Math.max(largest, value);
    }
  }
  if (largest === 0) throw new KernelError("every cell is 0, so nothing can happen: give one a positive number.");
  const exponent = Math.floor(Math.log2(largest));
  // In two steps, for 2**1074 is no double.
  const half = 2 ** -Math.trunc(exponent / 2);
  const rest = 2 ** (Math.trunc(exponent / 2) - exponent);
  const possible = Array.from(table[0], (_, column) => table.some((row) => row[column] > 0));
  return table
    .map((row) => Array.from(row, (value) => value * half * rest).filter((_, column) => possible[column]))
    .filter((row) => row.some((value) => value > 0));
}

function mutual(/** @type {number[][]} */ cells, /** @type {number[][]} */ across, /** @type {Unit} */ unit) {
  const columns = across.map(exactSum);
  const [total, totalRest] = exactSum(cells.flat());
  const sum = new Sum();
  for (const row of cells) {
    const [r, rRest] = exactSum(row);
    row.forEach((cell, j) => {
      const [c, cRest] = columns[j];
      const [product, productRest] = twoProduct(r, c);
      const [observed, observedRest] = twoProduct(cell, total);
      const rest = productRest - observedRest + (r * cRest + rRest * c - cell * totalRest);
      sum.add(r * gap(observed / r, c, (product - observed + rest) / r, unit));
    });
  }
  return Math.max(0, sum.value / total ** 2);
}

/** What is left to be said, on average, of the column once the row is known. */
function uncertainty(/** @type {number[][]} */ cells, /** @type {Unit} */ unit) {
  const cost = new Sum();
  const total = new Sum();
  for (const row of cells) {
    const [sum] = exactSum(row);
    total.add(sum);
    const likeliest = row.indexOf(Math.max(...row));
    row.forEach((cell, j) => {
      if (cell === 0) return;
      const missing = j === likeliest ? exactSum(row.filter((_, other) => other !== j))[0] / sum : 1;
      cost.add(cell * (missing < NEAR ? 0 - Math.log1p(-missing) * natsIn(unit) : -logRatio(cell, sum, unit)));
    });
  }
  return Math.max(0, cost.value / total.value);
}

/** The sum of numbers and what is left of it when it is rounded (Knuth's two-sum, carried along). */
function exactSum(/** @type {number[]} */ values) {
  let high = 0;
  let low = 0;
  for (const value of values) {
    const sum = high + value;
    const part = sum - high;
    low += high - (sum - part) + (value - part);
    high = sum;
  }
  const sum = high + low;
  return [sum, low - (sum - high)];
}

/** The product of two numbers, and what rounding cut off it (Dekker 1971). */
function twoProduct(/** @type {number} */ a, /** @type {number} */ b) {
  const product = a * b;
  const [aHigher, aLower] = split(a);
  const [bHigher, bLower] = split(b);
  return [product, aLower * bLower - (product - aHigher * bHigher - aLower * bHigher - aHigher * bLower)];
}

function split(/** @type {number} */ x) {
  const far = SPLITTER * x;
  const high = far - (far - x);
  return [high, x - high];
}

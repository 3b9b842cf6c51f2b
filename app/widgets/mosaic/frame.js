// The twin of state.py and frame.py: the numbers of a state, and where everything lies in the mosaic.
import { formatNumber, formatPercent } from "wd/figure/format.js";
import { percent } from "wd/figure/places.js";
import { information, mutualInformation } from "wd/kernel/information.js";
import { BITS_IN } from "wd/kernel/units.js";

/** @import { Frame, Results } from "wd/figure/places.js" */

/**
 * @typedef {object} State
 * @property {number[]} times
 * @property {number[]} dawn
 * @property {number[]} morning
 * @property {number[]} evening
 * @property {number[]} night
 * @property {string} joined_times
 * @property {string} joined_drinks
 * @property {"bits" | "nats"} unit
 */

const TIMES = /** @type {const} */ (["dawn", "morning", "evening", "night"]);
const DRINKS = ["espresso", "tea", "latte"];
const WHOLE = 100;
const LONGEST = Math.log2(TIMES.length * DRINKS.length);
const NARROW = 7;
const ROOM = 12;

export function results(/** @type {State} */ state) {
  const { unit } = state;
  const table = tableOf(state);
  const times = groups(TIMES, state.joined_times);
  const drinks = groups(DRINKS, state.joined_drinks);
  const byTime = added(table, times);
  const numbers = information(transposed(added(transposed(byTime), drinks)), unit);
  return {
    time: numbers.rows,
    drink: numbers.columns,
    both: numbers.joint,
    "time-left": numbers.rowsGivenColumns,
    "drink-left": numbers.columnsGivenRows,
    information: numbers.information,
    lost: within(table, times, unit) + within(transposed(byTime), drinks, unit),
  };
}

/** What the lines of each group say that their sum does not: exactly 0 if they are in proportion. */
function within(
  /** @type {number[][]} */ table,
  /** @type {number[][]} */ merged,
  /** @type {"bits" | "nats"} */ unit,
) {
  const total = sum(table.flat());
  let lost = 0;
  for (const group of merged) {
    const lines = group.map((index) => table[index]);
    const share = sum(lines.flat()) / total;
    if (group.length > 1 && share > 0) lost += share * mutualInformation(lines, unit);
  }
  return lost;
}

/** The lengths between places, from 0 to 100. */
function parts(/** @type {number[]} */ places) {
  const cuts = [0, ...[...places].sort((a, b) => a - b), WHOLE];
  return cuts.slice(1).map((cut, i) => cut - cuts[i]);
}

function tableOf(/** @type {State} */ state) {
  const widths = parts(state.times);
  return TIMES.map((time, row) => parts(state[time]).map((part) => widths[row] * part));
}

/** What is told apart: each a list of positions. */
function groups(/** @type {readonly string[]} */ names, /** @type {string} */ joined) {
  const alike = joined.split("+");
  const every = names.map((_, index) => index);
  const together = every.filter((index) => alike.includes(names[index]));
  const alone = every.filter((index) => !together.includes(index)).map((index) => [index]);
  return (together.length ? [together, ...alone] : alone).sort((a, b) => a[0] - b[0]);
}

const added = (/** @type {number[][]} */ table, /** @type {number[][]} */ merged) =>
  merged.map((group) => table[0].map((_, j) => sum(group.map((index) => table[index][j]))));
const transposed = (/** @type {number[][]} */ table) => table[0].map((_, j) => table.map((row) => row[j]));
const sum = (/** @type {number[]} */ values) => values.reduce((total, value) => total + value, 0);
const along = (/** @type {number} */ part) => percent(part / WHOLE);

function shares(/** @type {number[]} */ weights) {
  const total = sum(weights);
  return weights.map((weight) => (weight / total) * WHOLE);
}

export function frame(/** @type {State} */ state, /** @type {Results} */ results, /** @type {boolean} */ pending) {
  const widths = parts(state.times);
  const table = tableOf(state);
  const merged = groups(TIMES, state.joined_times);
  /** @type {Frame} */
  const shown = {
    remark: { text: pending ? "" : remark(state, results) },
    ...bar(state, results, pending),
    ...sides(shares(added(table, [[0, 1, 2, 3]])[0])),
  };
  let left = 0;
  TIMES.forEach((time, row) => {
    const group = /** @type {number[]} */ (merged.find((each) => each.includes(row)));
    const [together] = added(table, [group]);
    const heights = sum(together) > 0 ? shares(together) : parts(state[time]);
    Object.assign(
      shown,
      strip(state, row, left, widths[row], heights, pending),
      handles(state, row, left, widths[row], group.length > 1),
    );
    left += widths[row];
  });
  state.times.forEach((place, index) => {
    shown[`handle-times.${index}`] = { "style.left": along(place), "style.bottom": "100.00%" };
  });
  return shown;
}

/** One time's cells, from the bottom up, its name, and how unsure of the drink it leaves one. */
function strip(
  /** @type {State} */ state,
  /** @type {number} */ row,
  /** @type {number} */ left,
  /** @type {number} */ width,
  /** @type {number[]} */ heights,
  /** @type {boolean} */ pending,
) {
  const drinks = groups(DRINKS, state.joined_drinks);
  /** @type {Frame} */
  const shown = {
    [`name-${row}`]: {
      hidden: width < NARROW ? "" : null,
      "style.left": along(left + width / 2),
      text: `${TIMES[row]} ${formatPercent(width / WHOLE, 0)}`,
    },
    [`leaves-${row}`]: {
      hidden: pending || width < ROOM ? "" : null,
      "style.left": along(left + width / 2),
      text: pending ? "" : `leaves ${leftBy(heights, drinks, state.unit)}`,
    },
  };
  let bottom = 0;
  heights.forEach((height, column) => {
    shown[`cell-${row}.${column}`] = {
      hidden: width * height ? null : "",
      "data-as": String(drinks.find((group) => group.includes(column))?.[0]),
      "style.left": along(left),
      "style.width": along(width),
      "style.bottom": along(bottom),
      "style.height": along(height),
      text: width >= ROOM && height >= ROOM ? formatPercent((width * height) / WHOLE ** 2, 0) : "",
    };
    bottom += height;
  });
  return shown;
}

/** The entropy of the drink at one time. */
function leftBy(
  /** @type {number[]} */ heights,
  /** @type {number[][]} */ drinks,
  /** @type {"bits" | "nats"} */ unit,
) {
  const shares = drinks.map((group) => sum(group.map((column) => heights[column])));
  return formatNumber(information([shares], unit).joint);
}

/** One time's handles, and the lines at which they stand where its cells show a merged strip. */
function handles(
  /** @type {State} */ state,
  /** @type {number} */ row,
  /** @type {number} */ left,
  /** @type {number} */ width,
  /** @type {boolean} */ ownLines,
) {
  /** @type {Frame} */
  const shown = {};
  state[TIMES[row]].forEach((place, index) => {
    shown[`own-${row}.${index}`] = {
      hidden: ownLines ? null : "",
      "style.left": along(left),
      "style.width": along(width),
      "style.bottom": along(place),
    };
    shown[`handle-${TIMES[row]}.${index}`] = {
      hidden: width < NARROW ? "" : null,
      "style.left": along(left + width / 2),
      "style.bottom": along(place),
    };
  });
  return shown;
}

/** What is ordered over the whole day: names at the side, lines across all strips. */
function sides(/** @type {number[]} */ overall) {
  /** @type {Frame} */
  const shown = {};
  let bottom = 0;
  overall.forEach((height, column) => {
    shown[`drink-${column}`] = {
      hidden: height < NARROW ? "" : null,
      "style.bottom": along(bottom + height / 2),
      text: `${DRINKS[column]} ${formatPercent(height / WHOLE, 0)}`,
    };
    bottom += height;
    if (column < overall.length - 1) shown[`mean-${column}`] = { "style.bottom": along(bottom) };
  });
  return shown;
}

/** The bar: what is left of the time, what both say, what is left of the drink. */
function bar(/** @type {State} */ state, /** @type {Results} */ results, /** @type {boolean} */ pending) {
  const names = ["time-left", "information", "drink-left"];
  const lengths = names.map((name) => (pending ? 0 : (results[name] * BITS_IN[state.unit]) / LONGEST));
  const starts = [0, lengths[0], lengths[0] + lengths[1], sum(lengths)];
  /** @type {Frame} */
  const shown = {};
  names.forEach((name, i) => {
    const hidden = lengths[i] ? null : "";
    shown[`part-${name}`] = { hidden, "style.left": percent(starts[i]), "style.width": percent(lengths[i]) };
  });
  for (const [name, start, end] of /** @type {const} */ ([
    ["time", 0, 2],
    ["drink", 1, 3],
  ])) {
    const width = percent(starts[end] - starts[start]);
    shown[`span-${name}`] = { hidden: pending ? "" : null, "style.left": percent(starts[start]), "style.width": width };
  }
  return shown;
}

function remark(/** @type {State} */ state, /** @type {Results} */ results) {
  const joined = state.joined_times !== "none" || state.joined_drinks !== "none";
  if (joined && results.lost === 0) return "Nothing is lost: what is not told apart any more had the same shares.";
  if (results.information === 0) return "At each time the same shares: the time says nothing about the drink.";
  if (joined) return "Who tells less apart never knows more: what the time says can only shrink.";
  return "Where a strip is not cut at the dashed lines, its time says something about the drink.";
}

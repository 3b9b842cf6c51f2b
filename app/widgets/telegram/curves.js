// The averages as points, in shares of the figure: the same rules as picture.py.

/**
 * @typedef {{x: number[], y: number[]}} Line
 * @typedef {{p: Line, q: Line, gap: {x: number[], p: number[], top: number[]}}} Lines the gap lies between its p and
 *   its top
 */

const DENSE = 40;
const STEPS_TO_END = 260;

/** Where a number of letters stands on the lower edge: each doubling is as wide as the last. */
export function share(/** @type {number} */ letters, /** @type {number} */ total) {
  return total === 1 ? 1 : Math.log(letters) / Math.log(total);
}

/** The numbers of letters at which averages are drawn, for a whole telegram. @returns {number[]} */
export function drawn(/** @type {number} */ total) {
  const counts = new Set();
  for (let count = 1; count <= Math.min(DENSE, total); count++) counts.add(count);
  for (let step = 0; step <= STEPS_TO_END; step++) counts.add(Math.round(total ** (step / STEPS_TO_END)));
  return [...counts].sort((a, b) => a - b);
}

/**
 * Both averages so far. A line ends before a letter that has no word.
 * @param {import("./run.js").Run} run @param {number[]} counts of `drawn` @param {number} sent
 * @returns {Lines}
 */
export function curves(run, counts, sent) {
  const lines = { p: { x: [], y: [] }, q: { x: [], y: [] } };
  for (const name of ["p", "q"]) {
    const last = Math.min(sent, run.totals[name].length - 1);
    const add = (count) => {
      lines[name].x.push(share(count, run.total));
      lines[name].y.push(run.totals[name][count] / count);
    };
    let index = 0;
    for (; index < counts.length && counts[index] <= last; index++) add(counts[index]);
    if (last > 0 && counts[index - 1] !== last) add(last);
  }
  return { ...lines, gap: gap(lines) };
}

/** The area between P's line and what Q's line has above it, with the points where the two cross. */
function gap({ p, q }) {
  const area = { x: [], p: [], top: [] };
  const add = (x, low, high) => {
    area.x.push(x);
    area.p.push(low);
    area.top.push(high);
  };
  for (let index = 0; index < Math.min(p.x.length, q.x.length); index++) {
    const more = q.y[index] - p.y[index];
    const before = index ? q.y[index - 1] - p.y[index - 1] : 0;
    if (before * more < 0) {
      const part = before / (before - more);
      const level = p.y[index - 1] + part * (p.y[index] - p.y[index - 1]);
      add(p.x[index - 1] + part * (p.x[index] - p.x[index - 1]), level, level);
    }
    add(p.x[index], p.y[index], Math.max(p.y[index], q.y[index]));
  }
  return area;
}

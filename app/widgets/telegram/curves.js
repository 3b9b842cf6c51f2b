// The averages as points, in shares of the figure: the same rules as picture.py.

/**
 * @typedef {{x: number[], y: number[]}} Line
 * @typedef {{p: Line, q: Line, top: Line}} Lines `top` is the larger of the two, as far as both go: the gap lies between p and it
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
  /** @type {Lines} */
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
  const both = Math.min(lines.p.x.length, lines.q.x.length);
  lines.top = { x: lines.p.x.slice(0, both), y: lines.p.y.slice(0, both).map((p, index) => Math.max(p, lines.q.y[index])) };
  return lines;
}

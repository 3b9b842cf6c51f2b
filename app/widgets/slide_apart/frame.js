// The twin of state.py and frame.py: the numbers of a state, and where everything lies in the picture.
import { formatNumber, formatPlain } from "wd/figure/format.js";
import { coordinate, percent } from "wd/figure/places.js";
import { jsDivergence, klDivergence } from "wd/kernel/divergences.js";
import { NATS_PER_BIT } from "wd/kernel/units.js";

/** @import { Fields, Frame, Results } from "wd/figure/places.js" */

/**
 * @typedef {{shape: "pins" | "triangle" | "box", shift: number, reach: number, floor: number, unit: "bits" | "nats"}}
 *   State
 */

const BINS = 36;
const MIDDLE = 6;
const TOPS = [1.2, 2, 3, 4, 6, 8, 10];
const HEIGHT = 126;
const RAILS = { kl: 5, "kl-reverse": 9, js: 7 };
const HEADROOM = 1.08;
const ALONE = 0.3;

const HEIGHTS = {
  pins: (/** @type {number} */ k, /** @type {number} */ reach) => {
    let ways = 1;
    for (let i = 0; i < k; i++) ways = (ways * (2 * reach - i)) / (i + 1);
    return ways;
  },
  triangle: (/** @type {number} */ k, /** @type {number} */ reach) => reach + 1 - Math.abs(k - reach),
  box: () => 1,
};

function funnel(
  /** @type {State["shape"]} */ shape,
  /** @type {number} */ middle,
  /** @type {number} */ reach,
  /** @type {number} */ floor,
) {
  const heights = Array.from({ length: 2 * reach + 1 }, (_, k) => HEIGHTS[shape](k, reach));
  const whole = heights.reduce((sum, height) => sum + height, 0);
  return Array.from(
    { length: BINS },
    (_, bin) => (1 - floor) * ((heights[bin - middle + reach] ?? 0) / whole) + floor * (1 / BINS),
  );
}

const pair = (
  /** @type {State} */ { shape, reach, floor },
  /** @type {number} */ shift,
  /** @type {Fields} */ fields,
) => [funnel(shape, MIDDLE, fields.reach.bounds[1], floor), funnel(shape, MIDDLE + shift, reach, floor)];

const at = (/** @type {number[]} */ p, /** @type {number[]} */ q, /** @type {"bits" | "nats"} */ unit) => ({
  kl: klDivergence(p, q, unit),
  "kl-reverse": klDivergence(q, p, unit),
  js: jsDivergence(p, q, unit),
});

export function results(/** @type {State} */ state, /** @type {Fields} */ fields) {
  const [p, q] = pair(state, state.shift, fields);
  return {
    ...at(p, q, state.unit),
    overlap: Math.min(
      1,
      p.reduce((sum, a, bin) => sum + Math.min(a, q[bin]), 0),
    ),
  };
}

// What does not depend on the shift is kept while blue is dragged.
let drawn = { key: "", along: /** @type {ReturnType<typeof at>[]} */ ([]) };

function allAlong(/** @type {State} */ state, /** @type {Fields} */ fields) {
  const key = [state.shape, state.reach, state.floor, state.unit].join();
  if (drawn.key !== key)
    drawn = {
      key,
      along: Array.from({ length: fields.shift.bounds[1] + 1 }, (_, shift) => {
        const [p, q] = pair(state, shift, fields);
        return at(p, q, state.unit);
      }),
    };
  return drawn.along;
}

const place = (/** @type {number} */ value, /** @type {number} */ top, /** @type {keyof typeof RAILS} */ name) =>
  value === Infinity ? RAILS[name] : HEIGHT - (100 * value) / top;

/** Broken between what is finite and the rail; a value that stands alone is a short level stroke. */
function curve(/** @type {number[]} */ values, /** @type {number} */ top, /** @type {keyof typeof RAILS} */ name) {
  const breaks = (/** @type {number} */ from) =>
    from < 0 || from === values.length - 1 || (values[from] === Infinity) !== (values[from + 1] === Infinity);
  let path = "";
  values.forEach((value, shift) => {
    const x = MIDDLE + shift + 0.5;
    const at = (/** @type {number} */ side) => `${coordinate(x + side)} ${coordinate(place(value, top, name))}`;
    const begins = breaks(shift - 1);
    if (begins && breaks(shift)) path += `M${at(-ALONE)}L${at(ALONE)}`;
    else path += `${begins ? "M" : "L"}${at(0)}`;
  });
  return path;
}

function steps(/** @type {number[]} */ row, /** @type {number} */ tallest) {
  const reached = row.map((value, bin) => (value > 0 ? bin : -1)).filter((bin) => bin >= 0);
  const [first, last] = [reached[0], reached[reached.length - 1]];
  const bars = row
    .slice(first, last + 1)
    .map((value, i) => `V${coordinate(100 - (100 * value) / tallest)}H${first + i + 1}`);
  return `M${first} 100${bars.join("")}V100Z`;
}

export function frame(
  /** @type {State} */ state,
  /** @type {Results} */ results,
  /** @type {boolean} */ pending,
  /** @type {Fields} */ fields,
) {
  const along = allAlong(state, fields);
  const ceiling = state.unit === "bits" ? 1 : NATS_PER_BIT;
  const highest = Math.max(...along.flatMap((each) => Object.values(each).filter(Number.isFinite)));
  const top = TOPS.find((each) => each >= highest) ?? Math.ceil(highest);
  const [p, q] = pair(state, state.shift, fields);
  const tallest = HEADROOM * Math.max(...p, ...q);
  const here = percent((MIDDLE + state.shift + 0.5) / BINS);
  /** @type {Frame} */
  const shown = {
    p: { d: steps(p, tallest) },
    q: { d: steps(q, tallest) },
    m: {
      d: steps(
        p.map((a, bin) => (a + q[bin]) / 2),
        tallest,
      ),
    },
    "handle-shift": { "style.left": here },
    line: { "style.left": here },
    "name-q": { "style.left": here },
    top: { text: top === TOPS[0] ? "" : formatPlain(top) },
    ceiling: { "style.bottom": percent(((100 / HEIGHT) * ceiling) / top), hidden: pending ? "" : null },
    "ceiling-text": { text: formatNumber(ceiling, state.unit, ceiling === 1 ? 0 : 3) },
    remark: { text: pending ? "" : remark(results) },
  };
  for (const name of /** @type {(keyof typeof RAILS)[]} */ (["kl", "kl-reverse", "js"])) {
    const values = along.map((each) => each[name]);
    shown[`curve-${name}`] = { d: pending ? "" : curve(values, top, name) };
    shown[`dot-${name}`] = {
      "style.left": here,
      "style.bottom": percent(1 - place(values[state.shift], top, name) / HEIGHT),
      hidden: pending ? "" : null,
    };
  }
  return shown;
}

function remark(/** @type {Results} */ results) {
  const lost = ["kl", "kl-reverse"].filter((name) => results[name] === Infinity);
  if (results.overlap === 0) return "No bin in common: both KLs are infinite, near or far.";
  if (lost.length === 2) return "Each reaches a bin that the other never does: both KLs are infinite.";
  if (lost[0] === "kl")
    return "P reaches a bin that Q never does, and not the other way round: only KL(P ‖ Q) is infinite.";
  if (lost.length) return "Q reaches a bin that P never does, and not the other way round: only KL(Q ‖ P) is infinite.";
  if (results.js === 0) return "The same distribution twice: there is nothing between them.";
  return "Every bin that one reaches the other reaches too: both KLs are finite.";
}

// The twin of state.py and frame.py: the numbers of a state, and where everything lies in the picture.
import { formatNumber } from "wd/figure/format.js";
import { coordinate, percent } from "wd/figure/places.js";
import { binomialPmf } from "wd/kernel/bounds.js";
import { klDivergence } from "wd/kernel/divergences.js";

/** @import { Fields, Frame, Results } from "wd/figure/places.js" */

/** @typedef {{p: number, q: number, n: number, limit: number}} State */

const BOTTOM = -15;
const TOP = 45;
const LONGEST = 20;
const THICKEST = 4;
const THINNEST = 0.8;
const TURN = 46;

const sum = (/** @type {number[]} */ values) => values.reduce((total, value) => total + value, 0);
const steps = (/** @type {State} */ { p, q }) => [Math.log2(p / q), Math.log2((1 - p) / (1 - q))];

function amountsOf(/** @type {State} */ state) {
  const [heads, tails] = steps(state);
  return Array.from({ length: state.n + 1 }, (_, k) => k * heads + (state.n - k) * tails);
}

/** Evidence within this of a limit has reached it, as app/kernel/evidence.py has it. */
const slack = (/** @type {number} */ limit) => 1e-12 * Math.max(1, limit);

export function results(/** @type {State} */ state) {
  const { p, q, n, limit } = state;
  const [heads, tails] = steps(state);
  const kl = klDivergence([p, 1 - p], [q, 1 - q], "bits");
  const amounts = amountsOf(state);
  const chances = binomialPmf([p, 1 - p], n);
  const from = (/** @type {number} */ least) =>
    Math.min(1, sum(chances.filter((_, k) => amounts[k] >= least - slack(least))));
  return {
    kl,
    mean: n * kl,
    sd: Math.sqrt(n * p * (1 - p)) * Math.abs(heads - tails),
    chance: from(limit),
    wrong: Math.max(0, 1 - from(0)),
  };
}

const up = (/** @type {number} */ bits) => (bits - BOTTOM) / (TOP - BOTTOM);

export function frame(
  /** @type {State} */ state,
  /** @type {Results} */ numbers,
  /** @type {boolean} */ pending,
  /** @type {Fields} */ fields,
) {
  const { kl } = numbers;
  const sd = numbers.sd / Math.sqrt(state.n);
  const [, most] = fields.n.bounds;
  const flips = Array.from({ length: most + 1 }, (_, n) => n);
  const point = (/** @type {number} */ n, /** @type {number} */ bits) =>
    `${coordinate((100 * n) / most)} ${coordinate(100 * (1 - up(bits)))}`;
  const upper = flips.map((n) => point(n, n * kl + Math.sqrt(n) * sd));
  const lower = flips.map((n) => point(n, n * kl - Math.sqrt(n) * sd)).reverse();
  const [reached, short] = bars(state, most);
  return {
    band: { d: `M${[...upper, ...lower].join(" L")} Z` },
    average: { d: `M${point(0, 0)} L${point(most, most * kl)}` },
    reached: { d: pending ? "" : reached },
    short: { d: pending ? "" : short },
    flips: { "style.left": percent(state.n / most) },
    line: { "style.bottom": percent(up(state.limit)) },
    odds: { text: odds(state.limit) },
    "handle-n": { "style.left": percent(state.n / most) },
    "handle-limit": { "style.bottom": percent(up(state.limit)) },
    remark: { text: pending ? "" : remark(state, numbers) },
  };
}

const odds = (/** @type {number} */ limit) => `${formatNumber(2 ** limit, null, limit >= 5 ? 0 : 1)} : 1`;

/** The bars of what reaches the limit, and of what does not. */
function bars(/** @type {State} */ state, /** @type {number} */ flips) {
  const amounts = amountsOf(state);
  const chances = binomialPmf([state.p, 1 - state.p], state.n);
  const most = Math.max(...chances);
  const step = Math.abs(amounts[0] - amounts[state.n]) / state.n;
  const thick = Math.min(Math.max((0.7 * 100 * step) / (TOP - BOTTOM), THINNEST), THICKEST);
  const way = state.n >= TURN ? -1 : 1;
  const drawn = ["", ""];
  amounts.forEach((amount, k) => {
    const length = (LONGEST * chances[k]) / most;
    if (amount < BOTTOM || amount > TOP || length < 0.05) return;
    drawn[amount >= state.limit - slack(state.limit) ? 0 : 1] +=
      `M${coordinate((100 * state.n) / flips)} ${coordinate(100 * (1 - up(amount)) - thick / 2)}` +
      `h${coordinate(way * length)}v${coordinate(thick)}h${coordinate(-way * length)}Z`;
  });
  return drawn;
}

function remark(/** @type {State} */ state, /** @type {Results} */ { kl, mean, chance }) {
  if (kl === 0) return "Truth and claim are the same: no flip speaks for either.";
  if (mean < state.limit && state.limit <= mean + kl * 3) return "The average is not there yet; some runs are.";
  if (mean >= state.limit && chance < 0.99) return "The average has passed the limit; not every run has.";
  if (mean >= state.limit) return "Nearly every run has passed the limit.";
  return "Dark bars have reached the limit. The average grows with the flips, the spread with their root.";
}

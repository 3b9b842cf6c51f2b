// The twin of state.py and frame.py: the numbers of a state, and where everything lies in the picture.
import { formatPlain } from "wd/figure/format.js";
import { coordinate, percent } from "wd/figure/places.js";
import { latentBound, sampledGap } from "wd/kernel/bounds.js";

/** @import { Frame, Results } from "wd/figure/places.js" */

/** @typedef {{q: number, prior: number, rain: number, dry: number, samples: number}} State */

const BOTTOM = -2;
const STEPS = 24;
const CLOSED = 0.0005;

/** @returns {[number[], number[]]} */
const world = (/** @type {State} */ { prior, rain, dry }) => [
  [prior, 1 - prior],
  [rain, dry],
];
const boundAt = (/** @type {State} */ state, /** @type {number} */ q) => latentBound(...world(state), [q, 1 - q]);
const leftAt = (/** @type {State} */ state, /** @type {number} */ q) =>
  sampledGap(...world(state), [q, 1 - q], state.samples);

export function results(/** @type {State} */ state) {
  const here = boundAt(state, state.q);
  const left = leftAt(state, state.q);
  const { prior, rain, dry } = state;
  return {
    evidence: here.evidence,
    reconstruction: here.reconstruction,
    "prior-kl": here.klToPrior,
    bound: here.bound,
    gap: here.gap,
    sampled: here.evidence - left,
    left,
    posterior: (prior * rain) / (prior * rain + (1 - prior) * dry),
  };
}

const up = (/** @type {number} */ nats) => 1 - Math.max(nats, BOTTOM) / BOTTOM;

export function frame(/** @type {State} */ state, /** @type {Results} */ numbers, /** @type {boolean} */ pending) {
  const [evidence, bound] = [up(numbers.evidence), up(numbers.bound)];
  const one = pending || state.samples === 1;
  const sampled = one ? bound : up(numbers.sampled);
  const at = percent(state.q);
  return {
    curve: { d: curve((q) => boundAt(state, q).bound) },
    lifted: { d: one ? "" : curve((q) => numbers.evidence - leftAt(state, q)) },
    evidence: { "style.bottom": percent(evidence) },
    bar: { "style.left": at, "style.height": percent(bound) },
    won: {
      hidden: one ? "" : null,
      "style.left": at,
      "style.bottom": percent(bound),
      "style.height": percent(sampled - bound),
    },
    gap: { "style.left": at, "style.bottom": percent(sampled), "style.height": percent(evidence - sampled) },
    "handle-q": { "style.left": at, "style.bottom": percent(bound) },
    guess: { text: `${formatPlain(state.q, 2)} rain` },
    remark: { text: pending ? "" : remark(state, numbers) },
  };
}

function curve(/** @type {(q: number) => number} */ of) {
  const places = Array.from({ length: STEPS + 1 }, (_, step) => 0.5 - 0.5 * Math.cos((Math.PI * step) / STEPS));
  return `M${places.map((q) => `${coordinate(100 * q)} ${coordinate(100 * (1 - up(of(q))))}`).join(" L")}`;
}

function remark(/** @type {State} */ { samples, q }, /** @type {Results} */ { gap, left }) {
  if (gap < CLOSED) return "The guess is the posterior: the bound touches the evidence, and nothing is left to lift.";
  if (samples > 1 && (q === 0 || q === 1)) {
    return "What the guess never draws no number of samples finds: the gap stays.";
  }
  if (samples > 1 && left > gap / 2) return "The samples win little: they hardly ever draw what is missing.";
  if (samples > 1) return "The average of more samples lies nearer to the evidence; it never lies further away.";
  return "The guess moves the bound, never the line: what is missing is KL(q ‖ posterior).";
}

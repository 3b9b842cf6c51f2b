// The twin of state.py and frame.py: the numbers of a state, and where everything lies in the picture.
import { formatNumber, formatPlain } from "wd/figure/format.js";
import { percent } from "wd/figure/places.js";
import { crossEntropy, entropy, klDivergence } from "wd/kernel/divergences.js";
import { softmax } from "wd/kernel/softmax.js";

/** @import { Fields, Frame, Results } from "wd/figure/places.js" */

/** @typedef {{logits: number[], right: string, smoothing: number}} State */

const CLASSES = ["cat", "dog", "fox", "owl"];
export const STEP = 2;
const ROUNDING = 4e-15; // as in state.py: what is smaller is rounding
const FAINT = 1e-5;
const NEARLY = 5e-4;
const SCALES = [1, 2, 4, 8, 16];

/** P, the smoothed label. */
const targetOf = (/** @type {State} */ { right, smoothing }) =>
  CLASSES.map((name) => (1 - smoothing) * Number(name === right) + smoothing / CLASSES.length);

/** How the loss changes with each logit, Q − P. */
export function slopesOf(/** @type {State} */ state) {
  const target = targetOf(state);
  const slopes = softmax(state.logits).map((q, i) => q - target[i]);
  return slopes.map((slope) => (Math.abs(slope) > ROUNDING ? slope : 0));
}

export function results(/** @type {State} */ state) {
  const p = targetOf(state);
  const q = softmax(state.logits);
  const gap = klDivergence(p, q, "nats");
  return {
    entropy: entropy(p, "nats"),
    "cross-entropy": crossEntropy(p, q, "nats"),
    kl: gap > ROUNDING ** 2 ? gap : 0,
  };
}

export function frame(
  /** @type {State} */ state,
  /** @type {Results} */ results,
  /** @type {boolean} */ pending,
  /** @type {Fields} */ fields,
) {
  const [low, high] = fields.logits.bounds;
  const up = (/** @type {number} */ logit) => (logit - low) / (high - low);
  const target = targetOf(state);
  const model = softmax(state.logits);
  const slopes = slopesOf(state);
  const [floor, gap] = pending ? [0, 0] : [results.entropy, results.kl];
  const scale = /** @type {number} */ (SCALES.find((each) => floor + gap <= each));
  /** @type {Frame} */
  const shown = {
    floor: { "style.width": percent(floor / scale) },
    gap: { "style.width": percent(gap / scale) },
    half: { text: formatPlain(scale / 2) },
    whole: { text: formatPlain(scale) },
    remark: { text: pending ? "" : remark(state, target, model, slopes) },
  };
  state.logits.forEach((z, i) => {
    const slope = slopes[i];
    shown[`handle-logits.${i}`] = { "style.bottom": percent(up(z)) };
    shown[`stem-${i}`] = {
      "style.bottom": percent(up(Math.min(z, 0))),
      "style.height": percent(Math.abs(z) / (high - low)),
    };
    shown[`arrow-${i}`] = arrow(slope, up(Math.min(Math.max(z - slope * STEP, low), high)), high - low);
    shown[`p-${i}`] = { "style.height": percent(target[i]) };
    shown[`q-${i}`] = { "style.height": percent(model[i]) };
    shown[`p-text-${i}`] = { text: formatNumber(target[i]) };
    shown[`q-text-${i}`] = { text: formatNumber(model[i]) };
    shown[`slope-${i}`] = { text: formatNumber(slope) };
  });
  return shown;
}

/** From a logit to where a step takes it; its tip is exact, however short it is. */
function arrow(/** @type {number} */ slope, /** @type {number} */ tip, /** @type {number} */ whole) {
  return {
    "data-way": Math.abs(slope) < FAINT ? "none" : slope > 0 ? "down" : "up",
    "style.top": slope <= 0 ? percent(1 - tip) : "auto",
    "style.bottom": slope > 0 ? percent(tip) : "auto",
    "style.height": percent((Math.abs(slope) * STEP) / whole),
  };
}

function remark(
  /** @type {State} */ { right, smoothing },
  /** @type {number[]} */ p,
  /** @type {number[]} */ q,
  /** @type {number[]} */ slopes,
) {
  const steepest = Math.max(...slopes.map(Math.abs));
  if (smoothing > 0 && steepest < FAINT)
    return "Model and target agree: the gap is as good as 0, the arrows are gone. What is left is the floor.";
  if (smoothing === 0 && steepest < NEARLY)
    return `As good as certain, and still an arrow for ${right}: no finite logits reach a one-hot target.`;
  const index = p.indexOf(Math.max(...p));
  if (smoothing > 0 && q[index] > p[index]) return `Surer of ${right} than the target asks for: its arrow points down.`;
  return "Each arrow ends where one step downhill takes the logit: two units for each unit of P − Q.";
}

// The twin of training.py, state.py and frame.py: one training from its first step to its last, its numbers and its
// picture.
import { softmaxDescent } from "wd/kernel/descent.js";
import { formatPlain } from "wd/figure/format.js";
import { coordinate, percent } from "wd/figure/places.js";
import { crossEntropy, entropy, klDivergence } from "wd/kernel/divergences.js";
import { drawCounts } from "wd/kernel/sampling.js";
import { PER_NAT } from "wd/kernel/units.js";

/** @import { Fields, Frame, Results } from "wd/figure/places.js" */

/**
 * @typedef {{p: number[], n: number, seed: number, step: number, batch: boolean, truth: boolean, unit: "nats" |
 *   "bits"}} State
 */

const RATE = 0.5;
const BATCH = 32;
const NOISE = 1e-9;
const MARKS = 9;
const BARS = [0.4, 0.6, 1];
const LATE = 270;
const RISE = 0.005;

/**
 * @typedef {object} Training by step, but for the sample
 * @property {number[]} counts
 * @property {number[]} shares
 * @property {number[][]} targets what each step goes down on
 * @property {number[][]} models
 * @property {number[]} new the cost of new data
 * @property {number[]} sample the cost of the sample
 * @property {number[]} printed the loss of each step's own data
 */

let kept = { key: "", run: /** @type {Training | null} */ (null) };

/** The training of a state; the last is kept, for most gestures only look at another step of it. @returns {Training} */
function train(/** @type {State} */ { p, n, seed, batch }, /** @type {Fields} */ fields) {
  const key = JSON.stringify([p, n, seed, batch]);
  if (kept.run && key === kept.key) return kept.run;
  const counts = drawCounts(p, n, seed);
  const shares = counts.map((count) => count / n);
  const targets = Array.from({ length: fields.step.bounds[1] + 1 }, (_, t) =>
    batch ? drawCounts(shares, BATCH, seed, n + BATCH * t).map((count) => count / BATCH) : shares,
  );
  const models = softmaxDescent(targets.slice(0, -1), p.length, RATE);
  const cost = (/** @type {number[]} */ weights, /** @type {number[]} */ model) =>
    weights.reduce((sum, weight, i) => sum - weight * Math.log(model[i]), 0);
  const run = {
    counts,
    shares,
    targets,
    models,
    new: models.map((model) => cost(p, model)),
    sample: models.map((model) => cost(shares, model)),
    printed: models.map((model, t) => cost(targets[t], model)),
  };
  kept = { key, run };
  return run;
}

export function results(/** @type {State} */ state, /** @type {Fields} */ fields) {
  const { p, step, unit } = state;
  const run = train(state, fields);
  const model = run.models[step];
  const least = Math.min(...run.new) + NOISE;
  const floor = entropy(p, "nats") - NOISE;
  return {
    entropy: entropy(p, unit),
    kl: klDivergence(p, model, unit),
    "cross-entropy": crossEntropy(p, model, unit),
    "training-floor": entropy(run.shares, unit),
    "training-gap": klDivergence(run.shares, model, unit),
    "training-loss": crossEntropy(run.shares, model, unit),
    "batch-loss": crossEntropy(run.targets[step], model, unit),
    "best-step": run.new.findIndex((loss) => loss <= least),
    below: run.printed.filter((loss) => loss < floor).length,
  };
}

export function frame(
  /** @type {State} */ state,
  /** @type {Results} */ results,
  /** @type {boolean} */ pending,
  /** @type {Fields} */ fields,
) {
  const { step: at, n, unit, batch } = state;
  const { new: fresh, sample, printed, counts, shares, models } = train(state, fields);
  const every = models.map((_, step) => step);
  const last = every.length - 1;
  const floor = results.entropy / PER_NAT[unit];
  const top = Math.max(2.5, Math.ceil(2 * Math.max(...sample, ...(pending ? [] : fresh)) + 0.1) / 2);
  const stops = batch ? every : every.filter((step) => step < 40 || step % 5 === 0);
  const up = (/** @type {number} */ nats) => percent(nats / top);
  const curve = (/** @type {number[]} */ losses, /** @type {number[]} */ steps) =>
    `M${steps.map((step) => `${step} ${coordinate(100 * (1 - losses[step] / top))}`).join(" ")}`;
  const band = () =>
    [...stops.map((step) => [step, fresh[step]]), [last, floor], [0, floor]].map(
      ([step, nats]) => `${percent(step / last)} ${percent(1 - nats / top)}`,
    );
  const side = (/** @type {boolean} */ above) => (above ? "above" : "below");
  const left = percent(at / last);
  /** @type {Frame} */
  const shown = {
    stage: { "data-truth": String(state.truth), "data-batch": String(batch) },
    floor: { "style.height": up(floor) },
    gap: { "style.clip-path": pending ? "none" : `polygon(${band().join(", ")})` },
    new: { d: pending ? "" : curve(fresh, stops) },
    sample: { d: curve(sample, stops) },
    printed: { d: batch ? curve(printed, every) : "" },
    "name-new": { "style.bottom": up(pending ? 0 : fresh[last]), "data-side": side(fresh[last] >= sample[last]) },
    "name-sample": { "style.bottom": up(sample[last]), "data-side": side(sample[last] > fresh[last]) },
    "dot-new": { "style.left": left, "style.bottom": up(pending ? 0 : fresh[at]) },
    "dot-sample": { "style.left": left, "style.bottom": up(sample[at]) },
    "handle-step": { "style.left": left, "style.bottom": "0%", "data-late": at > LATE ? "" : null },
    remark: { text: pending ? "" : remark(state, results, fresh, sample) },
    step: { text: `${at} of ${last}` },
    size: { text: `${n} guests` },
  };
  for (let mark = 0; mark < MARKS; mark++) {
    const nats = mark / PER_NAT[unit];
    shown[`mark-${mark}`] = { text: formatPlain(mark), hidden: nats <= top ? null : "", "style.bottom": up(nats) };
  }
  const tallest = Math.max(...state.p, ...shares, ...models[at]);
  const scale = /** @type {number} */ (BARS.find((end) => tallest <= end + NOISE));
  state.p.forEach((p, row) => {
    const q = models[at][row];
    shown[`p-${row}`] = { "style.width": percent(p / scale) };
    shown[`q-${row}`] = { "style.width": percent(q / scale) };
    shown[`f-${row}`] = { "style.left": percent(counts[row] / n / scale) };
    shown[`count-${row}`] = { text: String(counts[row]), "data-none": String(counts[row] === 0) };
    shown[`model-${row}`] = { text: `model ${formatPlain(q)}` };
  });
  return shown;
}

function remark(
  /** @type {State} */ { step },
  /** @type {Results} */ results,
  /** @type {number[]} */ fresh,
  /** @type {number[]} */ sample,
) {
  const best = results["best-step"];
  const last = sample.length - 1;
  const spoiled = Math.max(0, sample[last] - sample[best]);
  if (fresh[last] - fresh[best] - spoiled < RISE)
    return "What helped on the sample helped on new data too, down to the end.";
  if (step <= best) return `Up to step ${best} both costs fall.`;
  return `New data were cheapest at step ${best}. Since then the model has learned the sample, not the truth.`;
}

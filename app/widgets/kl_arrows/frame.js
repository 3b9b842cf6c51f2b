// The twin of state.py and frame.py: the numbers of a state, and where its arrows point.
import { formatPercent } from "wd/figure/format.js";
import { coordinate, percent } from "wd/figure/places.js";
import { klDivergence } from "wd/kernel/divergences.js";
import { estimatorGradients } from "wd/kernel/estimators.js";
import { drawCounts } from "wd/kernel/sampling.js";
import { logSoftmax, softmax } from "wd/kernel/softmax.js";

/** @import { Fields, Frame, Results } from "wd/figure/places.js" */

/** @typedef {{policy: number[], reference: number[], step: number, draws: "all" | "some", seed: number}} State */

const ANSWERS = ["a", "b", "c"];
const SAMPLE = 20;
const LONGEST = 34;
const HEAD = 4;
const NOTHING = 1e-9;
const BEYOND = 6;

function gradients(/** @type {State} */ { policy, reference, draws, seed }) {
  const pi = softmax(policy);
  const ref = softmax(reference);
  if (draws === "all") return estimatorGradients(pi, ref);
  return estimatorGradients(
    pi,
    ref,
    drawCounts(pi, SAMPLE, seed).map((count) => count / SAMPLE),
  );
}

export function results(/** @type {State} */ state) {
  const pi = softmax(state.policy);
  const ref = softmax(state.reference);
  const found = gradients(state);
  const logs = logSoftmax(state.policy);
  const after = (/** @type {number[]} */ arrow) =>
    klDivergence(softmax(logs.map((z, i) => z - state.step * arrow[i])), ref, "nats");
  /** @type {Results} */
  const numbers = {
    kl: klDivergence(pi, ref, "nats"),
    "reverse-kl": klDivergence(ref, pi, "nats"),
    turned: turned(found.kl, found.k3),
  };
  for (const name of /** @type {const} */ (["k1", "k2", "k3"])) {
    numbers[`after-${name}`] = after(found[name]);
    ANSWERS.forEach((answer, i) => {
      numbers[`${name}-${answer}`] = found[name][i];
    });
  }
  ANSWERS.forEach((answer, i) => {
    numbers[`true-${answer}`] = found.kl[i];
  });
  return numbers;
}

/** Where three slopes that sum to 0 point: each pulls along its own ray, 120° from the others. */
const inPlane = (/** @type {number[]} */ [first, second, third]) => [
  ((third - second) * Math.sqrt(3)) / 2,
  first - (second + third) / 2,
];
const length = (/** @type {number[]} */ arrow) => Math.hypot(...inPlane(arrow));

function turned(/** @type {number[]} */ one, /** @type {number[]} */ other) {
  const [x, y] = inPlane(one);
  const [u, v] = inPlane(other);
  return (Math.atan2(Math.abs(x * v - y * u), x * u + y * v) * 180) / Math.PI;
}

export function frame(
  /** @type {State} */ state,
  /** @type {Results} */ results,
  /** @type {boolean} */ pending,
  /** @type {Fields} */ fields,
) {
  const found = gradients(state);
  const arrows = { true: found.kl, reverse: found.reverseKl, k1: found.k1, k2: found.k2, k3: found.k3 };
  const longest = Math.max(...Object.values(arrows).map(length));
  const scale = longest > NOTHING ? LONGEST / longest : 0;
  /** @type {Frame} */
  const shown = { remark: { text: pending ? "" : remark(state, results) } };
  for (const [name, arrow] of Object.entries(arrows)) {
    const there = !pending && scale * length(arrow) > HEAD / 4;
    const [x, y] = inPlane(arrow);
    const tip = [50 - scale * x, 50 + scale * y];
    shown[`arrow-${name}`] = { d: there ? drawn(tip) : "" };
    if (name.startsWith("k")) shown[`name-${name}`] = named(tip, there, pending);
  }
  for (const row of /** @type {const} */ (["policy", "reference"])) {
    const at = row === "policy" ? 0.3 : 0.7;
    const [low, high] = fields[row].bounds;
    softmax(state[row]).forEach((weight, index) => {
      const side = percent((index + at) / ANSWERS.length);
      const place = percent((state[row][index] - low) / (high - low));
      shown[`handle-${row}.${index}`] = { "style.left": side, "style.bottom": place };
      shown[`stem-${row}.${index}`] = { "style.left": side, "style.height": place };
      shown[`share-${row}.${index}`] = { text: formatPercent(weight, 1) };
    });
  }
  return shown;
}

/** A line from the middle to a point, with a head. */
function drawn(/** @type {number[]} */ [x, y]) {
  const angle = Math.atan2(y - 50, x - 50);
  const side = (/** @type {number} */ turn) =>
    point(x - HEAD * Math.cos(angle + turn), y - HEAD * Math.sin(angle + turn));
  return `M50.00 50.00 L${point(x, y)} M${side(-0.45)} L${point(x, y)} L${side(0.45)}`;
}

const point = (/** @type {number} */ x, /** @type {number} */ y) => `${coordinate(x)} ${coordinate(y)}`;

function named(/** @type {number[]} */ [x, y], /** @type {boolean} */ there, /** @type {boolean} */ pending) {
  const far = Math.hypot(x - 50, y - 50);
  const [left, top] = there ? [x + ((x - 50) / far) * BEYOND, y + ((y - 50) / far) * BEYOND] : [50, 50];
  return {
    hidden: pending ? "" : null,
    "data-none": there ? null : "",
    "style.left": percent(left / 100),
    "style.top": percent(top / 100),
  };
}

function remark(/** @type {State} */ state, /** @type {Results} */ results) {
  const pi = softmax(state.policy);
  if (softmax(state.reference).every((share, i) => share === pi[i])) {
    return "π and the reference are the same: there is nothing to go down.";
  }
  if (state.draws === "some") return "Over twenty draws all three arrows stray. k1’s is nothing but straying.";
  if (state.step > 0 && results["after-k3"] > results.kl) {
    return "A step down k3’s gradient raises the very KL that k3 estimates.";
  }
  if (ANSWERS.some((answer) => results[`k3-${answer}`] * results[`true-${answer}`] < 0)) {
    return "k3 and the true gradient disagree on which answers to make likelier.";
  }
  return "k2 goes where KL(π ‖ ref) falls fastest; k3 goes where KL(ref ‖ π) does; k1 goes nowhere.";
}

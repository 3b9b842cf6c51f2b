// The twin of state.py and frame.py: the numbers of a state, and where everything lies in the picture.
import { formatPercent, formatPlain } from "wd/figure/format.js";
import { percent } from "wd/figure/places.js";
import { entropy, klDivergence } from "wd/kernel/divergences.js";
import { logSoftmax, softmax } from "wd/kernel/softmax.js";

/** @import { Fields, Frame, Results } from "wd/figure/places.js" */

/** @typedef {{teacher: number[], student: number[], temperature: number}} State */

export function results(/** @type {State} */ { teacher, student, temperature }) {
  const given = softmax(teacher, temperature);
  const kl = klDivergence(given, softmax(student, temperature), "nats");
  return {
    kl,
    "scaled-kl": temperature ** 2 * kl,
    entropy: entropy(given, "nats"),
    "label-loss": 0 - logSoftmax(student)[0],
  };
}

function share(/** @type {number} */ p) {
  if (p < 1e-4) return "<0.01%";
  return formatPercent(p, p < 0.01 ? 2 : 1);
}

export function frame(
  /** @type {State} */ state,
  /** @type {Results} */ results,
  /** @type {boolean} */ pending,
  /** @type {Fields} */ fields,
) {
  const [low, high] = fields.student.bounds;
  const up = (/** @type {number} */ logit) => percent((logit - low) / (high - low));
  const column = (/** @type {number} */ index) => percent((index + 0.5) / state.teacher.length);
  const teacher = softmax(state.teacher, state.temperature);
  const student = softmax(state.student, state.temperature);
  /** @type {Frame} */
  const shown = {
    at: { text: `at T = ${formatPlain(state.temperature, 2)}` },
    remark: { text: pending ? "" : remark(state, results) },
  };
  for (let i = 0; i < state.teacher.length; i++) {
    shown[`bar-teacher.${i}`] = { "style.height": percent(teacher[i]) };
    shown[`bar-student.${i}`] = { "style.height": percent(student[i]) };
    shown[`share-teacher.${i}`] = { text: share(teacher[i]) };
    shown[`share-student.${i}`] = { text: share(student[i]) };
    shown[`logit-teacher.${i}`] = { text: formatPlain(state.teacher[i], 2) };
    shown[`logit-student.${i}`] = { text: formatPlain(state.student[i], 2) };
    shown[`mark-teacher.${i}`] = { "style.left": column(i), "style.bottom": up(state.teacher[i]) };
    shown[`handle-student.${i}`] = { "style.left": column(i), "style.bottom": up(state.student[i]) };
  }
  return shown;
}

function remark(/** @type {State} */ { teacher, student }, /** @type {Results} */ results) {
  if (klDivergence(softmax(teacher), softmax(student), "nats") < 1e-9)
    return "Student and teacher agree. Only differences of logits count: to raise all alike changes nothing.";
  if (
    results.entropy >
    0.97 *
      entropy(
        teacher.map(() => 1 / teacher.length),
        "nats",
      )
  )
    return "So hot, all classes look nearly alike, and what is left to match is the differences of the logits.";
  if (results.entropy < 0.01) return "So cold, the teacher says hardly more than the label does.";
  if (results["label-loss"] < 0.2 && results.kl > 0.05)
    return "The label is content with this student. The teacher is not.";
  return "Red is what the teacher gives, blue what the student gives. What the teacher finds likely counts most.";
}

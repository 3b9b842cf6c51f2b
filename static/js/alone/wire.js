// The wire of a page that stands by itself: no server hears it; what Python was asked beforehand is answered.
import { answers } from "./carried.js";

export class OfflineError extends Error {}

export const AWAY = {
  what: "computed by Python, and this copy holds its answer for the first state alone. The figure goes on working.",
  short: "This copy has no server",
  again: "Others come from the course itself.",
};

export const wire = {
  open() {},
  async ask(/** @type {any} */ { kind, question }) {
    const found = question && (await answers()).find((each) => each.kind === kind && fits(each.of, question));
    if (!found) throw new OfflineError("no server");
    return { answer: structuredClone(found.answer) };
  },
  onStatus(/** @type {(status: string) => void} */ callback) {
    callback("idle");
  },
};

/** Whether a question has all that an answer was given to; what it has besides changes nothing. */
function fits(given, asked) {
  if (typeof given !== "object" || given === null) return given === asked;
  if (typeof asked !== "object" || asked === null) return false;
  return Object.keys(given).every((name) => fits(given[name], asked[name]));
}

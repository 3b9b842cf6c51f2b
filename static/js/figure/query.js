// A state as fields of a query string, as state.py writes and reads them.
import { labelsField } from "wd/figure/probability.js";

/**
 * @param {Object<string, any>} state
 * @param {import("wd/figure/kind.js").Fields} fields
 * @returns {Object<string, string>}
 */
export function toQuery(state, fields) {
  return Object.fromEntries(
    Object.entries(state)
      .filter(([name, value]) => value !== (fields[name]?.unsaid ?? null))
      .map(([name, value]) => [fields[name]?.address ?? name, toText(value)]),
  );
}

/** The address of a page that shows a state. */
export function linkTo(/** @type {string} */ page, /** @type {Object<string, string>} */ query) {
  return Object.assign(new URL(page, location.href), { search: new URLSearchParams(query).toString() }).href;
}

function toText(value) {
  if (typeof value === "boolean") return value ? "1" : "0";
  return Array.isArray(value) && typeof value[0] === "string" ? labelsField(value) : String(value);
}

// Where something lies in a picture, as CSS and SVG write it. Nothing here needs a page.

/**
 * @typedef {Object<string, Object<string, string | null>>} Frame what each named part of a picture shows: texts,
 *   attributes, styles
 * @typedef {Object<string, number>} Results the numbers of a state, by their names
 * @typedef {Object<string, {bounds: [number, number]}>} Fields what state.py tells of those of its fields that are
 *   numbers
 */

/**
 * A length along a track, kept inside it; the twin of `percent` in app/figure/drawing.py.
 * @param {number} part 0 to 1
 * @param {number} [digits] decimals of the percent
 */
export function percent(part, digits = 2) {
  return `${(Math.min(1, Math.max(0, part)) * 100).toFixed(digits)}%`;
}

/** A coordinate of a drawing, without a negative zero; the twin of `coordinate` in app/figure/drawing.py. */
export function coordinate(/** @type {number} */ value) {
  return value.toFixed(2).replace(/^-0\.00$/, "0.00");
}

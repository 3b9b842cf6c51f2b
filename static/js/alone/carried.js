// What a page that stands by itself carries in the place of a server: answers, questions with their grading, addresses.

/**
 * @typedef {object} Kept
 * @property {string} answers what Python has answered about first states: JSON, gzip, base64
 * @property {Object<string, object>} [canvases] the figures that a canvas draws, by their addresses
 * @property {string} [lesson] the lesson's id
 * @property {Object<string, import("./questions.js").Asked>} [questions] by the ids of their elements
 * @property {Object<string, string>} [explanations] what a sentence becomes when it is kept, with a mark for it
 * @property {Object<string, {widget: string, html: string}>} [predictions] what each reveals
 * @property {{key: string, anchor: string, name: string}[]} [items] what the lesson asks for
 * @property {boolean} [scorm] whether a course system keeps the lesson's record
 * @property {string} root the way from this page to the course's folder
 */

/** @typedef {{kind: string, of: object, answer: object}} Answered of a kind of figures, and from what it follows */

/** @type {Kept} */
export const kept = JSON.parse(document.getElementById("alone").textContent);

/** @type {Promise<Answered[]> | null} */
let unpacked = null;

/** What Python has answered; unpacked when it is asked for. */
export function answers() {
  unpacked ??= kept.answers ? unpack(kept.answers) : Promise.resolve([]);
  return unpacked;
}

async function unpack(/** @type {string} */ text) {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

// What stands in a question's form: a text, or the options that are chosen.

const fieldsOf = (/** @type {HTMLFormElement} */ form) =>
  /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("[name=answer]")]);
const isOption = (/** @type {HTMLInputElement} */ field) => field.type === "radio" || field.type === "checkbox";

/** @returns {string[]} as a form sends it */
export function responseIn(/** @type {HTMLFormElement} */ form) {
  return fieldsOf(form)
    .filter((field) => !isOption(field) || field.checked)
    .map((field) => field.value);
}

/** What the server has put there. @returns {string[]} */
export function givenIn(/** @type {HTMLFormElement} */ form) {
  return fieldsOf(form)
    .filter((field) => !isOption(field) || field.defaultChecked)
    .map((field) => (isOption(field) ? field.value : field.defaultValue));
}

export function respond(/** @type {HTMLFormElement} */ form, /** @type {string[]} */ response) {
  for (const field of fieldsOf(form)) {
    if (isOption(field)) field.checked = response.includes(field.value);
    else field.value = response[0] ?? "";
  }
}

/** Which numbers the question shows. */
export const seedIn = (/** @type {HTMLFormElement} */ form) =>
  /** @type {HTMLInputElement | null} */ (form.querySelector("input[name=seed]"))?.value ?? "";

/** @param {string[]} a @param {string[]} b */
export const sameResponse = (a, b) => JSON.stringify(a) === JSON.stringify(b);

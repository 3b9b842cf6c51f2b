// What stands in the way of understanding something that was pasted.

/** @typedef {{id: string, text: string, options: {value: string, label: string}[]}} Question */

/** Something that nobody can read: it names the line, the value, the rule and the repair. */
export class PasteError extends Error {}

/** Something that can be read in two ways. */
export class PasteQuestion extends Error {
  constructor(/** @type {Question} */ question) {
    super(question.text);
    this.question = question;
  }
}

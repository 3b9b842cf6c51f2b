// The rules of the game: what a guess changes, and what the known letters tell. Every function leaves the old state as
// it was.

/**
 * @typedef {{known: number, tries: number[], tried: string}} State
 * @typedef {{text: string, surprises: Object<string, number>, entropy: number, ceiling: number, given: number,
 *   window: number, height: number}} Passage `window` letters are on the tape, `height` bits high
 */

/** @param {Passage} passage @param {State} state */
export const ended = ({ text }, { known }) => known === text.length;

/** @param {Passage} passage @param {State} state @returns {State} after a guess at the next letter */
export function guessed({ text }, state, letter) {
  if (state.known === text.length || state.tried.includes(letter)) return state;
  if (text[state.known] !== letter) return { ...state, tried: state.tried + letter };
  return { ...state, known: state.known + 1, tries: [...state.tries, state.tried.length + 1], tried: "" };
}

/** Some letters become known without a guess. @param {Passage} passage @param {State} state @returns {State} */
export function shown({ text }, state, count) {
  return { ...state, known: Math.min(text.length, state.known + count), tried: "" };
}

/**
 * The numbers in bits, by data-quantity; the average of guesses is 0 before the first.
 * @param {Passage} passage
 * @param {State} state
 */
export function numbersOf({ text, surprises, entropy, ceiling }, { known, tries }) {
  let sum = 0;
  for (let i = 0; i < known; i++) sum += surprises[text[i]];
  return {
    surprisal: surprises[text[known - 1]],
    average: sum / known,
    entropy,
    ceiling,
    guesses: tries.length ? tries.reduce((total, count) => total + count) / tries.length : 0,
  };
}

/**
 * How often each sign comes in the whole text, in their order.
 * @param {Passage} passage
 * @returns {Object<string, number>}
 */
export function countsOf({ text }) {
  const counts = /** @type {Object<string, number>} */ ({});
  for (const sign of [...text].sort()) counts[sign] = (counts[sign] ?? 0) + 1;
  return counts;
}

/** The state as fields of a query string. @param {State} state @returns {Object<string, string>} */
export function toQuery({ known, tries, tried }) {
  return { known: String(known), tries: tries.join(","), tried: tried.replace(" ", "_") };
}

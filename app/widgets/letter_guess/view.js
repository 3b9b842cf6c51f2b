// Guess the letter, alive: each guess is answered at once, and the server confirms the numbers.
import { formatNumber } from "wd/figure/format.js";
import { View } from "wd/figure/view.js";
import { countsOf, ended, guessed, numbersOf, shown, toQuery } from "./game.js";
import { makeKeys } from "./keys.js";
import { Tape } from "./tape.js";

const named = (letter) => (letter === " " ? "space" : letter);
const some = (/** @type {{known: number}} */ { known }) => `${known} letters are known.`;

/** @param {HTMLElement} element @param {import("wd/page/mount.js").Start} start */
export function mount(element, start) {
  const root = /** @type {HTMLElement} */ (element.querySelector(".letter-guess"));
  const passage = JSON.parse(root.querySelector(".passage").textContent);
  let tape;
  const view = new View(root, start, {
    numbers: (state) => ({ results: numbersOf(passage, state) }),
    stage: (made) => (tape = new Tape(made, passage)),
    announce(what, { results }, state, before) {
      const told = state.known === before.known + 1 ? ` It told ${formatNumber(results.surprisal, "bits")}.` : "";
      tape.remark(`${what}${told}`);
      return `${what}${told}`;
    },
    buttons: {
      show: (state, made) => made.change(`It was ${named(passage.text[state.known])}.`, shown(passage, state, 1)),
      more: (state, made) => made.change(some(shown(passage, state, 20)), shown(passage, state, 20)),
    },
    reset: (made) => made.change("From the beginning", { ...made.state(), known: passage.given, tries: [], tried: "" }),
    refresh(made) {
      for (const button of root.querySelectorAll("[data-control=show], [data-control=more]"))
        /** @type {HTMLButtonElement} */ (button).disabled = ended(passage, made.state());
    },
    query: toQuery,
    step: some,
    python: (state) => ({ ...state, text: passage.text.slice(0, state.known), counts: countsOf(passage) }),
    forgets: true,
  });
  makeKeys(view, (letter) => guess(view, passage, letter));
  return view;
}

function guess(view, passage, letter) {
  const state = view.state();
  const next = guessed(passage, state, letter);
  if (next.known === state.known) {
    if (next !== state) view.change(`Not ${named(letter)}.`, next);
    return;
  }
  const count = next.tries.at(-1);
  view.change(`Yes: ${named(letter)}, after ${count} ${count === 1 ? "guess" : "guesses"}.`, next);
}

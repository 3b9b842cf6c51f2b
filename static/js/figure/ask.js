// Predict, then see: a guess is slid or typed, and committed; then it stands beside the truth, in words.
import { element } from "wd/figure/element.js";
import { formatNumber } from "wd/figure/format.js";
import { makeNumberField } from "wd/figure/number_field.js";
import { tellPrediction } from "wd/page/events.js";

/**
 * What asks for the prediction of a figure, or shows the one that was made before; null where there is none.
 * @param {import("wd/figure/view.js").View} view @param {import("wd/figure/kind.js").Kind} kind
 */
export function askOf(view, kind) {
  const { predict: quantity, prediction, committed } = view.options;
  if (!quantity) return null;
  const place = /** @type {HTMLElement} */ (view.root.querySelector("[data-role=ask]"));
  const host = {
    unit: view.root.querySelector(`[data-quantity="${quantity}"]`)?.dataset.unit ?? view.state().unit ?? "",
    complain: (message) => view.complain(message),
    commit(guess, truth = view.numbers.results[quantity], state = view.state()) {
      tellPrediction({ widget: view.id, prediction, quantity, guess, truth, unit: state.unit, state });
      view.recall(guess, state);
      place.focus({ preventScroll: true });
    },
  };
  const ask = kind.ask?.(view, host) ?? makeAsk(place, host);
  if (committed) ask.recall(Number(committed.guess), Number(committed.truth), committed.unit ?? view.state().unit);
  return ask;
}

/**
 * @param {HTMLElement} place `data-name`, `data-low` and `data-high` say what is guessed, and between what
 * @param {{unit: string, complain: (message: string) => void, commit: (guess: number) => void}} host
 */
export function makeAsk(place, { unit, complain, commit }) {
  const { name, low, high } = place.dataset;
  const bounds = /** @type {[number, number]} */ ([Number(low), Number(high)]);
  const text = (/** @type {number} */ value) => formatNumber(value, unit || null);
  const controls = place.querySelector(".ask-controls");
  place.tabIndex = -1;
  if (controls) {
    let guess = null;
    const slider = element("input", {
      type: "range",
      min: low,
      max: high,
      step: "0.01",
      value: (bounds[0] + bounds[1]) / 2,
      "aria-label": `Your guess for ${name}, slid`,
    });
    const typed = element("input", {
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      "aria-label": `Your guess for ${name}, typed`,
    });
    const button = element(
      "button",
      { type: "button", class: "primary", disabled: true, onclick: () => commit(guess) },
      "Commit",
    );
    const set = (value) => {
      guess = value;
      slider.value = String(value);
      slider.dataset.placed = "true";
      slider.setAttribute("aria-valuetext", text(value));
      button.disabled = false;
      field.refresh();
    };
    slider.setAttribute("aria-valuetext", "not placed yet");
    slider.addEventListener("input", () => set(Number(slider.value)));
    const field = makeNumberField(typed, {
      bounds: [Math.min(0, bounds[0]), 1100],
      example: "1.25",
      name: () => "Your guess",
      text: () => (guess === null ? "" : formatNumber(guess, null, 2)),
      complain,
      commit: set,
    });
    controls.replaceChildren(slider, typed, element("span", {}, unit), button);
  }
  return {
    /** Show guess and truth. @returns {string} what is shown */
    recall(/** @type {number} */ guess, /** @type {number} */ truth) {
      const words = verdict(name, guess, truth, text);
      place.replaceChildren(element("p", { class: "verdict-line" }, words));
      if (controls) place.focus({ preventScroll: true });
      return words;
    },
  };
}

function verdict(name, guess, truth, text) {
  const said = `You said ${text(guess)}; ${name} is ${text(truth)}`;
  if (guess === truth || Math.abs(truth - guess) < 5e-4) return `${said}. Right on the mark.`;
  return `${said}: ${text(Math.abs(truth - guess))} ${truth > guess ? "more" : "less"} than you thought.`;
}

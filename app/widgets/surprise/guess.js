// Predict, then see: a marker is placed where the dashed line will lie; only then do the areas show it.
import { element } from "wd/figure/element.js";
import { formatNumber } from "wd/figure/format.js";
import { makeHandle } from "wd/figure/handle.js";
import { makeNumberField } from "wd/figure/number_field.js";
import { percent } from "wd/figure/paint.js";
import { PER_BIT } from "./numbers.js";

const SLIDER = { role: "slider", tabindex: "0", "aria-orientation": "vertical", "aria-label": "Your guess for H(P)", "aria-valuemin": "0" };

/** Where the marker waits, as a part of the axis: off the ceiling, which lies in the middle. */
const START = 0.375;

/** How the guess and the truth differ, in words. */
export function verdict(/** @type {number} */ guess, /** @type {number} */ truth, /** @type {string} */ unit) {
  const said = `You said ${formatNumber(guess, unit)}; H(P) is ${formatNumber(truth, unit)}`;
  const difference = truth - guess;
  if (Math.abs(difference) < 5e-4) return `${said}. Right on the mark.`;
  return `${said}: ${formatNumber(Math.abs(difference), unit)} ${difference > 0 ? "more" : "less"} than you thought.`;
}

/**
 * @param {Element} root
 * @param {{height: () => number, unit: () => string, complain: (message: string) => void, commit: (guess: number) => void}} host
 */
export function makeGuess(root, host) {
  const ghost = /** @type {HTMLElement} */ (root.querySelector(".guess"));
  const area = root.querySelector(".area");
  const ended = new AbortController();
  let guess = null;
  let committed = false;

  ghost.hidden = false;
  ghost.append(element("span", { class: "guess-line" }), element("span", { class: "guess-grip" }));
  for (const [name, content] of Object.entries(SLIDER)) ghost.setAttribute(name, content);
  const value = () => guess ?? START * host.height();
  const place = (next) => { guess = Number(next.toFixed(12)); commitButton.disabled = false; paint(); };
  const handle = makeHandle(ghost, {
    axis: "y", track: area, value, range: () => [0, host.height()], bounds: [0, host.height()], step: 0.01, page: 0.1, grab: 60,
    onInput: (next, by) => place(by === "pointer" ? Math.round(next * 100) / 100 : next), blocked: () => committed,
  });
  area.addEventListener("pointerdown", ({ clientY, target }) => {
    if (ghost.contains(target)) return;
    const box = area.getBoundingClientRect();
    place(Math.min(host.height(), Math.max(0, Math.round(((box.bottom - clientY) / box.height) * host.height() * 100) / 100)));
  }, { signal: ended.signal });
  const input = element("input", { type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": "Your guess for H(P), typed" });
  const commitButton = element("button", { type: "button", class: "primary", disabled: true, onclick: () => { committed = true; host.commit(guess); } }, "Commit");
  root.querySelector(".ask-controls").replaceChildren(input, element("span", {}, host.unit()), commitButton);
  const field = makeNumberField(input, {
    bounds: [0, 100], example: "0.8", name: () => "Your guess", text: () => (guess === null ? "" : formatNumber(guess, null, 2)), complain: host.complain, commit: place,
  });

  function paint() {
    ghost.style.bottom = percent(value() / host.height());
    ghost.setAttribute("aria-valuemax", String(Math.max(host.height(), value())));
    ghost.setAttribute("aria-valuenow", String(value()));
    ghost.setAttribute("aria-valuetext", guess === null ? "not placed yet" : formatNumber(guess, host.unit()));
    ghost.dataset.placed = String(guess !== null);
    field.refresh();
  }

  return { paint, destroy() { handle.destroy(); ended.abort(); } };
}

/** The guess that stands beside the truth, and in words; it is shown only beside the distribution that was guessed at. */
export function makeMarker(/** @type {Element} */ root, /** @type {string} */ words, /** @type {number} */ guessInBits, /** @type {(state: object) => boolean} */ unmoved) {
  const ask = /** @type {HTMLElement} */ (root.querySelector("[data-role=ask]"));
  ask.tabIndex = -1;
  ask.replaceChildren(element("p", { class: "verdict-line" }, words));
  const ghost = /** @type {HTMLElement} */ (root.querySelector(".guess"));
  for (const name of [...Object.keys(SLIDER), "aria-valuemax", "aria-valuenow", "aria-valuetext"]) ghost.removeAttribute(name);
  ghost.setAttribute("aria-hidden", "true");
  ghost.dataset.placed = "kept";
  ghost.replaceChildren(element("span", { class: "guess-line" }), element("span", { class: "guess-name" }, "your guess"));
  return {
    paint({ state, drawn, height }) {
      ghost.hidden = !unmoved(state);
      const guess = guessInBits * PER_BIT[state.unit];
      ghost.style.bottom = percent(guess / height);
      ghost.dataset.side = guess < drawn.entropy ? "below" : "above";
    },
  };
}

// Predict, then see: a marker is placed where something will end; only then does the figure show it.
import { element } from "wd/figure/element.js";
import { formatNumber } from "wd/figure/format.js";
import { makeHandle } from "wd/figure/handle.js";
import { makeNumberField } from "wd/figure/number_field.js";
import { percent } from "wd/figure/paint.js";
import { hundredths } from "wd/figure/within.js";

const SLIDER = { role: "slider", tabindex: "0", "aria-valuemin": "0" };
const SAYS = ["aria-orientation", "aria-label", "aria-valuemax", "aria-valuenow", "aria-valuetext"];

/**
 * @typedef {object} Where where a guess is placed
 * @property {Element} root has the marker, `.guess`, and the place where one is asked, with the most that can be typed
 * @property {string} name of what is guessed
 * @property {"x" | "y"} axis
 * @property {Element} track
 * @property {() => [number, number]} range the values at its ends
 * @property {() => number} start where the marker waits
 * @property {string} example of what can be typed
 */

/**
 * Let a guess be placed, and committed.
 * @param {Where} where @param {{unit: string, complain: (message: string) => void, commit: (guess: number) => void}}
 *   host
 * @returns {{paint: () => void, destroy: () => void}}
 */
export function makePlacedGuess({ root, name, axis, track, range, start, example }, host) {
  const ghost = /** @type {HTMLElement} */ (root.querySelector(".guess"));
  const says = `Your guess for ${name}`;
  const ended = new AbortController();
  let guess = null;
  let committed = false;

  const value = () => guess ?? start();
  const place = (next) => {
    guess = Number(next.toFixed(12));
    button.disabled = false;
    paint();
  };
  showMarker(ghost, axis, says);
  const { input, button, most } = typedGuess(root, says, host.unit, () => {
    committed = true;
    host.commit(guess);
  });
  const field = makeNumberField(input, {
    bounds: [0, most],
    example,
    name: () => "Your guess",
    text: () => (guess === null ? "" : formatNumber(guess, null, 2)),
    complain: host.complain,
    commit: place,
  });
  const handle = makeHandle(ghost, {
    axis,
    track,
    value,
    range,
    bounds: [0, range()[1]],
    step: 0.01,
    page: 0.1,
    grab: 60,
    onInput: (next, by) => place(by === "pointer" ? hundredths(next) : next),
    blocked: () => committed,
  });
  track.addEventListener(
    "pointerdown",
    (/** @type {any} */ event) => {
      if (!ghost.contains(event.target)) place(pressed(event, track, axis, range()));
    },
    { signal: ended.signal },
  );

  function paint() {
    const [low, high] = range();
    paintMarker(ghost, axis, { low, high, value: value(), says: guess === null ? "" : formatNumber(guess, host.unit) });
    field.refresh();
  }

  return {
    paint,
    destroy() {
      handle.destroy();
      ended.abort();
    },
  };
}

/** The guess that was made stands beside the truth, and in words. @returns {HTMLElement} the marker */
export function keepGuess(/** @type {Element} */ root, /** @type {string} */ words) {
  const ask = /** @type {HTMLElement} */ (root.querySelector("[data-role=ask]"));
  ask.tabIndex = -1;
  ask.replaceChildren(element("p", { class: "verdict-line" }, words));
  const ghost = /** @type {HTMLElement} */ (root.querySelector(".guess"));
  for (const name of [...Object.keys(SLIDER), ...SAYS]) ghost.removeAttribute(name);
  ghost.setAttribute("aria-hidden", "true");
  ghost.dataset.placed = "kept";
  ghost.replaceChildren(
    element("span", { class: "guess-line" }),
    element("span", { class: "guess-name" }, "your guess"),
  );
  return ghost;
}

/** How the guess and the truth differ, in words. */
export function verdict(
  /** @type {string} */ name,
  /** @type {number} */ guess,
  /** @type {number} */ truth,
  /** @type {string} */ unit,
) {
  const said = `You said ${formatNumber(guess, unit)}; ${name} is ${formatNumber(truth, unit)}`;
  if (truth === Infinity) return guess === Infinity ? `${said}. Exactly.` : `${said}: no finite guess is enough.`;
  const difference = truth - guess;
  if (Math.abs(difference) < 5e-4) return `${said}. Right on the mark.`;
  return `${said}: ${formatNumber(Math.abs(difference), unit)} ${difference > 0 ? "more" : "less"} than you thought.`;
}

function showMarker(ghost, axis, says) {
  ghost.hidden = false;
  ghost.append(element("span", { class: "guess-line" }), element("span", { class: "guess-grip" }));
  const orientation = axis === "x" ? "horizontal" : "vertical";
  for (const [name, value] of Object.entries({ ...SLIDER, "aria-orientation": orientation, "aria-label": says }))
    ghost.setAttribute(name, value);
}

/** Show where the guess is; `says` is empty while nothing is placed. */
function paintMarker(ghost, axis, { low, high, value, says }) {
  ghost.style.setProperty(axis === "x" ? "left" : "bottom", percent((value - low) / (high - low)));
  ghost.setAttribute("aria-valuemax", String(Math.max(high, value)));
  ghost.setAttribute("aria-valuenow", String(value));
  ghost.setAttribute("aria-valuetext", says || "not placed yet");
  ghost.dataset.placed = String(says !== "");
}

function typedGuess(root, says, unit, onclick) {
  const input = /** @type {any} */ (
    element("input", { type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": `${says}, typed` })
  );
  const button = /** @type {any} */ (
    element("button", { type: "button", class: "primary", disabled: true, onclick }, "Commit")
  );
  const ask = root.querySelector("[data-role=ask]");
  ask.querySelector(".ask-controls").replaceChildren(input, element("span", {}, unit), button);
  return { input, button, most: Number(ask.dataset.high) };
}

/** The value at a pointer, on the track. */
function pressed({ clientX, clientY }, track, axis, [low, high]) {
  const { left, bottom, width, height } = track.getBoundingClientRect();
  const part = axis === "x" ? (clientX - left) / width : (bottom - clientY) / height;
  return Math.min(high, Math.max(0, hundredths(low + part * (high - low))));
}

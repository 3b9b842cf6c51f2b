// Predict, then see: a ghost marker is placed where the total will end; only then do the bars show it.
import { element } from "wd/figure/element.js";
import { formatNumber } from "wd/figure/format.js";
import { makeHandle } from "wd/figure/handle.js";
import { makeNumberField } from "wd/figure/number_field.js";
import { percent } from "wd/figure/paint.js";

const NAMES = { "cross-entropy": "H(P, Q)", kl: "KL(P ‖ Q)" };

/** How the guess and the truth differ, in words. */
export function verdict(/** @type {string} */ quantity, /** @type {number} */ guess, /** @type {number} */ truth, /** @type {string} */ unit) {
  const said = `You said ${formatNumber(guess, unit)}; ${NAMES[quantity]} is ${formatNumber(truth, unit)}`;
  if (truth === Infinity) return guess === Infinity ? `${said}. Exactly.` : `${said}: no finite guess is enough.`;
  const difference = truth - guess;
  if (Math.abs(difference) < 5e-4) return `${said}. Right on the mark.`;
  return `${said}: ${formatNumber(Math.abs(difference), unit)} ${difference > 0 ? "more" : "less"} than you thought.`;
}

/**
 * @param {{root: Element, quantity: "cross-entropy" | "kl", host: {scale: () => number, entropy: () => number, unit: () => string,
 *   complain: (message: string) => void, commit: (guess: number) => void}}} parts `root` is the section of the costs
 */
export function makePrediction({ root, quantity, host }) {
  const ghost = /** @type {HTMLElement} */ (root.querySelector(".guess"));
  const track = root.querySelector(".measure-cross-entropy .track");
  const remark = root.querySelector("[data-role=ask]");
  // The marker stands where the whole bar will end; a guess for KL is what lies beyond H(P).
  const offset = () => (quantity === "kl" ? host.entropy() : 0);
  let guess = null;
  let committed = false;

  ghost.hidden = false;
  ghost.append(element("span", { class: "guess-line" }), element("span", { class: "guess-grip" }));
  const slider = {
    role: "slider", tabindex: "0", "aria-orientation": "horizontal", "aria-label": `Your guess for ${NAMES[quantity]}`, "aria-valuemin": "0",
  };
  for (const [name, value] of Object.entries(slider)) ghost.setAttribute(name, value);
  const start = () => (host.scale() - offset()) / 2;
  const value = () => guess ?? start();
  const place = (next) => { guess = Number(next.toFixed(12)); commitButton.disabled = false; paint(); };
  const handle = makeHandle(ghost, {
    axis: "x", track, value, range: () => [-offset(), host.scale() - offset()], bounds: [0, host.scale() - offset()], step: 0.01, page: 0.1, grab: 60,
    onInput: (next, by) => place(by === "pointer" ? Math.round(next * 100) / 100 : next),
    blocked: () => committed,
  });
  const press = new AbortController();
  track.addEventListener("pointerdown", (event) => {
    const box = track.getBoundingClientRect();
    place(Math.max(0, Math.round((((event.clientX - box.left) / box.width) * host.scale() - offset()) * 100) / 100));
  }, { signal: press.signal });

  const input = element("input", { type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": `Your guess for ${NAMES[quantity]}, typed` });
  const commitButton = element("button", { type: "button", class: "primary", disabled: true, onclick: () => commit() }, "Commit");
  remark.querySelector(".ask-controls").replaceChildren(input, element("span", {}, host.unit()), commitButton);
  const field = makeNumberField(input, {
    bounds: [0, 1100], example: "1.5", name: () => "Your guess", text: () => (guess === null ? "" : formatNumber(guess, null, 2)), complain: host.complain, commit: place,
  });

  function paint() {
    ghost.style.left = percent((value() + offset()) / host.scale());
    ghost.setAttribute("aria-valuemax", String(host.scale() - offset()));
    ghost.setAttribute("aria-valuenow", String(value()));
    ghost.setAttribute("aria-valuetext", guess === null ? "not placed yet" : formatNumber(guess, host.unit()));
    ghost.dataset.placed = String(guess !== null);
    field.refresh();
  }

  function commit() {
    committed = true;
    host.commit(guess);
  }

  return {
    paint,
    destroy() { handle.destroy(); press.abort(); },
    ghost,
  };
}

/** The guess that stands beside the truth, and in words. */
export function makeMarker(/** @type {Element} */ root, /** @type {string} */ quantity, /** @type {string} */ words) {
  const ask = /** @type {HTMLElement} */ (root.querySelector("[data-role=ask]"));
  ask.tabIndex = -1;
  ask.replaceChildren(element("p", { class: "verdict-line" }, words));
  const ghost = /** @type {HTMLElement} */ (root.querySelector(".guess"));
  for (const name of ["role", "tabindex", "aria-orientation", "aria-label", "aria-valuemin", "aria-valuemax", "aria-valuenow", "aria-valuetext"]) ghost.removeAttribute(name);
  ghost.setAttribute("aria-hidden", "true");
  ghost.dataset.placed = "kept";
  ghost.replaceChildren(element("span", { class: "guess-line" }), element("span", { class: "guess-name" }, "your guess"));
  return {
    /** Shown only beside the state that was guessed at. */
    paint({ drawn, scale, unmoved, guess }) {
      ghost.hidden = !unmoved;
      const place = (guess + (quantity === "kl" ? drawn.entropy : 0)) / scale;
      ghost.style.left = percent(place);
      // The words stand on the side away from the truth, where there is room.
      const above = drawn["cross-entropy"] / scale > place;
      ghost.dataset.side = place > 0.75 || (above && place > 0.25) ? "left" : "right";
    },
  };
}

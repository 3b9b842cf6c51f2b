// What another telegram is asked for with: code, blocks, seed, length, a message of one's own, P and Q.
import { withProbability } from "wd/figure/probability.js";
import { readNumber } from "wd/figure/typed_number.js";
import { following } from "wd/figure/within.js";

/** @typedef {import("./view.js").TelegramView} TelegramView */

export class Setting {
  #view;
  #tape;

  /** @param {TelegramView} view @param {import("./tape.js").Tape} tape */
  constructor(view, tape) {
    this.#view = view;
    this.#tape = tape;
    const drawn = (fields) => view.wish({ source: "draw", sent: null, ...fields });
    // Where there is little room, what is set once is folded away behind this.
    this.#on("setting", "click", (button) =>
      button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true")),
    );
    this.#on("another", "click", () => drawn({ seed: following(view.wanted.seed, view.fields.seed.bounds) }));
    this.#on("seed", "change", (field) => {
      const rule = `The number of a telegram has one to nine digits; “${field.value}” has not. Type one such as 7.`;
      if (/^\d{1,9}$/.test(field.value.trim())) drawn({ seed: Number(field.value) });
      else this.#refuse(field, rule);
    });
    this.#on("length", "change", ({ value }) => drawn({ length: Number(value) }));
    this.#on("block", "change", ({ value }) => view.wish({ code: "block", block: Number(value) }));
    this.#on("code", "change", ({ value }) => {
      const block = Math.min(view.state().block, tape.blocks.at(-1));
      view.wish(value === "block" ? { code: value, block } : { code: value });
    });
    this.#on("message", "submit", (_, event) => this.#send(event));
    // Probabilities stand in a fragment that comes anew with each tape: one listener for all of them.
    view.root.addEventListener("change", (/** @type {any} */ { target }) => {
      if (target.dataset.control === "probability") this.#share(target);
    });
  }

  /** Let every control say what the present state says. */
  show() {
    const state = this.#view.state();
    for (const choice of this.#all("code")) choice.checked = choice.value === state.code;
    for (const sizes of this.#all("block")) {
      const option = (size) => new Option(`of ${size}`, size, false, size === state.block);
      sizes.replaceChildren(...this.#tape.blocks.map(option));
      sizes.dataset.idle = String(state.code !== "block");
    }
    for (const seed of this.#all("seed")) Object.assign(seed, { value: state.seed, readOnly: false });
    for (const length of this.#all("length")) length.value = state.length;
    for (const { elements } of this.#all("message"))
      elements[0].value = state.source === "message" ? state.message : "";
    for (const field of this.#all("probability")) field.readOnly = false;
  }

  async #send(event) {
    event.preventDefault();
    const [text] = event.target.elements;
    const typed = text.value;
    const written = typed.trim() ? { source: "message", message: typed } : { source: "draw" };
    if (await this.#view.wish({ ...written, sent: null })) return;
    text.value = typed;
    text.setAttribute("aria-invalid", "true");
  }

  /** One probability takes a value, the others give way in proportion. */
  #share(field) {
    const { which, place } = field.dataset;
    const value = readNumber(field.value);
    if (value >= 0 && value <= 1) {
      keepFocus(this.#view.root, field);
      this.#view.wish({ [which]: withProbability(this.#view.wanted[which], Number(place), value) });
      return;
    }
    const rule = `“${field.value}” is no probability. Type a number from 0 to 1, such as 0.25.`;
    this.#refuse(field, `${field.getAttribute("aria-label")}: ${rule}`);
  }

  #refuse(field, why) {
    field.setAttribute("aria-invalid", "true");
    this.#view.complain(why);
  }

  /** @returns {any[]} the controls of a name: none where it is left out */
  #all(name) {
    return [...this.#view.root.querySelectorAll(`[data-control="${name}"]`)];
  }

  #on(name, event, act) {
    for (const control of this.#all(name)) control.addEventListener(event, (happened) => act(control, happened));
  }
}

/** A field that is replaced while it has the focus gives the focus to its successor. */
function keepFocus(root, { dataset: { which, place } }) {
  const watch = new MutationObserver(() => {
    watch.disconnect();
    const { activeElement } = root.getRootNode(); // a document's is its body where nothing has the focus
    if (activeElement !== document.body && activeElement !== null) return;
    root.querySelector(`[data-control="probability"][data-which="${which}"][data-place="${place}"]`)?.focus();
  });
  watch.observe(root.querySelector('[data-fragment="codewords"]'), { childList: true });
  setTimeout(() => watch.disconnect(), 9000);
}

// What another telegram is asked for with: code, blocks, seed, length, a message of one's own, P and Q.
import { withProbability } from "wd/figure/probability.js";
import { readNumber } from "wd/figure/typed_number.js";

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
    this.#on("setting", "click", ({ target }) =>
      target.setAttribute("aria-expanded", String(target.getAttribute("aria-expanded") !== "true")),
    );
    this.#on("another", "click", () => drawn({ seed: (view.wanted.seed + 1) % 1e9 }));
    this.#on("seed", "change", ({ target }) => {
      if (/^\d{1,9}$/.test(target.value.trim())) drawn({ seed: Number(target.value) });
      else
        refuse(
          view,
          target,
          `The number of a telegram has one to nine digits; “${target.value}” has not. Type one such as 7.`,
        );
    });
    this.#on("length", "change", ({ target }) => drawn({ length: Number(target.value) }));
    this.#on("block", "change", ({ target }) => view.wish({ code: "block", block: Number(target.value) }));
    this.#on("code", "change", ({ target }) => view.wish(this.#coded(target.value)));
    this.#on("message", "submit", (event) => this.#send(event));
    // Probabilities stand in a fragment that comes anew with each tape: one listener for all of them.
    view.root.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement && target.dataset.control === "probability") this.#share(target);
    });
  }

  /** Let every control say what the state says. */
  show(/** @type {import("wd/figure/kind.js").State} */ state) {
    for (const choice of this.#all("code")) choice.checked = choice.value === state.code;
    for (const sizes of this.#all("block")) {
      const { blocks } = this.#tape;
      sizes.replaceChildren(
        ...blocks.map((size) => new Option(`of ${size}`, String(size), false, size === state.block)),
      );
      sizes.dataset.idle = String(state.code !== "block");
    }
    for (const seed of this.#all("seed")) Object.assign(seed, { value: state.seed, readOnly: false });
    for (const length of this.#all("length")) length.value = state.length;
    for (const text of this.#texts()) text.value = state.source === "message" ? state.message : "";
    for (const field of this.#all("probability")) field.readOnly = false;
  }

  async #send(event) {
    event.preventDefault();
    const [text] = this.#texts();
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
    } else {
      const name = field.getAttribute("aria-label");
      refuse(
        this.#view,
        field,
        `${name}: “${field.value}” is no probability. Type a number from 0 to 1, such as 0.25.`,
      );
    }
  }

  #coded(code) {
    const most = this.#tape.blocks.at(-1);
    return code === "block" ? { code, block: Math.min(this.#view.state().block, most) } : { code };
  }

  /** @returns {any[]} the controls of a name: none where it is left out */
  #all(name) {
    return [...this.#view.root.querySelectorAll(`[data-control="${name}"]`)];
  }

  #texts() {
    return /** @type {HTMLInputElement[]} */ ([...this.#view.root.querySelectorAll("[data-role=text]")]);
  }

  #on(name, event, listener) {
    for (const control of this.#all(name)) control.addEventListener(event, listener);
  }
}

function refuse(view, field, why) {
  field.setAttribute("aria-invalid", "true");
  view.complain(why);
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

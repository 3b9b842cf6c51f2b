// The text, sign by sign: its shades, the sign that is looked at, and how one gets to another.
import { element } from "wd/figure/element.js";
import { formatNumber } from "wd/figure/format.js";

const KEYS = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
  Home: -Infinity,
  End: Infinity,
};

/** @param {HTMLElement} root the figure; a figure without a text has no tape */
export function makeTape(root) {
  const tape = /** @type {HTMLElement | null} */ (root.querySelector(".tape"));
  return tape && new Tape(tape);
}

class Tape {
  #tape;
  #cells;
  #written;
  #shades = "";
  #at = 0;

  constructor(/** @type {HTMLElement} */ tape) {
    this.#tape = tape;
    this.#cells = this.#cellsNow();
    this.#written = this.#cells.map((cell) => cell.textContent).join("");
  }

  paint(/** @type {string} */ signs, /** @type {{"data-shades": string, "aria-valuenow": string}} */ shown) {
    this.#write(signs);
    this.#shade(shown["data-shades"]);
    const wanted = Number(shown["aria-valuenow"]);
    if (wanted === this.#at) return;
    this.#cells[this.#at - 1]?.classList.remove("at");
    this.#cells[wanted - 1].classList.add("at");
    this.#at = wanted;
  }

  /** @param {any} figure @param {(state: object) => ArrayLike<number>} surprises of its signs, in the state's unit */
  listen(figure, surprises) {
    const on = (name, listener) => this.#tape.addEventListener(name, listener, { signal: figure.signal });
    const go = (wanted) => {
      const next = Math.min(this.#cells.length, Math.max(1, wanted));
      if (!figure.pending) figure.show({ ...figure.state(), at: next });
    };
    const settle = () => figure.settle(`Sign ${figure.state().at}`);
    on("keydown", (event) => {
      if (!Object.hasOwn(KEYS, event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      go(figure.state().at + KEYS[event.key]);
    });
    on("keyup", settle);
    on("blur", settle);
    this.#listenToPointers(on, go, settle, this.#chipOf(figure, surprises));
  }

  #listenToPointers(on, go, settle, showChip) {
    let pressed = false;
    on("pointerdown", (event) => {
      if (event.button !== 0) return;
      pressed = true;
      const place = this.#under(event);
      if (place) go(place);
    });
    on("pointermove", (event) => {
      const place = this.#under(event);
      if (pressed && place) go(place);
      showChip(event.pointerType === "mouse" ? place : 0);
    });
    for (const name of ["pointerup", "pointercancel"])
      on(name, () => {
        pressed = false;
        settle();
      });
    on("pointerleave", () => {
      showChip(0);
      if (pressed) settle();
      pressed = false;
    });
  }

  /** @returns {(place: number) => void} shows a sign's surprise over it; of no sign, nothing */
  #chipOf(figure, surprises) {
    const chip = element("span", { class: "chip", hidden: true, "aria-hidden": "true" });
    this.#tape.after(chip);
    return (place) => {
      chip.hidden = !place || figure.pending;
      if (chip.hidden) return;
      const state = figure.state();
      chip.textContent = formatNumber(surprises(state)[place - 1], state.unit);
      const cell = this.#cells[place - 1];
      chip.style.left = `${cell.offsetLeft + cell.offsetWidth / 2}px`;
      chip.style.top = `${cell.offsetTop}px`;
    };
  }

  /** The place of the sign under a pointer, from 1 on; 0 if there is none. */
  #under({ clientX: x, clientY: y }) {
    const scope = /** @type {Document | ShadowRoot} */ (this.#tape.getRootNode());
    const sign = /** @type {HTMLElement | null} */ (scope.elementFromPoint(x, y)?.closest(".sign"));
    return this.#cells.indexOf(sign) + 1;
  }

  #write(signs) {
    if (signs === this.#written) return;
    this.#written = signs;
    const words = signs
      .split(/(?<= )/)
      .map((word) =>
        element("span", { class: "word" }, ...[...word].map((sign) => element("span", { class: "sign" }, sign))),
      );
    this.#tape.replaceChildren(...words);
    this.#cells = this.#cellsNow();
    this.#shades = "";
    this.#at = 0;
  }

  #shade(wanted) {
    if (wanted === this.#shades) return;
    this.#shades = wanted;
    for (const [i, shade] of wanted.split(" ").entries()) {
      this.#cells[i].classList.toggle("never", shade === "never");
      this.#cells[i].style.setProperty("--s", shade === "never" ? "1" : shade);
    }
  }

  #cellsNow() {
    return /** @type {HTMLElement[]} */ ([...this.#tape.querySelectorAll(".sign")]);
  }
}

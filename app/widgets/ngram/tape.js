// The text, sign by sign: its shades, the sign that is looked at, and how one gets to another.
import { element } from "wd/figure/element.js";
import { formatNumber } from "wd/figure/format.js";

/** @param {HTMLElement} root the figure; a figure without a text has no tape */
export function makeTape(root) {
  const tape = /** @type {HTMLElement | null} */ (root.querySelector(".tape"));
  if (!tape) return null;
  const cellsNow = () => /** @type {HTMLElement[]} */ ([...tape.querySelectorAll(".sign")]);
  let cells = cellsNow();
  let written = cells.map((cell) => cell.textContent).join("");
  let shades = "";
  let at = 0;

  function write(signs) {
    if (signs === written) return;
    written = signs;
    const words = signs
      .split(/(?<= )/)
      .map((word) =>
        element("span", { class: "word" }, ...[...word].map((sign) => element("span", { class: "sign" }, sign))),
      );
    tape.replaceChildren(...words);
    cells = cellsNow();
    shades = "";
    at = 0;
  }

  function shadeAll(wanted) {
    if (wanted === shades) return;
    shades = wanted;
    for (const [i, shade] of wanted.split(" ").entries()) {
      cells[i].classList.toggle("never", shade === "never");
      cells[i].style.setProperty("--s", shade === "never" ? "1" : shade);
    }
  }

  return {
    paint(/** @type {string} */ signs, /** @type {{"data-shades": string, "aria-valuenow": string}} */ shown) {
      write(signs);
      shadeAll(shown["data-shades"]);
      const wanted = Number(shown["aria-valuenow"]);
      if (wanted === at) return;
      cells[at - 1]?.classList.remove("at");
      cells[wanted - 1].classList.add("at");
      at = wanted;
    },

    /** @param {any} figure @param {(state: object) => ArrayLike<number>} surprises of its signs, in the state's unit */
    listen(figure, surprises) {
      const { signal } = figure;
      const on = (name, listener) => tape.addEventListener(name, listener, { signal });
      const chip = element("span", { class: "chip", hidden: true, "aria-hidden": "true" });
      tape.after(chip);
      const blocked = () => figure.pending;
      const go = (wanted) => {
        const state = figure.state();
        const next = Math.min(cells.length, Math.max(1, wanted));
        if (!blocked()) figure.show({ ...state, at: next });
      };
      const settle = () => figure.settle(`Sign ${figure.state().at}`);
      const scope = /** @type {Document | ShadowRoot} */ (tape.getRootNode());
      const signAt = ({ clientX: x, clientY: y }) =>
        /** @type {HTMLElement | null} */ (scope.elementFromPoint(x, y)?.closest(".sign"));
      const under = (event) => cells.indexOf(signAt(event)) + 1;

      on("keydown", (event) => {
        const moved = {
          ArrowRight: 1,
          ArrowUp: 1,
          ArrowLeft: -1,
          ArrowDown: -1,
          PageUp: 10,
          PageDown: -10,
          Home: -Infinity,
          End: Infinity,
        }[event.key];
        if (moved === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        go(figure.state().at + moved);
      });
      on("keyup", settle);
      on("blur", settle);
      let pressed = false;
      on("pointerdown", (event) => {
        if (event.button !== 0) return;
        pressed = true;
        const place = under(event);
        if (place) go(place);
      });
      on("pointermove", (event) => {
        const place = under(event);
        if (pressed && place) go(place);
        showChip(event.pointerType === "mouse" ? place : 0);
      });
      for (const name of ["pointerup", "pointercancel"])
        on(name, () => {
          pressed = false;
          settle();
        });
      on("pointerleave", () => {
        chip.hidden = true;
        if (pressed) {
          pressed = false;
          settle();
        }
      });

      function showChip(place) {
        chip.hidden = !place || blocked();
        if (chip.hidden) return;
        const state = figure.state();
        chip.textContent = formatNumber(surprises(state)[place - 1], state.unit);
        const cell = cells[place - 1];
        chip.style.left = `${cell.offsetLeft + cell.offsetWidth / 2}px`;
        chip.style.top = `${cell.offsetTop}px`;
      }
    },
  };
}

// Two bumps, one Gaussian, alive.
import { formatNumber } from "wd/figure/format.js";
import { View } from "wd/figure/view.js";
import { Figure } from "./figure.js";
import { Guess } from "./model/guess.js";
import { numbersOf } from "./model/model.js";
import { sameTruth } from "./truth/bumps.js";

/** @param {HTMLElement} element @param {import("wd/page/mount.js").Start} start */
export function mount(element, start) {
  /** @type {Figure} */
  let figure;
  const view = new View(element.querySelector(".gaussian-fit"), start, {
    numbers: (state) => ({ results: numbersOf(state) }),
    stage: (made) => (figure = new Figure(made)),
    announce(what, { results }, { unit }) {
      const said = what.replace(/\.$/, "");
      if (view.pending) return `${said}.`;
      const [kl, reverse] = ["kl", "kl-reverse"].map((name) => formatNumber(results[name], unit));
      return `${said}. KL of P and Q ${kl}, KL of Q and P ${reverse}.`;
    },
    buttons: {
      fixed: (state, made) => made.change(state.fixed ? "σ is free" : "σ is kept", { ...state, fixed: !state.fixed }),
      "best-forward": () => void figure.toBest("forward"),
      "best-reverse": () => void figure.toBest("reverse"),
    },
    ask: (made, host) => (figure.guess = new Guess(made, host, (state) => figure.best.of(state))),
    isExample: sameTruth, // whatever Q is
    refresh,
    slack: 1e-9, // both KLs are integrals
    placed: true,
  });
  view.root.addEventListener("change", ({ target }) => turn(view, /** @type {HTMLInputElement} */ (target)), {
    signal: view.signal,
  });
  return view;
}

/** Look at the other direction. */
function turn(view, { dataset, value: direction }) {
  if (dataset.control !== "direction") return;
  const what = direction === "forward" ? "Looking at KL of P and Q" : "Looking at KL of Q and P";
  view.change(what, { ...view.state(), direction });
}

/** What the controls show beside the usual; before a prediction no panel is open. */
function refresh(view, open) {
  const { root, pending } = view;
  const { fixed, direction } = view.state();
  root.dataset.fixed = String(fixed);
  const box = root.querySelector("[data-control=fixed]");
  if (box) box.checked = fixed;
  for (const radio of root.querySelectorAll("[data-control=direction]")) radio.checked = radio.value === direction;
  const shown = pending ? [] : open;
  for (const panel of root.querySelectorAll("[data-panel-of]")) panel.hidden = !shown.includes(panel.dataset.panelOf);
  for (const button of root.querySelectorAll("[data-panel]"))
    button.setAttribute("aria-expanded", String(shown.includes(button.dataset.panel)));
}

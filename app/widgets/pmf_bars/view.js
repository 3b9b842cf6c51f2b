// The two dictionaries, alive.
import { View } from "wd/figure/view.js";
import { announcement } from "./announcement.js";
import { Edits } from "./edits.js";
import { Figure } from "./figure.js";
import { guilty, swapped } from "./model.js";
import { numbersOf } from "./numbers.js";
import { PastePanel } from "./paste_panel.js";
import { makeGuess } from "./predict.js";

/** @param {HTMLElement} element @param {import("wd/page/mount.js").Start} start */
export function mount(element, start) {
  const root = /** @type {HTMLElement} */ (element.querySelector(".pmf-bars"));
  let figure, edits, paste;
  const view = new View(root, start, {
    numbers: numbersOf,
    stage(made) {
      edits = new Edits(made);
      return (figure = new Figure(made, edits));
    },
    announce,
    buttons: {
      lock: (state, made) => made.change(state.lock ? "P is free" : "P is locked", { ...state, lock: !state.lock }),
      swap: (state, made) => made.change("Swapped P and Q", swapped(state)),
      add: () => edits.add(),
    },
    ask: (made, host) => makeGuess(made, figure, host),
    chosen: (state, example) => ({ ...state, ...example, lock: false }),
    opened(name, open) {
      if (name === "paste" && open) paste.focus();
    },
    refresh,
    hint: ".column.q",
    waits: "bars move",
  });
  const panel = root.querySelector(".panel.paste");
  if (panel) paste = new PastePanel(panel, view.fields.labels, (pasted, side) => edits.paste(pasted, side));
  return view;
}

/** The state before is compared where it has the same unit. @type {import("wd/figure/kind.js").Kind["announce"]} */
function announce(what, { results: { kl } }, state, before) {
  const was = before.unit === state.unit ? numbersOf(before).results.kl : kl;
  const culprits = guilty(state).map((i) => state.labels[i]);
  return announcement(what, was, kl, state.unit, culprits);
}

function refresh(view, open) {
  const { root, pending } = view;
  const { labels, lock } = view.state();
  const n = labels.length;
  Object.assign(root.dataset, { locked: lock, size: n <= 4 ? "few" : n <= 6 ? "several" : n <= 8 ? "some" : "many" });
  root.style.setProperty("--outcomes", String(n));
  const [locks, swaps] = ["lock", "swap"].map((name) => root.querySelector(`[data-control=${name}]`));
  if (locks) locks.checked = lock;
  if (swaps) {
    swaps.disabled = pending || lock;
    swaps.title = lock ? "P is locked: unlock it to swap" : "";
  }
  for (const { dataset } of root.querySelectorAll("[data-panel]"))
    root.querySelector(`.panel.${dataset.panel}`).hidden = !open.includes(dataset.panel);
}

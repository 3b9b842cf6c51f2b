// Surprise and entropy, alive.
import { formatNumber } from "wd/figure/format.js";
import { sameList } from "wd/figure/probability.js";
import { View } from "wd/figure/view.js";
import { Figure } from "./figure.js";
import { makeGuess } from "./guess.js";
import { numbersOf, withOutcome, withoutOutcome } from "./numbers.js";

/** @param {HTMLElement} element @param {import("wd/page/mount.js").Start} start */
export function mount(element, start) {
  let figure;
  return new View(element.querySelector(".surprise"), start, {
    numbers: numbersOf,
    stage: (view) => (figure = new Figure(view)),
    announce,
    buttons: { add, remove },
    ask(view, host) {
      const { p, labels } = view.first;
      return makeGuess(view, figure, host, (state) => sameList(state.p, p) && sameList(state.labels, labels));
    },
    refresh,
    hint: ".column",
    waits: "bars move",
  });
}

/** The state before is compared where it has the same unit. @type {import("wd/figure/kind.js").Kind["announce"]} */
function announce(what, { results }, state, before) {
  const was = before.unit === state.unit ? numbersOf(before).results.entropy : results.entropy;
  const by = results.entropy - was;
  const change = Math.abs(by) < 5e-4 ? "unchanged" : `${by > 0 ? "up" : "down"} ${formatNumber(Math.abs(by))}`;
  return `${what}. Entropy ${formatNumber(results.entropy, state.unit)}, ${change}`;
}

function add(state, view) {
  const { most } = view.fields.labels;
  if (state.p.length < most) return withOutcome(state);
  return `There are ${most} outcomes, the most that can be shown: take one away first.`;
}

function remove(state, view) {
  const { fewest } = view.fields.labels;
  if (state.p.length <= fewest)
    return `A distribution needs ${fewest} outcomes here: add one before you remove another.`;
  view.change(`Removed ${state.labels.at(-1)}`, withoutOutcome(state));
  return undefined;
}

function refresh(view) {
  const { p, show } = view.state();
  view.root.dataset.codewords = String(show.includes("codewords"));
  view.root.style.setProperty("--outcomes", String(p.length));
  view.root.querySelector(".panel.table").hidden = !show.includes("table");
  view.root.querySelector(".codewords").hidden = !show.includes("codewords");
}

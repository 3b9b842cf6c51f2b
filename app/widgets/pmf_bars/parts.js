// The parts of the figure, and what they ask of the view.
import { numberPainter } from "wd/figure/number_painter.js";
import { shareGestures } from "wd/figure/share_gestures.js";
import { makeBars } from "./bars.js";
import { makeContributions } from "./contributions.js";
import { makeAxis, makePair, makeSingle } from "./costs.js";
import { settled, smoothed } from "./model.js";
import { makeRemark } from "./remark.js";
import { makeTable } from "./table.js";

const LOCKED = "P is locked. Untick “Lock P” to move it.";

/**
 * @param {import("wd/figure/view.js").View} view
 * @param {import("./figure.js").Figure} figure
 * @param {import("./edits.js").Edits} edits
 */
export function hostOf(view, figure, edits) {
  const other = (side) => (side === "p" ? "q" : "p");
  const hands = shareGestures(view, {
    settled,
    // Hundredths (thousandths on a magnified axis), and the other bar's value where that is nearer.
    grained(side, index, value) {
      const grain = figure.height < 1 ? 1000 : 100;
      const beside = view.state()[other(side)][index];
      return value > 0 && Math.abs(value - beside) < 0.5 / grain ? beside : Math.round(value * grain) / grain;
    },
  });
  return {
    ...hands,
    state: () => view.state(),
    height: () => figure.height,
    blocked: (side) => view.blocked() ?? (side === "p" && view.state().lock ? LOCKED : null),
    complain: (message) => view.complain(message),
    rename: (index, name) => edits.rename(index, name),
    remove: (index) => edits.remove(index),
    smooth: () => view.change("Smoothed Q", smoothed(view.state())),
    mayRename: !view.options.hide.includes("outcomes"),
    mayLock: !view.options.hide.includes("lock"),
  };
}

/** @param {Element} root @param {ReturnType<typeof hostOf>} host */
export function partsOf(root, host) {
  const find = (name) => /** @type {HTMLElement} */ (root.querySelector(`.${name}`));
  const [costs, numbers] = [find("costs"), numberPainter(root)];
  return [
    { paint: ({ results, state, pending }) => numbers(results, state.unit, pending) },
    makeBars(find("bars"), host),
    makePair(costs, { entropy: "entropy", total: "cross-entropy" }),
    makePair(find("reverse"), { entropy: "entropy-q", total: "cross-entropy-reverse", hideEntropy: true }),
    makeSingle(find("js"), "js"),
    makeAxis(costs.querySelector(".axis")),
    makeContributions(find("contributions")),
    makeTable(find("table"), host),
    makeRemark(costs.querySelector("[data-role=remark]"), host),
  ];
}

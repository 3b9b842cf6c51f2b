// The line under the bars: what happened, and what to try. Its height is reserved, so that nothing moves when it
// changes.
import { element } from "wd/figure/element.js";
import { formatNumber } from "wd/figure/format.js";
import { probabilityText } from "wd/figure/probability.js";
import { guilty, SMOOTHING } from "./model.js";

const P = () => element("i", { class: "of-p" }, "P");
const Q = () => element("i", { class: "of-q" }, "Q");
const entropy = () => element("span", { role: "math", "aria-label": "H of P" }, element("i", {}, "H"), "(", P(), ")");

/** @param {Element} root @param {{smooth: () => void, mayLock: boolean}} host */
export function makeRemark(root, { smooth, mayLock }) {
  const button = element(
    "button",
    { type: "button", class: "plain", "data-control": "smooth", onclick: smooth },
    `Smooth Q: mix in ${SMOOTHING * 100} % of uniform`,
  );
  let last = "";
  return {
    paint({ state, results, least, pending }) {
      if (pending) return;
      const culprits = guilty(state);
      const key = culprits.length
        ? `∞ ${culprits.map((i) => `${state.labels[i]} ${state.p[i]}`)}`
        : state.lock
          ? `least ${results.kl === 0 ? "closed" : least} ${state.unit}`
          : "free";
      if (key === last) return;
      last = key;
      const focused = /** @type {Document} */ (root.getRootNode()).activeElement === button;
      root.replaceChildren(
        ...(culprits.length
          ? infinite(state, culprits, button)
          : state.lock
            ? barrier(results, least, state.unit)
            : mayLock
              ? invite()
              : []),
      );
      if (focused && !culprits.length)
        /** @type {HTMLElement} */ (root.closest(".pmf-bars").querySelector("[role=slider].q")).focus();
    },
  };
}

function infinite(state, culprits, button) {
  const names = culprits
    .slice(0, 3)
    .flatMap((i, at) => [
      at ? ", " : "",
      element("b", {}, state.labels[i]),
      ` (${probabilityText(state.p[i])} in `,
      P(),
      ")",
    ]);
  const more = culprits.length > 3 ? [` and ${culprits.length - 3} more`] : [];
  return [
    element("p", {}, Q(), " says that ", ...names, ...more, culprits.length > 1 ? " never happen." : " never happens."),
    button,
  ];
}

function barrier({ kl }, least, unit) {
  if (kl === 0)
    return [element("p", { "data-barrier": "closed" }, element("b", {}, "The gap is closed: "), Q(), " is ", P(), ".")];
  return [
    element(
      "p",
      { "data-barrier": "open" },
      "Smallest gap so far ",
      element("b", { class: "number" }, formatNumber(least, unit)),
      ". Can you get the total below ",
      entropy(),
      "?",
    ),
  ];
}

function invite() {
  return [element("p", { class: "invite" }, "Lock ", P(), ", then try to drag the total below ", entropy(), ".")];
}

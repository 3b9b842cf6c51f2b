// The integrand under the curves: what each place adds to KL, above the line, or saves, below it. The net area is the number.
import { element } from "wd/figure/element.js";
import { formatNumber } from "wd/figure/format.js";
import { places } from "./curves.js";
import { peak } from "./window.js";

const SVG = "http://www.w3.org/2000/svg";
const FINE = 1200;
const HEIGHT = 128; // of the drawing; the page may show it in another height
const STEPS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];
const NAMES = { forward: ["p log(p/q)", "KL(P ‖ Q)"], reverse: ["q log(q/p)", "KL(Q ‖ P)"] };

/** @param {HTMLElement} panel @param {any} host */
export function makeShade(panel, host) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "strip");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("preserveAspectRatio", "none");
  const parts = Object.fromEntries(
    ["adds", "saves", "zero"].map((name) => {
      const path = svg.appendChild(document.createElementNS(SVG, "path"));
      path.setAttribute("class", name);
      return [name, path];
    }),
  );
  const title = element("p", { class: "shade-title" });
  const switches = element(
    "fieldset",
    { class: "units directions" },
    element("legend", { class: "visually-hidden" }, "Direction"),
    ...["forward", "reverse"].map((direction) =>
      element(
        "label",
        {},
        element("input", {
          type: "radio",
          name: `${host.id}-shade-direction`,
          value: direction,
          "data-control": "direction",
        }),
        element("span", {}, NAMES[direction][0]),
      ),
    ),
  );
  const sum = element("p", { class: "shade-sum", "data-role": "shade-sum" });
  const top = element("span", { class: "shade-top", "aria-hidden": "true" });
  panel.replaceChildren(
    element("div", { class: "shade-head" }, title, switches),
    element("div", { class: "strip-box" }, svg, top),
    sum,
  );
  title.textContent = "What each place adds to KL, or saves";

  return {
    paint({ state, truth, model, seen, per, numbers, unit }) {
      if (panel.hidden) return;
      const forward = state.direction === "forward";
      const density = integrand(truth, model, forward);
      const width = host.width();
      const height = HEIGHT;
      const x = places(seen, [...truth.means, model.mu], [...truth.sds, model.sigma]);
      const y = x.map((at) => density(at) * per);
      const high = round(Math.max(...y));
      const low = round(-Math.min(...y));
      const scale = height / (high + low);
      const zero = high * scale;
      const line = (pick) => {
        let text = `M0 ${zero.toFixed(1)}`;
        for (let i = 0; i < x.length; i++)
          text += `L${((width * (x[i] - seen.low)) / (seen.high - seen.low)).toFixed(1)} ${(zero - pick(y[i]) * scale).toFixed(1)}`;
        return `${text}L${width} ${zero.toFixed(1)}Z`;
      };
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      parts.adds.setAttribute(
        "d",
        line((value) => Math.max(value, 0)),
      );
      parts.saves.setAttribute(
        "d",
        line((value) => Math.min(value, 0)),
      );
      parts.zero.setAttribute("d", `M0 ${zero.toFixed(1)}H${width}`);
      top.textContent = `${formatNumber(high, null, high < 1 ? 2 : high < 10 ? 1 : 0)} ${unit} per unit of x`;
      const net = numbers[forward ? "kl" : "kl-reverse"];
      const saved = savings(truth, model, forward, density) * per;
      sum.textContent = `${formatNumber(net + saved)} added − ${formatNumber(saved)} saved = ${NAMES[state.direction][1]} ${formatNumber(net, unit)}`;
    },
    destroy() {},
  };
}

/** p log(p/q) or q log(q/p) at x, in nats, from logarithms all the way. */
function integrand(truth, { mu, sigma }, forward) {
  const logPeak = Math.log(peak(sigma));
  return (x) => {
    const logP = truth.logDensity(x);
    const logQ = logPeak - 0.5 * ((x - mu) / sigma) ** 2;
    return forward ? Math.exp(logP) * (logP - logQ) : Math.exp(logQ) * (logQ - logP);
  };
}

/** The area below the line. It lies where the weight is small, so within nine sd of the other one, wherever the picture ends. */
function savings(truth, { mu, sigma }, forward, density) {
  const [low, high] = forward
    ? [mu - 9 * sigma, mu + 9 * sigma]
    : [
        Math.min(...truth.means.map((mean, k) => mean - 9 * truth.sds[k])),
        Math.max(...truth.means.map((mean, k) => mean + 9 * truth.sds[k])),
      ];
  const step = (high - low) / FINE;
  let sum = 0;
  for (let i = 0; i <= FINE; i++) sum += Math.max(0, -density(low + i * step));
  return sum * step;
}

/** A round number that is at least as large, so that the strip's scale seldom changes; small but never nothing. */
function round(value) {
  const least = Math.max(value, 0.05);
  const power = 10 ** Math.floor(Math.log10(least));
  return STEPS.find((step) => step * power >= least) * power;
}

// The integrand under the curves: what each place adds to KL, above the line, or saves, below it. The net area is the
// number.
import { element } from "wd/figure/element.js";
import { formatNumber } from "wd/figure/format.js";
import { peak, places } from "../frame.js";

const SVG = "http://www.w3.org/2000/svg";
const FINE = 1200;
const HEIGHT = 128; // of the drawing; the page may show it in another height
const STEPS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];
const NAMES = { forward: ["p log(p/q)", "KL(P ‖ Q)"], reverse: ["q log(q/p)", "KL(Q ‖ P)"] };
const REACH = 9; // sd, beyond which nothing is saved that could be seen

/** @typedef {import("../parts.js").Frame} Frame */
/** @typedef {import("../parts.js").Part} Part */

/** @implements {Part} */
export class Shade {
  #panel;
  #host;
  #svg = document.createElementNS(SVG, "svg");
  #parts;
  #sum = element("p", { class: "shade-sum", "data-role": "shade-sum" });
  #top = element("span", { class: "shade-top", "aria-hidden": "true" });

  /** @param {HTMLElement} panel @param {import("../host.js").Host} host */
  constructor(panel, host) {
    this.#panel = panel;
    this.#host = host;
    const looks = { class: "strip", "aria-hidden": "true", preserveAspectRatio: "none" };
    for (const [name, value] of Object.entries(looks)) this.#svg.setAttribute(name, value);
    this.#parts = Object.fromEntries(
      ["adds", "saves", "zero"].map((name) => {
        const path = this.#svg.appendChild(document.createElementNS(SVG, "path"));
        path.setAttribute("class", name);
        return [name, path];
      }),
    );
    const title = element("p", { class: "shade-title" }, "What each place adds to KL, or saves");
    panel.replaceChildren(
      element("div", { class: "shade-head" }, title, directions(host.id)),
      element("div", { class: "strip-box" }, this.#svg, this.#top),
      this.#sum,
    );
  }

  paint(/** @type {Frame} */ { state, truth, model, seen, per, numbers }) {
    if (this.#panel.hidden) return;
    const { direction, unit } = state;
    const forward = direction === "forward";
    const density = integrand(truth, model, forward);
    const x = places(seen, [...truth.means, model.mu], [...truth.sds, model.sigma]);
    const width = this.#host.width();
    const high = this.#draw(
      x.map((at) => (width * (at - seen.low)) / (seen.high - seen.low)),
      x.map((at) => density(at) * per),
      width,
    );
    const digits = high < 1 ? 2 : high < 10 ? 1 : 0;
    this.#top.textContent = `${formatNumber(high, null, digits)} ${unit} per unit of x`;
    const net = numbers[forward ? "kl" : "kl-reverse"];
    const saved = savings(truth, model, forward, density) * per;
    const sum = `${formatNumber(net + saved)} added − ${formatNumber(saved)} saved`;
    this.#sum.textContent = `${sum} = ${NAMES[direction][1]} ${formatNumber(net, unit)}`;
  }

  /** Draw what lies at these pixels of the width. @returns {number} the height of the top */
  #draw(/** @type {number[]} */ x, /** @type {number[]} */ y, /** @type {number} */ width) {
    const high = round(Math.max(...y));
    const scale = HEIGHT / (high + round(-Math.min(...y)));
    const zero = high * scale;
    const area = (/** @type {(value: number) => number} */ pick) => {
      const points = x.map((at, i) => `L${at.toFixed(1)} ${(zero - pick(y[i]) * scale).toFixed(1)}`);
      return `M0 ${zero.toFixed(1)}${points.join("")}L${width} ${zero.toFixed(1)}Z`;
    };
    const lines = {
      adds: area((value) => Math.max(value, 0)),
      saves: area((value) => Math.min(value, 0)),
      zero: `M0 ${zero.toFixed(1)}H${width}`,
    };
    this.#svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    for (const [name, line] of Object.entries(lines)) this.#parts[name].setAttribute("d", line);
    return high;
  }
}

function directions(/** @type {string} */ id) {
  const choices = Object.entries(NAMES).map(([value, [name]]) => {
    const radio = { type: "radio", name: `${id}-shade-direction`, value, "data-control": "direction" };
    return element("label", {}, element("input", radio), element("span", {}, name));
  });
  const legend = element("legend", { class: "visually-hidden" }, "Direction");
  return element("fieldset", { class: "units directions" }, legend, ...choices);
}

/** p log(p/q) or q log(q/p) at x, in nats, from logarithms all the way. */
function integrand(truth, { mu, sigma }, forward) {
  const logPeak = Math.log(peak(sigma));
  return (/** @type {number} */ x) => {
    const logP = truth.logDensity(x);
    const logQ = logPeak - 0.5 * ((x - mu) / sigma) ** 2;
    return forward ? Math.exp(logP) * (logP - logQ) : Math.exp(logQ) * (logQ - logP);
  };
}

/**
 * The area below the line. It lies where the weight is small, so within nine sd of the other one, wherever the picture
 * ends.
 */
function savings(truth, { mu, sigma }, forward, density) {
  const [low, high] = forward
    ? [mu - REACH * sigma, mu + REACH * sigma]
    : [
        Math.min(...truth.means.map((mean, k) => mean - REACH * truth.sds[k])),
        Math.max(...truth.means.map((mean, k) => mean + REACH * truth.sds[k])),
      ];
  const step = (high - low) / FINE;
  let sum = 0;
  for (let i = 0; i <= FINE; i++) sum += Math.max(0, -density(low + i * step));
  return sum * step;
}

/** A round number that is at least as large, so that the strip's scale seldom changes; small but never nothing. */
function round(/** @type {number} */ value) {
  const least = Math.max(value, 0.05);
  const power = 10 ** Math.floor(Math.log10(least));
  return STEPS.find((step) => step * power >= least) * power;
}

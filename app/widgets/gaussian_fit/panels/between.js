// Between the directions: the best Q for each alpha, drawn as the stretch from μ − σ to μ + σ, and a slider that
// carries Q along.
import { formatNumber, formatPlain } from "wd/figure/format.js";
import { across, ticks, windowOf } from "../frame.js";
import { Asked } from "./asked.js";
import { makeAxis, placeTicks } from "./axis.js";
import { makeSlide } from "./slide.js";

const JUMP = 0.5; // in σ

/** @typedef {import("../parts.js").Frame} Frame */
/** @typedef {import("../model/best.js").Fit} Fit */
/** @typedef {import("../parts.js").Part} Part */

/** @implements {Part} */
export class Between {
  #panel;
  #host;
  #slider;
  #label;
  #words;
  #svg;
  #axis;
  #path;
  /** @type {string | null} what is drawn */ #drawn = null;
  /** @type {Frame | null} */ #last = null;

  /** @param {HTMLElement} panel @param {import("../host.js").Host} host */
  constructor(panel, host) {
    this.#panel = panel;
    this.#host = host;
    this.#slider = /** @type {HTMLInputElement} */ (panel.querySelector("[data-control=alpha]"));
    this.#label = panel.querySelector("[data-role=alpha]");
    this.#words = panel.querySelector("[data-role=between-words]");
    this.#svg = panel.querySelector(".over");
    this.#axis = makeAxis(panel.querySelector(".map-x"));
    this.#path = new Asked(panel, host, {
      ask: "between",
      what: "The best Qs between the directions are",
      near: true,
      arrived: () => this.#arrived(),
      failed: (message) => (this.#words.textContent = message),
    });
    makeSlide(this.#slider, host, {
      refused: () => this.#refused(),
      onInput: (alpha) => {
        const { mu, sigma } = nearest(this.#best(this.#indexOf(alpha)), host.state());
        host.move({ alpha, mu, sigma });
      },
      says: () => `α ${formatPlain(host.state().alpha)}`,
    });
  }

  paint(/** @type {Frame} */ frame) {
    this.#last = frame;
    if (this.#panel.hidden) return;
    const { state, per, truth } = frame;
    const alpha = String(state.alpha);
    if (this.#slider.value !== alpha) this.#slider.value = alpha;
    this.#label.textContent = formatNumber(state.alpha, null, 2);
    this.#path.look();
    this.#svg.classList.toggle("stale", !this.#path.fresh);
    if (!this.#path.fresh) return;
    const { mu, sigma, kl } = nearest(this.#best(this.#indexOf(state.alpha)), state);
    const cost = formatNumber(kl * per, state.unit);
    const says = `best Q μ ${formatNumber(mu)}, σ ${formatNumber(sigma)}, divergence ${cost}`;
    this.#slider.setAttribute("aria-valuetext", `α ${formatPlain(state.alpha)}: ${says}`);
    if (this.#drawn === alpha) return;
    this.#drawn = alpha;
    this.#draw(truth, this.#indexOf(state.alpha));
  }

  settled() {
    this.#path.look();
  }

  #arrived() {
    this.#panel.dataset.drawn = "true";
    this.#words.textContent = this.#story();
    this.#drawn = null;
    if (this.#last) this.paint(this.#last);
  }

  /** Whether Q cannot be carried along now; the slider goes back. */
  #refused() {
    const { fixed, alpha } = this.#host.state();
    if (!fixed && this.#path.fresh) return false;
    if (fixed) this.#host.complain("Between the directions σ must be free. Untick “Keep σ”.");
    else this.#path.look();
    this.#slider.value = String(alpha);
    return true;
  }

  #indexOf(/** @type {number} */ alpha) {
    return Math.round(alpha * (this.#path.answer.alphas.length - 1));
  }

  /** The best minima at a position: more than one if they tie. @returns {Fit[]} */
  #best(/** @type {number} */ index) {
    const { minima, tie } = this.#path.answer;
    return minima[index].filter((fit) => fit.kl - minima[index][0].kl < tie);
  }

  /** Where the best Q jumps, in words: from one position of the slider to the next. */
  #story() {
    const { alphas } = this.#path.answer;
    const jumps = [];
    for (let i = 1; i < alphas.length; i++) {
      const [before, after] = [this.#best(i - 1), this.#best(i)];
      if (!after.every((to) => before.every((from) => distance(from, to) > JUMP))) continue;
      const [from, to] = [before, after].map(([{ sigma }]) => `σ ${formatNumber(sigma, null, 2)}`);
      const where = `Between α = ${formatPlain(alphas[i - 1])} and ${formatPlain(alphas[i])}`;
      jumps.push(`${where} the best Q jumps, from ${from} to ${to}.`);
    }
    return jumps.join(" ") || "From one direction to the other the best Q slides, without a jump.";
  }

  #draw(truth, /** @type {number} */ now) {
    const { alphas, minima, tie } = this.#path.answer;
    const seen = windowOf(truth, { mu: truth.mean, sigma: Math.sqrt(truth.variance) });
    const y = (/** @type {number} */ x) => (1000 * (1 - across(seen, x))).toFixed(1);
    let [others, firsts, centres, current] = ["", "", "", ""];
    minima.forEach((/** @type {Fit[]} */ fits, /** @type {number} */ index) => {
      const x = ((1000 * (index + 0.5)) / alphas.length).toFixed(1);
      for (const { mu, sigma, kl } of fits) {
        const bar = `M${x} ${y(mu - sigma)}V${y(mu + sigma)}`;
        if (kl - fits[0].kl >= tie) {
          others += bar;
          continue;
        }
        if (index === now) current += bar;
        else firsts += bar;
        centres += `M${x} ${y(mu)}h0`;
      }
    });
    this.#svg.setAttribute("viewBox", "0 0 1000 1000");
    this.#svg.setAttribute("preserveAspectRatio", "none");
    const lines = { "reach other": others, reach: firsts, "reach now": current, "reach-centre": centres };
    this.#svg.innerHTML = Object.entries(lines)
      .map(([name, line]) => `<path class="${name}" d="${line}"/>`)
      .join("");
    this.#axis({ low: -0.5 / alphas.length, high: 1 + 0.5 / alphas.length }, 6);
    placeTicks(
      this.#panel.querySelector(".map-y"),
      ticks(seen, 8).map((tick) => ({ at: across(seen, tick), text: formatPlain(tick) })),
      "bottom",
    );
  }
}

/** @returns {Fit} */
function nearest(/** @type {Fit[]} */ fits, /** @type {import("../state.js").Model} */ to) {
  return fits.reduce((a, b) => (distance(b, to) < distance(a, to) ? b : a));
}

/** How far two Qs are apart, in σ. */
function distance(a, b) {
  return Math.abs(a.mu - b.mu) / Math.max(a.sigma, b.sigma) + Math.abs(Math.log(a.sigma / b.sigma));
}

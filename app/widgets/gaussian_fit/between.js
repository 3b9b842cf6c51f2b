// Between the directions: the best Q for each alpha, drawn as the stretch from μ − σ to μ + σ, and a slider that carries Q along.
import { formatNumber, formatPlain } from "wd/figure/format.js";
import { onSlid } from "wd/figure/slid.js";
import { whenNear, whenTouched } from "wd/page/touch.js";
import { ask } from "./ask.js";
import { sameTruth } from "./model.js";
import { makeAxis, placeTicks } from "./picture.js";
import { across, ticks, windowOf } from "./window.js";

const TIE = 1e-9;

/** @param {HTMLElement} panel @param {any} host */
export function makeBetween(panel, host) {
  const slider = panel.querySelector("[data-control=alpha]");
  const label = panel.querySelector("[data-role=alpha]");
  const words = panel.querySelector("[data-role=between-words]");
  const svg = panel.querySelector(".over");
  const axis = makeAxis(panel.querySelector(".map-x"));
  let wanted = false;
  const want = () => {
    wanted = true;
    look();
  };
  whenTouched(panel, want);
  whenNear(panel, want);
  let path = null; // {of, alphas, minima}
  let asked = null;
  let sliding = false;
  let drawn = null;

  function look() {
    const state = host.state();
    if (panel.hidden || !wanted || (path && sameTruth(path.of, state)) || (asked && sameTruth(asked, state))) return;
    asked = state;
    ask(host.channel, { ask: "between", of: state }, "The best Qs between the directions are").then(
      (answer) => {
        asked = null;
        path = { of: state, ...answer };
        panel.dataset.drawn = "true";
        words.textContent = story();
        drawn = null;
        paintNow();
      },
      (error) => {
        asked = null;
        words.textContent = error.message;
      },
    );
  }

  const ready = () => path && sameTruth(path.of, host.state());
  const indexOf = (alpha) => Math.round(alpha * (path.alphas.length - 1));
  /** The best minima at a position: more than one if they tie. */
  const best = (index) => path.minima[index].filter((fit) => fit.kl - path.minima[index][0].kl < TIE);
  const nearest = (fits, to) => fits.reduce((a, b) => (distance(b, to) < distance(a, to) ? b : a));

  /** Where the best Q jumps, in words: from one position of the slider to the next. */
  function story() {
    const { alphas } = path;
    const jumps = [];
    for (let i = 1; i < alphas.length; i++) {
      const from = best(i - 1);
      if (best(i).every((to) => from.every((fit) => distance(fit, to) > 0.5)))
        jumps.push([alphas[i - 1], alphas[i], from[0], best(i)[0]]);
    }
    if (!jumps.length) return "From one direction to the other the best Q slides, without a jump.";
    return jumps
      .map(
        ([a, b, from, to]) =>
          `Between α = ${formatPlain(a)} and ${formatPlain(b)} the best Q jumps, from σ ${formatNumber(from.sigma, null, 2)} to σ ${formatNumber(to.sigma, null, 2)}.`,
      )
      .join(" ");
  }

  slider.addEventListener("input", () => {
    if (host.state().fixed) {
      host.complain("Between the directions σ must be free. Untick “Keep σ”.");
      slider.value = String(host.state().alpha);
      return;
    }
    if (!ready()) {
      look();
      slider.value = String(host.state().alpha);
      return;
    }
    if (!sliding) {
      sliding = true;
      host.begin();
    }
    const alpha = Number(slider.value);
    const { mu, sigma } = nearest(best(indexOf(alpha)), host.state());
    host.move({ alpha, mu, sigma });
  });
  onSlid(slider, () => {
    if (!sliding) return;
    sliding = false;
    host.end(`α ${formatPlain(host.state().alpha)}`, false);
  });

  let last = null;
  function paintNow() {
    if (last) paint(last);
  }

  function paint(next) {
    last = next;
    if (panel.hidden) return;
    const { state } = next;
    if (slider.value !== String(state.alpha)) slider.value = String(state.alpha);
    label.textContent = formatNumber(state.alpha, null, 2);
    look();
    svg.classList.toggle("stale", !ready());
    if (!ready()) return;
    const fit = nearest(best(indexOf(state.alpha)), state);
    slider.setAttribute(
      "aria-valuetext",
      `α ${formatPlain(state.alpha)}: best Q μ ${formatNumber(fit.mu)}, σ ${formatNumber(fit.sigma)}, divergence ${formatNumber(fit.kl * next.per, state.unit)}`,
    );
    const key = `${path.alphas.length} ${state.alpha}`;
    if (drawn === key) return;
    drawn = key;
    draw(next.truth, state.alpha);
  }

  function draw(truth, alpha) {
    const { alphas, minima } = path;
    const seen = windowOf(truth, { mu: truth.mean, sigma: Math.sqrt(truth.variance) });
    const y = (x) => (1000 * (1 - across(seen, x))).toFixed(1);
    const now = indexOf(alpha);
    let [others, firsts, centres, current] = ["", "", "", ""];
    minima.forEach((fits, index) => {
      const x = ((1000 * (index + 0.5)) / alphas.length).toFixed(1);
      for (const fit of fits) {
        const bar = `M${x} ${y(fit.mu - fit.sigma)}V${y(fit.mu + fit.sigma)}`;
        if (fit.kl - fits[0].kl >= TIE) {
          others += bar;
          continue;
        }
        if (index === now) current += bar;
        else firsts += bar;
        centres += `M${x} ${y(fit.mu)}h0`;
      }
    });
    svg.setAttribute("viewBox", "0 0 1000 1000");
    svg.setAttribute("preserveAspectRatio", "none");
    svg.innerHTML = `<path class="reach other" d="${others}"/><path class="reach" d="${firsts}"/><path class="reach now" d="${current}"/><path class="reach-centre" d="${centres}"/>`;
    axis({ low: 0 - 0.5 / alphas.length, high: 1 + 0.5 / alphas.length }, 6);
    placeTicks(
      panel.querySelector(".map-y"),
      ticks(seen, 8).map((tick) => ({ at: across(seen, tick), text: formatPlain(tick) })),
      "bottom",
    );
  }

  return { paint, settled: look, destroy() {} };
}

/** How far two Qs are apart, in σ. */
function distance(a, b) {
  return Math.abs(a.mu - b.mu) / Math.max(a.sigma, b.sigma) + Math.abs(Math.log(a.sigma / b.sigma));
}

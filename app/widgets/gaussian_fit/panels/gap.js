// The gap story: two equal bumps drawn apart, and the KL of each minimum as far as the reader has been. Nothing is told
// before it was seen.
import { makeCanvas } from "wd/figure/canvas.js";
import { element } from "wd/figure/element.js";
import { formatNumber } from "wd/figure/format.js";
import { style } from "wd/figure/paint.js";
import { percent, ticks } from "../frame.js";
import { separationOf } from "../truth/bumps.js";
import { Asked } from "./asked.js";
import { makeAxis, placeTicks } from "./axis.js";
import { makeSlide } from "./slide.js";

const HIGHEST = 1.25; // nats: beyond, only the covering minimum goes on rising
const WIDEST_BUMP = 1.6; // so that both stay on the line at the widest
const NEAR = 1e-9;

/** The two minima: what they are called, how far right their names stand left of their dots. */
const MINIMA = [
  { name: "covering", says: "covering both", colour: "--kl-type", turns: 0.25 },
  { name: "one-bump", says: "on one bump", colour: "--q", turns: 0.75 },
];

/** @typedef {import("../parts.js").Frame} Frame */
/** @typedef {{covering: number, oneBump: number | null}} Costs in nats; on one bump there is no minimum yet */
/** @typedef {import("../parts.js").Part} Part */

/** @implements {Part} */
export class Gap {
  #panel;
  #host;
  #slider;
  #widest; // in sd, as far as the story goes
  #label;
  #words;
  #cursor = element("div", { class: "cursor", "aria-hidden": "true" });
  #left = style(this.#cursor, "left");
  #dots = MINIMA.map(({ name, says }) =>
    element("div", { class: `story-dot ${name}`, "aria-hidden": "true" }, element("span", {}, says)),
  );
  #signs = element("div", { class: "signs", "aria-hidden": "true" });
  #canvas;
  #story;
  #slide;
  /** @type {[number, number] | null} where the reader has been, in sd */ #been = null;
  #unit = ""; // in which it is drawn
  /** @type {Frame | null} */ #last = null;

  /** @param {HTMLElement} panel @param {import("../host.js").Host} host */
  constructor(panel, host) {
    this.#panel = panel;
    this.#host = host;
    this.#slider = /** @type {HTMLInputElement} */ (panel.querySelector("[data-control=separation]"));
    this.#widest = Number(this.#slider.max);
    this.#label = panel.querySelector("[data-role=separation]");
    this.#words = panel.querySelector("[data-role=gap-words]");
    panel.querySelector(".map-frame").append(this.#cursor, ...this.#dots, this.#signs);
    makeAxis(panel.querySelector(".map-x"))({ low: 0, high: this.#widest }, 7);
    this.#canvas = makeCanvas(panel.querySelector(".canvas"), () => this.#draw());
    this.#story = new Asked(panel, host, {
      ask: "gap",
      what: "This story is",
      once: true,
      arrived: () => this.#arrived(),
      failed: (message) => (this.#words.textContent = message),
    });
    this.#slide = makeSlide(this.#slider, host, {
      onInput: (apart) => this.#drawApart(apart),
      says: () => `Separation ${this.#label.textContent} sd. ${this.#words.textContent}`,
    });
    panel.querySelector("[data-control=whole-gap]").addEventListener("click", () => {
      this.#been = [0, this.#widest];
      this.#again();
    });
  }

  paint(/** @type {Frame} */ frame) {
    this.#last = frame;
    if (this.#panel.hidden) return;
    this.#story.look();
    const apart = separationOf(frame.state);
    this.#label.textContent = apart === null ? "" : formatNumber(apart, null, 2);
    this.#cursor.hidden = apart === null;
    for (const dot of this.#dots) dot.hidden = true;
    if (apart === null) {
      if (this.#story.known) this.#words.textContent = "P is not two equal bumps now; the slider makes it so.";
      return;
    }
    if (!this.#slide.sliding() || Number(this.#slider.value) !== apart) this.#slider.value = String(apart);
    const shown = Math.min(apart, this.#widest);
    this.#left(percent(shown / this.#widest));
    const grown = this.#go(shown, frame.state.unit);
    if (!this.#story.known) return;
    if (grown) this.#draw();
    this.#paintDots(shown);
    this.#tell(apart, frame);
    this.#paintSigns();
  }

  settled() {
    this.#story.look();
  }

  destroy() {
    this.#canvas.destroy();
  }

  #arrived() {
    this.#words.textContent = "";
    this.#panel.dataset.drawn = "true";
    this.#again();
  }

  #again() {
    this.#draw();
    if (this.#last) this.paint(this.#last);
  }

  #drawApart(/** @type {number} */ apart) {
    const sd = Math.min(this.#host.state().sds[0], WIDEST_BUMP);
    const half = Number(((apart * sd) / 2).toFixed(12));
    this.#host.move({ weights: [0.5, 0.5], means: [-half, half], sds: [sd, sd] });
  }

  /** The reader is here. @returns {boolean} whether there is more to be drawn */
  #go(/** @type {number} */ apart, /** @type {string} */ unit) {
    const [low, high] = this.#been ?? [Infinity, -Infinity];
    const grown = apart < low || apart > high || unit !== this.#unit;
    this.#been = [Math.min(low, apart), Math.max(high, apart)];
    this.#unit = unit;
    return grown;
  }

  /** What the minima cost at a separation. @returns {Costs} */
  #costs(/** @type {number} */ apart) {
    const { separations, covering, oneBump } = this.#story.answer;
    const place = (apart * (separations.length - 1)) / this.#widest;
    const [low, high] = [Math.floor(place), Math.ceil(place)];
    const mix = (list) =>
      list[low] === null || list[high] === null ? null : list[low] + (list[high] - list[low]) * (place - low);
    return { covering: mix(covering), oneBump: mix(oneBump) };
  }

  #draw() {
    if (!this.#story.known || !this.#canvas.there() || !this.#been) return;
    const { separations, ...costs } = this.#story.answer;
    const [from, to] = this.#been;
    const top = HIGHEST * this.#host.per();
    this.#canvas.window(0, this.#widest, 0, top);
    const seen = separations
      .map((_, i) => i)
      .filter((i) => separations[i] >= from - NEAR && separations[i] <= to + NEAR);
    for (const [i, list] of [costs.covering, costs.oneBump].entries()) {
      const there = seen.filter((place) => list[place] !== null);
      const data = { x: there.map((at) => separations[at]), y: there.map((at) => list[at] * this.#host.per()) };
      this.#canvas.set(MINIMA[i].name, { data });
      this.#canvas.glyph(`line-${MINIMA[i].name}`, { line_color: this.#canvas.colour(MINIMA[i].colour) });
    }
    placeTicks(
      this.#panel.querySelector(".map-y"),
      ticks({ low: 0, high: top }, 7).map((tick) => ({ at: tick / top, text: formatNumber(tick, null, 1) })),
      "bottom",
    );
  }

  #paintDots(/** @type {number} */ apart) {
    const { covering, oneBump } = this.#costs(apart);
    const least = oneBump === null ? null : Math.min(covering, oneBump);
    [covering, oneBump].forEach((kl, index) => {
      const dot = this.#dots[index];
      dot.hidden = kl === null || kl > HIGHEST;
      if (dot.hidden) return;
      Object.assign(dot.style, { left: percent(apart / this.#widest), bottom: percent(kl / HIGHEST) });
      dot.dataset.side = apart > MINIMA[index].turns * this.#widest ? "left" : "right";
      dot.dataset.under = String(kl === least);
    });
  }

  #tell(/** @type {number} */ apart, /** @type {Frame} */ { state: { unit }, per }) {
    const { covering, oneBump } = this.#costs(Math.min(apart, this.#widest));
    const [a, b] = [covering, oneBump].map((kl) => (kl === null ? null : formatNumber(kl * per, unit)));
    const both = apart < this.#story.answer.bimodal ? "P" : "both bumps";
    const better = oneBump < covering ? "one bump is better" : "covering is better";
    const text =
      b === null
        ? `There is one minimum, and it covers ${both}: ${a}.`
        : `Covering both costs ${a}, sitting on one bump ${b}: ${better}.`;
    if (this.#words.textContent !== text) this.#words.textContent = text;
  }

  /** What has been passed, once it has been passed. */
  #paintSigns() {
    const { bimodal, birth, swap } = this.#story.answer;
    const found = [
      { at: bimodal, says: "two bumps" },
      { at: birth, says: "a minimum on each bump" },
      { at: swap, says: "the best changes" },
    ].filter(({ at }) => this.#been[0] < at && at < this.#been[1]);
    if (this.#signs.childElementCount === found.length) return;
    this.#signs.replaceChildren(
      ...found.map(({ at, says }) => {
        const sign = element("span", {}, element("em", {}, `${formatNumber(at, null, 3)} `), says);
        sign.style.left = percent(at / this.#widest);
        return sign;
      }),
    );
  }
}

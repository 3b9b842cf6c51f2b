// The picture of P, Q and the ghosts: an SVG that fills its frame, redrawn at its own size, and over it Bokeh's canvas.
import { makeCanvas } from "wd/figure/canvas.js";
import { attribute, style } from "wd/figure/paint.js";
import { across, closed, heights, modelCurve, path, percent, truthCurve } from "../frame.js";
import { makeAxis } from "./axis.js";
import { makeGhosts } from "./ghosts.js";

const DASH = [8, 5];
const WIDTHS = { p: 2.5, q: 2.75 };
const WALL = 1.8; // times as wide are lines on a projector
const NARROW = 420; // px: fewer numbers fit under it

/** @typedef {import("../parts.js").Frame} Frame */
/** @typedef {{truth: object, low: number, high: number, top: number}} Drawn of which P and in which window */

export class Curves {
  #svg;
  #lines;
  #stem;
  #ghosts;
  #canvas;
  #axis;
  #watch;
  #size;
  /** @type {Drawn | null} */ #drawn = null;
  /** @type {Frame | null} */ #frame = null;

  /** @param {HTMLElement} root the section of the picture */
  constructor(root) {
    this.plot = /** @type {HTMLElement} */ (root.querySelector(".plot"));
    this.#svg = this.plot.querySelector(".curves");
    this.#lines = Object.fromEntries(
      ["p-area", "q-area", "p-line", "q-line"].map((name) => [
        name,
        attribute(this.#svg.querySelector(`.${name}`), "d"),
      ]),
    );
    const stem = /** @type {HTMLElement} */ (this.plot.querySelector(".stem"));
    this.#stem = { left: style(stem, "left"), top: style(stem, "top") };
    this.#ghosts = makeGhosts(this.#svg.querySelector(".ghosts"), this.plot.querySelector(".ghost-names"));
    this.#axis = makeAxis(root.querySelector(".axis"));
    this.#canvas = makeCanvas(this.plot.querySelector(".canvas"), () => this.#begin());
    this.#size = this.#measured();
    this.#watch = new ResizeObserver(() => {
      this.#size = this.#measured();
      this.#redraw();
    });
    this.#watch.observe(this.plot);
    addEventListener("beforeprint", this.#still);
  }

  get width() {
    return this.#size.width;
  }

  paint(/** @type {Frame} */ frame) {
    this.#frame = frame;
    const { truth, model, seen, ghosts } = frame;
    const { width, height } = this.#size;
    this.#svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const drawn = this.#drawn;
    if (drawn?.truth !== truth || ["low", "high", "top"].some((edge) => drawn[edge] !== seen[edge])) {
      this.#draw("p", truthCurve(truth, seen), !this.#canvas.there());
      if (this.#canvas.there()) this.#canvas.window(seen.low, seen.high, 0, seen.top);
      this.#axis(seen, width < NARROW ? 6 : 9);
      this.#drawn = { truth, ...seen };
    }
    this.#draw("q", modelCurve(model, seen), !this.#canvas.there());
    if (this.#canvas.there()) this.#canvas.paintNow();
    this.#stem.left(percent(across(seen, model.mu)));
    this.#stem.top(percent(heights(model.sigma, seen).centre));
    this.#ghosts(ghosts, seen, this.#size);
  }

  destroy() {
    this.#watch.disconnect();
    this.#canvas.destroy();
    removeEventListener("beforeprint", this.#still);
  }

  #measured() {
    return { width: this.plot.clientWidth || 720, height: this.plot.clientHeight || 320 };
  }

  #redraw() {
    this.#drawn = null;
    if (this.#frame) this.paint(this.#frame);
  }

  /** The canvas is there, or the page's colours have changed. */
  #begin() {
    this.plot.dataset.canvas = "true";
    const wide = this.plot.closest(".projector") ? WALL : 1;
    for (const [name, width] of Object.entries(WIDTHS)) {
      const colour = this.#canvas.colour(`--${name}`);
      this.#canvas.glyph(`area-${name}`, { fill_color: colour });
      this.#canvas.glyph(`line-${name}`, { line_color: colour, line_width: wide * width });
    }
    this.#canvas.glyph("line-q", { line_dash: DASH.map((length) => length * wide) });
    this.#redraw();
    this.#still();
  }

  /** One curve: on Bokeh's canvas once that is there, before it and on paper as SVG. */
  #draw(name, curve, still) {
    if (!still) {
      this.#canvas.set(name, { data: curve });
      return;
    }
    const { width, height } = this.#size;
    const line = path(curve, this.#frame.seen, width, height);
    this.#lines[`${name}-line`](line);
    this.#lines[`${name}-area`](closed(line, width, height));
  }

  /** The still figure is what is printed. */
  #still = () => {
    if (!this.#frame || !this.#canvas.there()) return;
    const { truth, model, seen } = this.#frame;
    this.#draw("p", truthCurve(truth, seen), true);
    this.#draw("q", modelCurve(model, seen), true);
  };
}

// The landscape: every point is a Q. An image with contours; over it the minima, the way downhill, and Q as a dot to
// drag.
import { makeCanvas } from "wd/figure/canvas.js";
import { formatPlain } from "wd/figure/format.js";
import { attribute, style } from "wd/figure/paint.js";
import { makePointHandle } from "wd/figure/point_handle.js";
import { hundredths, inside } from "wd/figure/within.js";
import { percent } from "../frame.js";
import { Asked } from "./asked.js";
import { makeAxis, placeTicks } from "./axis.js";
import { makeMarks } from "./marks.js";
import { bytes, shades } from "./shades.js";
import { makeStill } from "./still.js";

const SIGMAS = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20];
const STEP = 0.05;

/** @typedef {import("../state.js").Model} Model */
/** @typedef {import("../parts.js").Frame} Frame */
/** @typedef {{x: number, y: number}} Point parts of the map, from its left and from its bottom */
/** @typedef {import("../parts.js").Part} Part */

/** @implements {Part} */
export class Landscape {
  #panel;
  #host;
  #frame;
  #words;
  #marks;
  #axis;
  #dot;
  #asked;
  #still;
  #canvas;
  #handle;
  /** @type {Frame | null} */ #last = null;

  /**
   * @param {HTMLElement} panel @param {import("../host.js").Host} host
   * @param {{of: import("../state.js").State, answer: any} | null} given the landscape of the first P
   */
  constructor(panel, host, given) {
    this.#panel = panel;
    this.#host = host;
    this.#frame = panel.querySelector(".map-frame");
    this.#marks = makeMarks(this.#frame, (model) => this.#part(model));
    this.#words = panel.querySelector("[data-role=landscape-words]");
    this.#axis = makeAxis(panel.querySelector(".map-x"));
    const place = /** @type {HTMLElement} */ (panel.querySelector(".canvas"));
    this.#still = makeStill(place);
    this.#canvas = makeCanvas(place, () => {
      this.#still.remove();
      this.#draw();
    });
    this.#asked = new Asked(panel, host, {
      ask: "landscape",
      what: "The landscape of this P is",
      given,
      near: !given,
      arrived: () => this.#arrived(),
      failed: (message) => {
        if (!this.#asked.fresh) this.#words.textContent = message;
      },
    });
    const dot = this.#frame.querySelector("[data-grip=dot]");
    this.#dot = {
      left: style(dot, "left"),
      top: style(dot, "top"),
      now: attribute(dot, "aria-valuenow"),
      text: attribute(dot, "aria-valuetext"),
    };
    this.#handle = this.#makeHandle(dot);
    this.#draw();
  }

  paint(/** @type {Frame} */ frame) {
    const turned = this.#last && this.#last.state.direction !== frame.state.direction;
    this.#last = frame;
    if (this.#panel.hidden) return;
    this.#asked.look();
    if (!this.#asked.known) return;
    if (turned) this.#draw();
    const { mu, sigma } = frame.model;
    const { x, y } = onMap(this.#part(frame.model));
    this.#dot.left(percent(x));
    this.#dot.top(percent(1 - y));
    this.#dot.now(String(mu));
    this.#dot.text(`μ ${formatPlain(mu)}, σ ${formatPlain(sigma)}`);
    this.#frame.classList.toggle("stale", !this.#asked.fresh);
    this.#marks(frame, this.#asked.answer);
  }

  settled() {
    this.#asked.look();
  }

  destroy() {
    this.#canvas.destroy();
    this.#handle.destroy();
  }

  #arrived() {
    this.#words.textContent = "";
    this.#draw();
    if (this.#last) this.paint(this.#last);
  }

  #makeHandle(dot) {
    const host = this.#host;
    return makePointHandle(dot, {
      track: this.#frame,
      at: () => (this.#asked.known ? onMap(this.#part(host.state())) : { x: 0.5, y: 0.5 }),
      onPlace: ({ x, y }) => {
        if (!this.#asked.known) return;
        const {
          mu: [low, high],
          logSigma: [bottom, top],
        } = this.#asked.answer;
        this.#move(hundredths(low + x * (high - low)), Math.exp(bottom + y * (top - bottom)));
      },
      onNudge: (dx, dy, large) => {
        const step = large ? 5 * STEP : STEP;
        const { mu, sigma } = host.state();
        this.#move(Number((mu + dx * step).toFixed(12)), sigma * Math.exp(dy * step));
      },
      onStart: host.begin,
      onEnd: (cancelled) => host.end("Q moved in the landscape", cancelled),
    });
  }

  #move(/** @type {number} */ mu, /** @type {number} */ sigma) {
    if (!this.#asked.known) return;
    const { fixed, sigma: kept } = this.#host.state();
    const { fields } = this.#host;
    const digits = 10 ** (2 - Math.floor(Math.log10(sigma)));
    const next = fixed ? kept : inside(Math.round(sigma * digits) / digits, fields.sigma.bounds);
    this.#host.move({ mu: inside(mu, fields.mu.bounds), sigma: next });
  }

  /** Where a Q is. @returns {Point} */
  #part(/** @type {Model} */ { mu, sigma }) {
    const {
      mu: [low, high],
      logSigma: [bottom, top],
    } = this.#asked.answer;
    return { x: (mu - low) / (high - low), y: (Math.log(sigma) - bottom) / (top - bottom) };
  }

  #draw() {
    if (!this.#asked.known) return;
    const data = this.#asked.answer;
    const picture = data[this.#host.state().direction];
    if (this.#canvas.there()) this.#drawCanvas(data, picture);
    else this.#still.draw(data, picture, this.#canvas.colour);
    this.#panel.dataset.drawn = "true";
    const [low, high] = data.mu;
    this.#axis({ low, high }, 8);
    const marks = SIGMAS.map((sigma) => ({ at: this.#part({ mu: low, sigma }).y, text: formatPlain(sigma) }));
    placeTicks(
      this.#panel.querySelector(".map-y"),
      marks.filter(({ at }) => at >= 0 && at <= 1),
      "bottom",
    );
  }

  #drawCanvas(data, { shades: light, contours }) {
    const canvas = this.#canvas;
    const [[low, high], [bottom, top]] = [data.mu, data.logSigma];
    const image = canvas.image(bytes(light), data.size);
    canvas.window(low, high, bottom, top);
    canvas.set("image", { data: { image: [image], x: [low], y: [bottom], dw: [high - low], dh: [top - bottom] } });
    canvas.set("colours", { palette: shades(canvas.colour("--valley"), canvas.colour("--ground")) });
    canvas.glyph("lines", { line_color: canvas.colour("--ink") });
    canvas.set("contours", {
      data: {
        xs: contours.map(({ x }) => x),
        ys: contours.map(({ y }) => y),
        width: contours.map(({ level }) => (Number.isInteger(level) ? 1.3 : 0.6)),
      },
    });
  }
}

/** A point, or the nearest one on the edge. @returns {Point} */
function onMap(/** @type {Point} */ { x, y }) {
  return { x: inside(x, [0, 1]), y: inside(y, [0, 1]) };
}

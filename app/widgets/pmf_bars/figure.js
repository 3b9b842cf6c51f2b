// The figure: what is seen of a state. It computes the numbers, keeps the axes calm, and moves things where they belong.
import { glide } from "wd/figure/glide.js";
import { formatNumber } from "wd/figure/format.js";
import { attribute, percent, style } from "wd/figure/paint.js";
import { tellQuantities } from "wd/page/events.js";
import { axesFor, mixed } from "./axes.js";
import { makeBars } from "./bars.js";
import { makeContributions } from "./contributions.js";
import { makeAxis, makeNumbers, makePair, makeSingle } from "./costs.js";
import { sameNumbers } from "./model.js";
import { numbersOf } from "./numbers.js";
import { makeRemark } from "./remark.js";
import { makeTable } from "./table.js";

const GLIDE = 400; // ms
const REVEAL = 600; // ms: a truth that one has waited for may take its time
/** How many of each unit there are in a bit. */
export const PER_BIT = { bits: 1, nats: Math.LN2 };

export class Figure {
  #root; #id; #first;
  #parts; #markLeast;
  #drawn; // what is on the screen now: p, q and every quantity; on its way to the state's while something glides
  #axes; // the lengths of the axes now
  #round; // the length that the axis of costs has or glides to
  #reveal = 1; // how much of the results has come in after a prediction
  #least = { gap: Infinity, p: null }; // in bits, of this truth
  #stop = () => {};
  /** The numbers of the present state. @type {{results: import("./numbers.js").Results, terms: number[], surprises: number[]}} */
  numbers;
  /** @type {import("./model.js").State} */
  state;
  /** Whether a prediction is awaited, so that no result may be seen. */
  pending;
  /** The prediction's marker, while it is asked for or after it was made. @type {{paint: (frame: object) => void} | null} */
  marker = null;
  /** What was predicted, in bits. @type {number | null} */
  guess = null;

  /** @param {HTMLElement} root @param {string} id @param {import("./model.js").State} first @param {boolean} pending @param {object} host */
  constructor(root, id, first, pending, host) {
    this.#root = root;
    this.#id = id;
    this.#first = first;
    this.pending = pending;
    this.#take(first);
    this.#axes = axesFor(first, this.numbers, pending);
    this.#round = this.#axes.scale;
    this.#drawn = this.#wanted();
    const costs = root.querySelector(".costs");
    const reverse = root.querySelector(".reverse");
    this.#parts = [
      makeNumbers(root, formatNumber),
      makeBars(root.querySelector(".bars"), host),
      makePair(costs, { entropy: "entropy", total: "cross-entropy" }),
      makePair(reverse, { entropy: "entropy-q", total: "cross-entropy-reverse", hideEntropy: true }),
      makeSingle(root.querySelector(".js"), "js"),
      makeAxis(costs.querySelector(".axis")),
      makeContributions(root.querySelector(".contributions")),
      makeTable(root.querySelector(".table"), host),
      makeRemark(costs.querySelector("[data-role=remark]"), host),
    ];
    const least = costs.querySelector(".least");
    this.#markLeast = { hidden: attribute(least, "class"), left: style(least, "left") };
  }

  get scale() { return this.#axes.scale; }
  get height() { return this.#axes.height; }

  /** Show a state at once, on the axes as they are: a gesture is under way. */
  follow(/** @type {import("./model.js").State} */ state) {
    this.#stop();
    this.#take(state);
    this.#drawn = this.#wanted();
    this.paint();
  }

  /** Show a state for good: everything glides to its place, the axes too. */
  settle(/** @type {import("./model.js").State} */ state) {
    this.#stop();
    this.#take(state);
    const wanted = this.#wanted();
    const axes = axesFor(state, this.numbers, this.pending, this.#axes);
    this.#round = axes.scale;
    const from = { drawn: this.#drawn, axes: this.#axes };
    const still = wanted.p.length !== from.drawn.p.length || (same(wanted, from.drawn) && same(axes, from.axes));
    this.#move(still ? 0 : GLIDE, (part) => {
      this.#drawn = mixed(still ? wanted : from.drawn, wanted, part);
      this.#axes = mixed(from.axes, axes, part);
    });
  }

  /** Whatever still glides arrives now: a gesture begins. */
  arrive() {
    this.#stop();
    this.#reveal = 1;
    this.#drawn = this.#wanted();
    this.#axes = axesFor(this.state, this.numbers, this.pending, { ...this.#axes, scale: this.#round });
    this.#round = this.#axes.scale;
  }

  /** The prediction is made: the truth moves in. @param {() => void} then */
  reveal(then) {
    this.#stop();
    this.pending = false;
    this.#move(REVEAL, (part) => { this.#reveal = part; if (part === 1) queueMicrotask(then); });
  }

  /** Show the kernel's results in the place of our own. */
  correct(/** @type {import("./numbers.js").Results} */ results) {
    this.numbers = { ...this.numbers, results };
    this.#drawn = this.#wanted();
    this.paint();
  }

  destroy() { this.#stop(); }

  paint() {
    const { state, pending, numbers: { results } } = this;
    const perBit = PER_BIT[state.unit];
    const hides = new Set(pending ? Object.keys(results).filter((name) => name !== "entropy") : []);
    const frame = {
      ...this.numbers, ...this.#axes, state, pending, hides, drawn: this.#drawn, round: this.#round, reveal: this.#reveal,
      least: this.#least.gap * perBit, guess: this.guess === null ? null : this.guess * perBit, unmoved: sameNumbers(state, this.#first),
    };
    for (const part of this.#parts) part.paint(frame);
    this.marker?.paint(frame);
    this.#paintLeast(frame);
    tellQuantities(this.#id, Object.fromEntries(Object.entries(results).filter(([name]) => !hides.has(name))), state.unit);
  }

  #take(state) {
    this.state = state;
    this.numbers = numbersOf(state);
    const sameTruth = this.#least.p?.length === state.p.length && state.p.every((value, i) => value === this.#least.p[i]);
    if (!state.lock || !sameTruth) this.#least = { gap: Infinity, p: state.p };
    if (state.lock) this.#least.gap = Math.min(this.#least.gap, this.numbers.results.kl / PER_BIT[state.unit]);
  }

  #wanted() { return { p: this.state.p, q: this.state.q, ...this.numbers.results }; }

  #move(duration, place) {
    if (duration > 0) { place(0); this.paint(); } // the numbers are true at once; only lengths travel
    this.#stop = glide((part) => { place(part); this.paint(); }, duration);
  }

  #paintLeast({ drawn, least, scale, state }) {
    this.#markLeast.hidden(state.lock && Number.isFinite(least) ? "least" : "least absent");
    if (Number.isFinite(least)) this.#markLeast.left(percent((drawn.entropy + least) / scale));
  }
}

function same(a, b) {
  if (typeof a === "number") return a === b;
  return Object.keys(a).every((name) => same(a[name], b[name]));
}

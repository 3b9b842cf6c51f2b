// The figure: what is seen of a state. It computes the numbers, keeps the axes calm, and moves things where they
// belong.
import { glide } from "wd/figure/glide.js";
import { attribute, percent, style } from "wd/figure/paint.js";
import { PER_BIT } from "wd/kernel/units.js";
import { tellQuantities } from "wd/page/events.js";
import { axesFor, mixed } from "./axes.js";
import { sameNumbers } from "./model.js";
import { hostOf, partsOf } from "./parts.js";

const GLIDE = 400; // ms
const REVEAL = 600; // ms: a truth that one has waited for may take its time

/** @typedef {import("wd/figure/kind.js").Stage} Stage */

/** @implements {Stage} */
export class Figure {
  #view;
  #parts;
  #markLeast;
  #drawn; // what is on the screen now: p, q and every quantity; on its way to the state's while something glides
  #axes; // the lengths of the axes now
  #round; // the length that the axis of costs has or glides to
  #reveal = 1; // how much of the results has come in after a prediction
  #least = { gap: Infinity, p: null }; // in bits, of this truth
  #guess = null; // what was predicted, in bits
  #stop = () => {};
  /** @type {import("./model.js").State} */ #state;
  /** @type {ReturnType<typeof import("./numbers.js").numbersOf>} */ #numbers;
  /**
   * The prediction's marker, while it is asked for or after it was made.
   * @type {{paint: (frame: object) => void} | null}
   */
  marker = null;

  /** @param {import("wd/figure/view.js").View} view @param {import("./edits.js").Edits} edits */
  constructor(view, edits) {
    this.#view = view;
    this.#take(view.first, view.numbers);
    this.#axes = this.#wantedAxes(null);
    this.#round = this.#axes.scale;
    this.#drawn = this.#wanted();
    this.#parts = partsOf(view.root, hostOf(view, this, edits));
    const least = view.root.querySelector(".costs .least");
    this.#markLeast = { hidden: attribute(least, "class"), left: style(least, "left") };
  }

  get scale() {
    return this.#axes.scale;
  }
  get height() {
    return this.#axes.height;
  }

  /** Show a state at once, on the axes as they are: a gesture is under way. */
  follow(state, numbers) {
    this.#stop();
    this.#take(state, numbers);
    this.#drawn = this.#wanted();
    this.paint();
  }

  /** Show a state for good: everything glides to its place, the axes too. */
  settle(state, numbers) {
    this.#stop();
    this.#take(state, numbers);
    const wanted = this.#wanted();
    const axes = this.#wantedAxes(this.#axes);
    this.#round = axes.scale;
    const from = { drawn: this.#drawn, axes: this.#axes };
    const still = wanted.p.length !== from.drawn.p.length || (same(wanted, from.drawn) && same(axes, from.axes));
    this.#move(still ? 0 : GLIDE, (part) => {
      this.#drawn = mixed(still ? wanted : from.drawn, wanted, part);
      this.#axes = mixed(from.axes, axes, part);
    });
  }

  place(state, numbers) {
    this.settle(state, numbers);
  }

  arrive() {
    this.#stop();
    this.#reveal = 1;
    this.#drawn = this.#wanted();
    this.#axes = this.#wantedAxes(this.#axes);
    this.#round = this.#axes.scale;
  }

  /** The prediction is made: the truth moves in. */
  reveal(state, numbers) {
    this.#stop();
    this.#move(REVEAL, (part) => {
      this.#reveal = part;
      if (part === 1) queueMicrotask(() => this.settle(state, numbers));
    });
  }

  /** Keep a guess, and show it by a marker. */
  keep(guess, unit, marker) {
    this.#guess = guess / PER_BIT[unit];
    this.marker = marker;
  }

  correct(_, numbers) {
    this.#numbers = numbers;
    this.#drawn = this.#wanted();
    this.paint();
  }

  destroy() {
    this.#stop();
  }

  paint() {
    const { pending, first, id } = this.#view;
    const [state, { results }] = [this.#state, this.#numbers];
    const perBit = PER_BIT[state.unit];
    const frame = {
      ...this.#numbers,
      ...this.#axes,
      state,
      pending,
      drawn: this.#drawn,
      round: this.#round,
      reveal: this.#reveal,
      least: this.#least.gap * perBit,
      guess: this.#guess === null ? null : this.#guess * perBit,
      unmoved: sameNumbers(state, first),
    };
    for (const part of this.#parts) part.paint(frame);
    this.marker?.paint(frame);
    this.#paintLeast(frame);
    tellQuantities(id, pending ? { entropy: results.entropy } : results, state.unit);
  }

  #take(state, numbers) {
    this.#state = state;
    this.#numbers = numbers;
    const sameTruth =
      this.#least.p?.length === state.p.length && state.p.every((value, i) => value === this.#least.p[i]);
    if (!state.lock || !sameTruth) this.#least = { gap: Infinity, p: state.p };
    if (state.lock) this.#least.gap = Math.min(this.#least.gap, numbers.results.kl / PER_BIT[state.unit]);
  }

  #wanted() {
    return { p: this.#state.p, q: this.#state.q, ...this.#numbers.results };
  }

  /** On the way from one length to another the axis has none that could stay: the one that it goes to counts. */
  #wantedAxes(present) {
    const { pending } = this.#view;
    return axesFor(this.#state, this.#numbers, pending, present && { ...present, scale: this.#round });
  }

  #move(duration, place) {
    if (duration > 0) {
      place(0);
      this.paint();
    } // the numbers are true at once; only lengths travel
    this.#stop = glide((part) => {
      place(part);
      this.paint();
    }, duration);
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

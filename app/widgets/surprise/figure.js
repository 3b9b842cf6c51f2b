// The figure: what is seen of a state. It computes the numbers, keeps the axis calm, and moves things where they
// belong.
import { PER_BIT } from "wd/kernel/units.js";
import { tellQuantities } from "wd/page/events.js";
import { between, glide } from "wd/figure/glide.js";
import { sameList } from "wd/figure/probability.js";
import { makeAreas } from "./areas.js";
import { makeBars } from "./bars.js";
import { axisHeight, guessingHeight, neededHeight } from "./frame.js";
import { numbersOf } from "./numbers.js";
import { makeTable, makeTexts } from "./texts.js";

const GLIDE = 400; // ms
const REVEAL = 600; // ms: a truth that one has waited for may take its time

/**
 * @typedef {import("./numbers.js").State} State
 * @typedef {import("./numbers.js").Numbers} Numbers
 * @typedef {Numbers & {state: State, drawn: {p: number[], surprises: number[], entropy: number, ceiling: number},
 *   height: number,
 *   round: number, pending: boolean, blocked: boolean, reveal: number, perBit: number, codewords: boolean}} Frame
 *   `drawn` is what is on the screen while something glides, `round` the height that the axis glides to
 */

/** @typedef {import("wd/figure/kind.js").Stage} Stage */

/** @implements {Stage} */
export class Figure {
  #view;
  #parts;
  #areas;
  #stop = () => {};
  #p; // what is on the screen while something glides
  #height;
  #round;
  #reveal = 1;
  /** @type {State} */ #state;
  /** @type {Numbers} */ #numbers;
  /** The guess on the figure. @type {{paint: (frame: Frame) => void} | null} */ marker = null;

  constructor(/** @type {import("wd/figure/view.js").View} */ view) {
    this.#view = view;
    this.#state = view.first;
    this.#numbers = /** @type {Numbers} */ (view.numbers);
    this.#p = view.first.p;
    this.#height = this.#round = this.#wantedHeight(0);
    this.#areas = makeAreas(view.root);
    this.#parts = [
      makeBars(view.root, view, (index) => this.#areas.light(index)),
      this.#areas,
      makeTexts(view.root),
      makeTable(view.root.querySelector(".panel.table")),
    ];
  }

  get height() {
    return this.#height;
  }

  /** Show a state at once, on the axis as it is. */
  follow(state, numbers) {
    this.#stop();
    this.#take(state, numbers);
    this.#p = state.p;
    this.paint();
  }

  /** Show a state for good: everything glides to its place, the axis too. */
  settle(state, numbers) {
    this.#stop();
    const before = { p: this.#p, height: this.#height, unit: this.#state.unit };
    this.#take(state, numbers);
    const height = (this.#round = this.#wantedHeight(before.unit === state.unit ? this.#round : 0));
    const still = state.p.length !== before.p.length;
    const quiet = sameList(before.p, state.p) && height === before.height;
    if (quiet) {
      this.paint();
      return;
    }
    this.#move(still ? 0 : GLIDE, (part) => {
      this.#p = still ? state.p : state.p.map((value, i) => between(before.p[i], value, part));
      this.#height = before.unit === state.unit ? between(before.height, height, part) : height;
    });
  }

  place(state, numbers) {
    this.settle(state, numbers);
  }

  arrive() {
    this.#stop();
    this.#reveal = 1;
    this.#p = this.#state.p;
    this.#height = this.#round;
  }

  /** The truth moves in. */
  reveal(state, numbers) {
    this.#stop();
    this.#height = this.#round = this.#wantedHeight(0);
    this.#move(REVEAL, (part) => {
      this.#reveal = part;
      if (part === 1) queueMicrotask(() => this.settle(state, numbers));
    });
  }

  correct(_, numbers) {
    this.#numbers = numbers;
    this.paint();
  }

  destroy() {
    this.#stop();
    this.#parts[0].destroy();
  }

  paint() {
    const [state, numbers, { pending, id }] = [this.#state, this.#numbers, this.#view];
    const frame = {
      ...numbers,
      state,
      pending,
      blocked: pending,
      drawn: this.#drawn(),
      height: this.#height,
      round: this.#round,
      reveal: this.#reveal,
      perBit: PER_BIT[state.unit],
      codewords: state.show.includes("codewords"),
    };
    for (const part of this.#parts) part.paint(frame);
    this.marker?.paint(frame);
    tellQuantities(id, pending ? { ceiling: numbers.results.ceiling } : numbers.results, state.unit);
  }

  /** What lies between two states is a state too: its areas are its own entropy at each moment of a glide. */
  #drawn() {
    const { results, surprises } =
      this.#p === this.#state.p ? this.#numbers : numbersOf({ ...this.#state, p: this.#p });
    return { p: this.#p, surprises, entropy: results.entropy, ceiling: results.ceiling };
  }

  #take(state, numbers) {
    this.#state = state;
    this.#numbers = numbers;
  }

  #wantedHeight(present) {
    const [numbers, state] = [this.#numbers, this.#state];
    return this.#view.pending
      ? guessingHeight(numbers.results.ceiling)
      : axisHeight(neededHeight(numbers, state.show.includes("codewords"), PER_BIT[state.unit]), present);
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
}

// What sends letters: play, so many a second; step and rewind; and the slider over the picture.
import { onSlid } from "wd/figure/slid.js";
import { tellState } from "wd/page/events.js";
import { share } from "./curves.js";

const FRAME = 1000 / 30; // ms: it is painted at most thirty times a second
const LONGEST = 250; // ms: a page in the background gets no frames; it does not catch up with a leap
const KEYS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
const REDUCED = matchMedia("(prefers-reduced-motion: reduce)");

export class Transport {
  #view;
  #tape;
  #speeds;
  #frame = 0;
  #last = 0;
  #owed = 0; // letters that are due, in parts of one

  /**
   * @param {import("wd/figure/view.js").View} view @param {import("./tape.js").Tape} tape
   * @param {number[]} speeds letters a second, as the slider has them
   */
  constructor(view, tape, speeds) {
    this.#view = view;
    this.#tape = tape;
    this.#speeds = speeds;
    this.#bind(this.#control("place"));
    this.#control("speed")?.addEventListener("input", ({ target }) => this.#turn(speeds[target.value]));
  }

  get playing() {
    return this.#frame !== 0;
  }

  /** Let the letters run, or pause them. */
  play() {
    if (this.playing) {
      this.rest();
      return;
    }
    this.#view.begin();
    this.#view.root.querySelector("[data-role=outcome]").textContent = "";
    if (this.#sent >= this.#total) this.#pass(0);
    if (REDUCED.matches) {
      this.#pass(this.#total);
      this.rest();
      return;
    }
    this.#control("play").textContent = "Pause";
    this.#last = performance.now();
    this.#owed = 1; // the first letter goes at once
    this.#frame = requestAnimationFrame(this.#tick);
  }

  /** Send one letter, after the last one the first. */
  step() {
    this.#go(this.#sent >= this.#total ? 1 : this.#sent + 1);
  }

  rewind() {
    this.#go(0);
  }

  pause() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#control("play").textContent = "Play";
  }

  /** Stop, and say how it stands. */
  rest() {
    this.pause();
    this.#view.settle("");
  }

  /** Let slider and speed say what a state says. */
  paint(/** @type {import("wd/figure/kind.js").State} */ { speed, ...state }) {
    const sent = this.#tape.sent(state);
    const place = this.#control("place");
    place.value = String(sent ? Math.round(place.max * share(sent, this.#total)) : 0);
    place.setAttribute("aria-valuetext", `${sent} of ${this.#total} letters`);
    const slider = this.#control("speed");
    if (!slider) return;
    slider.value = String(this.#speeds.indexOf(speed));
    slider.setAttribute("aria-valuetext", `${speed} letters a second`);
    this.#view.root.querySelector("[data-role=speed]").textContent = `${speed}/s`;
  }

  get #sent() {
    return this.#tape.sent(this.#view.state());
  }

  get #total() {
    return this.#tape.run.total;
  }

  #control(name) {
    return this.#view.root.querySelector(`[data-control="${name}"]`);
  }

  #pass(letters) {
    this.#view.pass(this.#tape.at(this.#view.state(), letters));
  }

  #go(letters) {
    this.pause();
    this.#pass(letters);
    this.rest();
  }

  #bind(place) {
    place.addEventListener("input", () => {
      this.pause();
      this.#pass(place.value > 0 ? Math.max(1, Math.round(this.#total ** (place.value / place.max))) : 0);
    });
    onSlid(place, () => this.rest());
    place.addEventListener("keydown", (event) => {
      if (!Object.hasOwn(KEYS, event.key)) return;
      event.preventDefault();
      this.#go(this.#sent + KEYS[event.key]);
    });
  }

  /** The speed changes while the letters run on. */
  #turn(speed) {
    this.#view.pass({ ...this.#view.state(), speed });
    if (this.playing) tellState(this.#view.id, this.#view.query());
    else this.rest();
  }

  #tick = (/** @type {number} */ now) => {
    this.#frame = requestAnimationFrame(this.#tick);
    const passed = now - this.#last;
    if (passed < FRAME - 2) return;
    this.#last = now;
    this.#owed += (Math.min(passed, LONGEST) * this.#view.state().speed) / 1000;
    const letters = Math.floor(this.#owed);
    if (!letters) return;
    this.#owed -= letters;
    this.#pass(this.#sent + letters);
    if (this.#sent >= this.#total) this.rest();
  };
}

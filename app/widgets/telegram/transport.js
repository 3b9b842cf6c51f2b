// What sends letters: play, step and rewind, the slider over the picture, and how fast they run.
import { onSlid } from "wd/figure/slid.js";
import { tellState } from "wd/page/events.js";
import { share } from "./curves.js";
import { Player } from "./player.js";

const STEPS = 1000; // of the slider, from the first letter to the last
const KEYS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

export class Transport {
  #view;
  #tape;
  #player;
  #find;
  #speeds;

  /**
   * @param {import("wd/figure/view.js").View} view @param {import("./tape.js").Tape} tape
   * @param {number[]} speeds letters a second, as the slider has them
   */
  constructor(view, tape, speeds) {
    this.#view = view;
    this.#tape = tape;
    this.#speeds = speeds;
    this.#find = (/** @type {string} */ name) => view.root.querySelector(`[data-control="${name}"]`);
    this.#player = new Player({
      sent: () => tape.sent(view.state()),
      total: () => tape.run.total,
      speed: () => view.state().speed,
      move: (letters) => view.pass(tape.at(view.state(), letters)),
      ended: () => this.rest(),
    });
    this.#bindPlace(this.#find("place"));
    this.#find("speed")?.addEventListener("input", ({ target }) => this.#turn(speeds[target.value]));
  }

  get playing() {
    return this.#player.playing;
  }

  /** Let the letters run, or pause them. */
  play() {
    if (this.playing) {
      this.rest();
      return;
    }
    this.#view.begin();
    this.#name("Pause");
    this.#view.root.querySelector("[data-role=outcome]").textContent = "";
    this.#player.play();
  }

  step() {
    const { run } = this.#tape;
    const sent = this.#tape.sent(this.#view.state());
    this.#go(sent >= run.total ? 1 : sent + 1);
  }

  rewind() {
    this.#go(0);
  }

  /** Stop, and say how it stands. */
  rest() {
    this.pause();
    this.#view.settle("");
  }

  pause() {
    this.#player.pause();
    this.#name("Play");
  }

  /** Let slider and speed say what a state says. */
  paint(/** @type {import("wd/figure/kind.js").State} */ state) {
    const { total } = this.#tape.run;
    const sent = this.#tape.sent(state);
    const place = this.#find("place");
    place.value = String(sent ? Math.round(STEPS * share(sent, total)) : 0);
    place.setAttribute("aria-valuetext", `${sent} of ${total} letters`);
    const speed = this.#find("speed");
    if (!speed) return;
    speed.value = String(this.#speeds.indexOf(state.speed));
    speed.setAttribute("aria-valuetext", `${state.speed} letters a second`);
    this.#view.root.querySelector("[data-role=speed]").textContent = `${state.speed}/s`;
  }

  #bindPlace(place) {
    place.addEventListener("input", () => {
      const part = place.value / STEPS;
      this.pause();
      this.#view.show(
        this.#tape.at(this.#view.state(), part ? Math.max(1, Math.round(this.#tape.run.total ** part)) : 0),
      );
    });
    onSlid(place, () => this.rest());
    place.addEventListener("keydown", (event) => {
      if (!(event.key in KEYS)) return;
      event.preventDefault();
      this.#go(this.#tape.sent(this.#view.state()) + KEYS[event.key]);
    });
  }

  #go(letters) {
    this.pause();
    this.#view.show(this.#tape.at(this.#view.state(), letters));
    this.rest();
  }

  /** The speed changes while the letters run on. */
  #turn(speed) {
    this.#view.show({ ...this.#view.state(), speed });
    if (this.playing) tellState(this.#view.id, this.#view.query());
    else this.rest();
  }

  #name(word) {
    this.#find("play").textContent = word;
  }
}

// The figure: what is seen of a state. It glides to where Q goes, asks for the best Qs of P, and keeps the parts true.
import { between, glide } from "wd/figure/glide.js";
import { element } from "wd/figure/element.js";
import { numberPainter } from "wd/figure/number_painter.js";
import { printCanvases } from "wd/figure/printed.js";
import { PER_NAT } from "wd/kernel/units.js";
import { tellQuantities } from "wd/page/events.js";
import { windowOf } from "./frame.js";
import { hostOf } from "./host.js";
import { Best } from "./model/best.js";
import { modelOf, numbersOf, sameModel } from "./model/model.js";
import { forwardWords, reverseWords } from "./model/words.js";
import { bestGhosts, trailGhosts } from "./panels/ghosts.js";
import { partsOf } from "./parts.js";
import { sameTruth, truthOf } from "./truth/bumps.js";

const GLIDE = 450; // ms

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Model} Model
 * @typedef {{results: ReturnType<typeof numbersOf>}} Numbers
 * @typedef {import("wd/figure/kind.js").Stage} Stage
 */

/** @implements {Stage} */
export class Figure {
  /** The best Qs of each P. */ best;
  #view;
  #picture;
  #roll;
  /** @type {import("./parts.js").Part[]} */ #parts;
  #paintNumbers;
  /** @type {State} */ #state;
  /** @type {Numbers} */ #numbers;
  /** @type {Model} */ #drawn;
  /** @type {import("./frame.js").Window | null} what is seen while a hand holds something */ #held = null;
  /** @type {"forward" | "reverse" | null} the direction whose best Qs are shown as ghosts */ #ghosts = null;
  #stop = () => {};
  #status = "idle"; // of the wire
  /** @type {import("./model/guess.js").Guess | null} */ guess = null;

  constructor(/** @type {import("wd/figure/view.js").View} */ view) {
    this.#view = view;
    this.#take(view.first, /** @type {Numbers} */ (view.numbers));
    this.#drawn = modelOf(view.first);
    this.best = new Best(view.channel, view.first, view.options.optima);
    const { picture, roll, parts } = partsOf(view, hostOf(view, this));
    this.#picture = picture;
    this.#roll = roll;
    this.#parts = parts;
    this.#paintNumbers = numberPainter(view.root);
    this.#showHint();
    view.signal.addEventListener("abort", printCanvases(view.root, ".map-frame"));
    // The best Qs of a P that was made without a connection are asked for when it is back.
    view.channel.onStatus((status) => {
      this.#status = status;
      if (status === "live" && !view.signal.aborted) this.#settled();
    });
  }

  get seen() {
    return this.#held ?? windowOf(truthOf(this.#state), this.#drawn);
  }
  get width() {
    return this.#picture.width;
  }

  follow(state, numbers) {
    this.#stop();
    this.#take(state, numbers);
    this.#drawn = modelOf(state);
    this.#paint();
  }

  settle(state, numbers, step) {
    this.#held = null;
    const changed = !sameTruth(state, this.#state) || state.fixed !== this.#state.fixed;
    if (step && changed) {
      this.#ghosts = null;
      this.say("");
    }
    this.#take(state, numbers);
    if (step) this.#glide(modelOf(state));
    else this.follow(state, numbers);
    this.#settled();
  }

  place(state, numbers) {
    this.follow(state, numbers);
  }

  reveal() {
    this.#hideHint();
    this.#paint();
  }

  correct(state, numbers) {
    if (sameModel(this.#drawn, state)) this.follow(state, numbers);
  }

  arrive() {
    this.#hideHint();
    this.#stop();
    this.#drawn = modelOf(this.#state);
    this.#held = this.seen;
  }

  destroy() {
    this.#stop();
    for (const part of this.#parts) part.destroy?.();
  }

  /** Go to the best Q of a direction; of several that are as good, or of traps, to the next at each press. */
  async toBest(/** @type {"forward" | "reverse"} */ direction) {
    const view = this.#view;
    if (view.pending) return;
    view.complain("");
    const asked = this.#state;
    const best = await this.best.of(asked).catch((error) => view.complain(error.message));
    const state = this.#state;
    if (!best || !sameTruth(asked, state)) return;
    this.#hideHint(); // the ghosts' names stand where it stands
    this.#ghosts = direction;
    const at = direction === "forward" ? null : this.best.next(state, best);
    const words = at === null ? forwardWords(best, state) : reverseWords(best, at, state);
    view.change(words, { ...state, ...modelOf(at === null ? best.forward : best.reverse[at]) });
    this.say(words, this.guess?.verdict(direction, state, best));
  }

  /** The sentence beside the numbers, and perhaps one before it. */
  say(/** @type {string} */ words, /** @type {string | null} */ before = null) {
    this.#view.root
      .querySelector("[data-role=words]")
      .replaceChildren(
        ...(before ? [element("p", { class: "verdict-line" }, before)] : []),
        ...(words ? [element("p", {}, words)] : []),
      );
  }

  #take(/** @type {State} */ state, /** @type {Numbers} */ numbers) {
    if (this.#state && !sameTruth(state, this.#state)) this.#ghosts = null;
    this.#state = state;
    this.#numbers = numbers;
  }

  #glide(/** @type {Model} */ model) {
    this.#stop();
    const from = this.#drawn;
    if (sameModel(from, model)) {
      this.#paint();
      return;
    }
    const ratio = model.sigma / from.sigma;
    this.#stop = glide((part) => {
      this.#drawn = part === 1 ? model : { mu: between(from.mu, model.mu, part), sigma: from.sigma * ratio ** part };
      this.#paint();
    }, GLIDE);
  }

  #paint() {
    const { pending, id } = this.#view;
    const [state, model, truth] = [this.#state, this.#drawn, truthOf(this.#state)];
    const numbers = sameModel(model, state) ? this.#numbers.results : numbersOf(state, model);
    const best = pending ? null : this.best.now(state);
    const trail = this.#roll?.trail() ?? [];
    const shown = this.#ghosts && best ? bestGhosts(best, this.#ghosts, state.unit) : [];
    const ghosts = [...shown, ...(this.guess?.ghosts(state) ?? []), ...trailGhosts(trail)];
    const per = PER_NAT[state.unit];
    const frame = { state, truth, model, seen: windowOf(truth, model), best, numbers, per, trail, ghosts };
    this.#paintNumbers(numbers, state.unit, pending);
    for (const part of this.#parts) part.paint(frame);
    tellQuantities(id, pending ? { entropy: numbers.entropy } : numbers, state.unit);
  }

  /** The best Qs of a new P come by themselves, so that a press finds them here; panels ask for what they show. */
  #settled() {
    for (const part of this.#parts) part.settled?.();
    if (this.#view.pending || this.best.now(this.#state) || this.#status === "offline") return;
    this.best.of(this.#state).then(
      () => this.#paint(),
      () => {},
    );
  }

  /** Says what can be done, until it has been done once; where a guess was made its name stands there. */
  #showHint() {
    if (this.#view.options.committed) return;
    const hint = element("span", { class: "hint", "aria-hidden": "true" }, "drag");
    this.#view.root.querySelector("[data-grip=centre]").append(hint);
  }

  #hideHint() {
    this.#view.root.querySelector(".grip .hint")?.remove();
  }
}

// Two bumps, one Gaussian, alive: adopts the server's figure, answers each gesture within a frame, and lets the server confirm.
import { formatNumber, formatPlain } from "wd/figure/format.js";
import { between, glide } from "wd/figure/glide.js";
import { History } from "wd/figure/history.js";
import { lightMeasures } from "wd/figure/highlight.js";
import { tellQuantities, tellState } from "wd/page/events.js";
import { makeNumberField } from "wd/figure/number_field.js";
import { printCanvases } from "wd/figure/printed.js";
import { linkTo } from "wd/figure/query.js";
import { makeBest } from "./best.js";
import { makeControls } from "./controls.js";
import { makeGrips } from "./grips.js";
import { makeLanes } from "./lanes.js";
import {
  BOUNDS,
  MOST_BUMPS,
  numbersOf,
  PANELS,
  perNat,
  sameModel,
  sameTruth,
  truthOf,
  withBump,
  withOneMore,
  withoutBump,
  withWeight,
} from "./model.js";
import { makeNumbers } from "./numbers.js";
import { ghostsOf, makePicture } from "./picture.js";
import { makePanels } from "./panels.js";
import { makePrediction } from "./prediction.js";
import { toQuery } from "./query.js";
import { makeTable } from "./table.js";
import { windowOf } from "./window.js";
import { forwardWords, reverseWords } from "./words.js";

/** @param {HTMLElement} element @param {{id: string, state: import("./model.js").State, options: any, channel: any}} start */
export function mount(element, { id, state, options, channel }) {
  return new View(element, id, state, options, channel);
}

class View {
  #id;
  #root;
  #options;
  #channel;
  #state;
  #first;
  #drawn;
  #numbers;
  #best;
  #parts;
  #controls;
  #panels;
  #fields;
  #history = new History();
  #gesture = null; // {before, seen}
  #stop = () => {};
  #status = "idle"; // of the wire
  #ghosts = null; // the direction whose best Qs are shown as ghosts
  #prediction;
  #ended = new AbortController();

  constructor(element, id, first, options, channel) {
    this.#id = id;
    this.#root = element.querySelector(".gaussian-fit");
    this.#options = options;
    this.#channel = channel;
    this.#state = this.#first = first;
    this.#drawn = { mu: first.mu, sigma: first.sigma };
    this.#prediction = makePrediction(this.#root, id, options, first);
    this.#best = makeBest(channel, first, options.optima);
    this.#makeParts();
    this.#showHint();
    this.#ended.signal.addEventListener("abort", printCanvases(this.#root, ".map-frame"));
    this.#listen();
    this.#root.dataset.alive = "true";
    this.#refreshControls();
    this.#show();
  }

  state() {
    return { ...this.#state };
  }

  query() {
    return toQuery(this.#state);
  }

  /** Go to another state, as a lecture does. */
  go(next) {
    this.#change("The next step", { ...this.#state, ...next });
  }

  /** Go, without a word to page or server, to the state in which an earlier page was left. */
  restore(state) {
    this.#stop();
    this.#state = state;
    this.#drawn = { mu: state.mu, sigma: state.sigma };
    this.#refreshControls();
    this.#show();
  }

  /** Show a Q that an earlier page has committed. */
  recall(_, guessed) {
    this.#prediction.recall(guessed);
    this.#hideHint();
    this.#refreshControls();
    this.#show();
  }

  destroy() {
    this.#stop();
    this.#ended.abort();
    for (const part of [this.#parts.picture, this.#parts.grips, this.#parts.lanes, this.#panels]) part.destroy();
  }

  // What is there

  #makeParts() {
    const root = this.#root;
    const picture = makePicture(root.querySelector(".picture"), this.#id);
    const host = {
      state: () => this.#state,
      seen: () => this.#gesture?.seen ?? this.#seen(),
      width: () => picture.width(),
      begin: () => this.#begin(),
      move: (change) => this.#move({ ...this.#state, ...change }),
      bump: (name, index, value) =>
        this.#move(
          name === "weights" ? withWeight(this.#state, index, value) : withBump(this.#state, name, index, value),
        ),
      setBump: (name, index, value) =>
        this.#change(
          `Bump ${index + 1}`,
          name === "weights" ? withWeight(this.#state, index, value) : withBump(this.#state, name, index, value),
        ),
      add: () => {
        if (this.#state.means.length < MOST_BUMPS) this.#change("Added a bump", withOneMore(this.#state));
      },
      remove: (index) => this.#change(`Removed bump ${index + 1}`, withoutBump(this.#state, index)),
      end: (name, cancelled) => this.#end(name, cancelled),
      blocked: (name) =>
        this.#state.fixed && name !== "centre" ? "σ is kept as it is. Untick “Keep σ” to change it." : null,
      complain: (message) => this.#complain(message),
    };
    this.#parts = {
      picture,
      grips: makeGrips(picture.plot, host),
      lanes: makeLanes(root.querySelector(".lanes"), host),
      numbers: makeNumbers(root),
      table: makeTable(root.querySelector(".panel.table")),
    };
    this.#panels = makePanels(
      root,
      {
        ...host,
        id: this.#id,
        channel: this.#channel,
        per: () => perNat(this.#state.unit),
        pose: (model) => this.#pose(model),
        keep: () => this.#history.keep(this.#state),
        settle: (what) => this.#finish(what),
        best: () => this.#best.now(this.#state),
      },
      this.#options.landscape ? { of: this.#first, data: this.#options.landscape } : null,
    );
    this.#fields = [...root.querySelectorAll(".typed-q input")].map((input) =>
      makeNumberField(input, {
        bounds: BOUNDS[input.dataset.typed],
        example: "1.5",
        name: () => (input.dataset.typed === "mu" ? "μ" : "σ"),
        text: () => formatPlain(this.#state[input.dataset.typed]),
        complain: (message) => this.#complain(message),
        blocked: () =>
          input.dataset.typed === "sigma" && this.#state.fixed
            ? "σ is kept as it is. Untick “Keep σ” to change it."
            : null,
        commit: (value) =>
          this.#change(input.dataset.typed === "mu" ? "Centre of Q" : "Width of Q", {
            ...this.#state,
            [input.dataset.typed]: value,
          }),
      }),
    );
    this.#controls = makeControls(root, {
      fixed: (fixed) => this.#change(fixed ? "σ is kept" : "σ is free", { ...this.#state, fixed }),
      unit: (unit) => this.#change(`Counting in ${unit}`, { ...this.#state, unit }),
      direction: (direction) =>
        this.#change(direction === "forward" ? "Looking at KL of P and Q" : "Looking at KL of Q and P", {
          ...this.#state,
          direction,
        }),
      preset: (fields, name) => this.#change(name, { ...this.#state, ...fields }),
      undo: () => this.#travel("Undone", this.#history.undo(this.#state)),
      redo: () => this.#travel("Redone", this.#history.redo(this.#state)),
      reset: () => this.#change("Back at the start", { ...this.#first, show: this.#state.show }),
      isExample: sameTruth, // whatever Q is
      panel: (name, open) => this.#open(name, open),
      best: (direction) => this.#toBest(direction),
      commit: () => this.#commit(),
      link: () => linkTo(this.#options.link, toQuery(this.#state)),
      complain: (message) => this.#complain(message),
    });
  }

  #listen() {
    lightMeasures(this.#root, this.#id, this.#ended.signal);
    this.#channel.onConfirm((reply, sent) => this.#confirm(reply, sent));
    // The best Qs of a P that was made without a connection are asked for when it is back.
    this.#channel.onStatus((status) => {
      this.#status = status;
      if (status === "live" && !this.#ended.signal.aborted) {
        this.#fetchBest();
        this.#panels.settled();
      }
    });
  }

  /** Says what can be done, until it has been done once; where a guess was made its name stands there. */
  #showHint() {
    if (this.#options.committed) return;
    const hint = Object.assign(document.createElement("span"), { className: "hint", textContent: "drag" });
    hint.setAttribute("aria-hidden", "true");
    this.#root.querySelector("[data-grip=centre]").append(hint);
  }

  #hideHint() {
    this.#root.querySelector(".grip .hint")?.remove();
  }

  // Gestures

  #begin() {
    this.#hideHint();
    this.#arrive();
    this.#complain("");
    this.#gesture = { before: this.#state, seen: this.#seen() };
  }

  #move(next) {
    if (!sameTruth(next, this.#state)) this.#ghosts = null;
    this.#state = next;
    this.#drawn = { mu: next.mu, sigma: next.sigma };
    this.#show();
    this.#channel.send(this.state());
  }

  #end(name, cancelled) {
    const { before } = this.#gesture;
    this.#gesture = null;
    if (cancelled) {
      this.#move(before);
      this.#finish(null);
      return;
    }
    if (sameTruth(before, this.#state) && sameModel(before, this.#state)) {
      this.#finish(null);
      return;
    }
    this.#history.keep(before);
    this.#finish(
      { centre: "Centre of Q moved", left: "Width of Q changed", right: "Width of Q changed" }[name] ?? name,
    );
  }

  /** Go to another state in one step; it can be undone. */
  #change(what, next) {
    this.#complain("");
    this.#history.keep(this.#state);
    this.#go(what, next);
  }

  #travel(what, next) {
    if (next === null) return;
    this.#complain("");
    this.#go(what, { ...next, show: this.#state.show });
  }

  #go(what, next) {
    if (!sameTruth(next, this.#state) || next.fixed !== this.#state.fixed) {
      this.#ghosts = null;
      this.#say("");
    }
    this.#state = next;
    this.#glideTo({ mu: next.mu, sigma: next.sigma });
    this.#finish(what);
  }

  /** Show a Q that a panel brings, at once and without a step to undo. */
  #pose(model) {
    this.#stop();
    this.#state = { ...this.#state, ...model };
    this.#drawn = { mu: this.#state.mu, sigma: this.#state.sigma };
    this.#show();
    this.#channel.send(this.state());
  }

  async #toBest(direction) {
    if (this.#prediction.pending) return;
    this.#complain("");
    const asked = this.#state;
    let best;
    try {
      best = await this.#best.of(asked);
    } catch (error) {
      this.#complain(error.message);
      return;
    }
    if (!sameTruth(asked, this.#state)) return;
    const at = direction === "forward" ? null : this.#best.next(this.#state, best);
    this.#hideHint(); // the ghosts' names stand where it stands
    const { mu, sigma } = at === null ? best.forward : best.reverse[at];
    const per = perNat(this.#state.unit);
    this.#history.keep(this.#state);
    this.#ghosts = direction;
    this.#state = { ...this.#state, mu, sigma };
    this.#glideTo({ mu, sigma });
    const words = at === null ? forwardWords(best, this.#state, per) : reverseWords(best, at, this.#state, per);
    this.#say(words, this.#prediction.verdict(direction, this.#state, best));
    this.#finish(words);
  }

  async #commit() {
    const guessed = this.#state;
    let best;
    try {
      best = await this.#best.of(guessed);
    } catch (error) {
      this.#complain(error.message);
      return;
    }
    if (!this.#prediction.pending) return;
    this.#hideHint();
    this.#prediction.commit(guessed, best);
    this.#refreshControls();
    this.#show();
    this.#prediction.next()?.focus({ preventScroll: true });
  }

  #open(name, open) {
    this.#state = {
      ...this.#state,
      show: PANELS.filter((each) => (each === name ? open : this.#state.show.includes(each))),
    };
    this.#finish(null);
    this.#show();
  }

  // Motion and painting

  #seen() {
    return windowOf(truthOf(this.#state), this.#drawn);
  }

  /** Whatever still glides is at its end now. */
  #arrive() {
    this.#stop();
    this.#drawn = { mu: this.#state.mu, sigma: this.#state.sigma };
  }

  #glideTo(model) {
    this.#stop();
    const from = this.#drawn;
    if (sameModel(from, model)) {
      this.#show();
      return;
    }
    const ratio = model.sigma / from.sigma;
    this.#stop = glide((part) => {
      this.#drawn = part === 1 ? model : { mu: between(from.mu, model.mu, part), sigma: from.sigma * ratio ** part };
      this.#show();
    }, 450);
  }

  #show() {
    const state = this.#state;
    const truth = truthOf(state);
    const seen = this.#seen();
    const best = this.#prediction.pending ? null : this.#best.now(state);
    const per = perNat(state.unit);
    this.#numbers = numbersOf(state, this.#drawn);
    const marks = this.#ghosts && best ? ghostsOf(best, this.#ghosts, state.unit, per) : [];
    marks.push(...this.#prediction.ghosts(state));
    const trail = this.#panels.trail();
    for (const step of spread(trail.slice(0, -1), 10)) marks.push({ ...step, sort: "trail", text: "" });
    const frame = {
      trail,
      state,
      truth,
      model: this.#drawn,
      seen,
      best,
      per,
      unit: state.unit,
      numbers: this.#numbers,
      pending: this.#prediction.pending,
      marks,
    };
    this.#parts.numbers.paint(frame);
    this.#parts.picture.paint(frame);
    this.#parts.grips.paint(frame);
    this.#parts.lanes.paint(frame);
    this.#parts.table.paint(frame);
    this.#panels.paint(frame);
    for (const field of this.#fields) field.refresh(true);
    const told = this.#prediction.pending ? { entropy: this.#numbers.entropy } : this.#numbers;
    tellQuantities(this.#id, told, state.unit);
  }

  /** The gesture is over: the page and the server hear of it. @param {string | null} what said aloud if not null */
  #finish(what) {
    this.#refreshControls();
    this.#channel.send(this.state());
    tellState(this.#id, toQuery(this.#state));
    this.#fetchBest();
    this.#panels.settled();
    if (what !== null) this.#announce(what);
  }

  /** The best Qs of a new P come by themselves, so that a press finds them here. */
  #fetchBest() {
    if (this.#prediction.pending || this.#best.now(this.#state) || this.#status === "offline") return;
    this.#best.of(this.#state).then(
      () => this.#show(),
      () => {},
    );
  }

  #refreshControls() {
    const state = this.#state;
    const moved =
      !sameTruth(state, this.#first) ||
      !sameModel(state, this.#first) ||
      ["unit", "fixed", "direction", "alpha"].some((name) => state[name] !== this.#first[name]);
    this.#root.dataset.fixed = String(state.fixed);
    this.#controls.paint({
      state,
      pending: this.#prediction.pending,
      canUndo: this.#history.canUndo,
      canRedo: this.#history.canRedo,
      canReset: moved,
    });
  }

  #confirm({ results, error }, sent) {
    if (error) {
      console.warn(`${this.#id}: the server refused a state: ${error}`);
      return;
    }
    if (!results || sent.unit !== this.#state.unit || !sameTruth(sent, this.#state) || !sameModel(sent, this.#drawn))
      return;
    const wrong = Object.keys(results).filter(
      (name) => Math.abs(results[name] - this.#numbers[name]) > 1e-9 * Math.max(1, Math.abs(results[name])),
    );
    if (!wrong.length) return;
    console.warn(`${this.#id}: the browser's ${wrong.join(", ")} differ from the kernel's, which are shown`);
    this.#numbers = results;
    this.#parts.numbers.paint({ numbers: results, unit: this.#state.unit, pending: this.#prediction.pending });
  }

  #complain(message) {
    const place = this.#root.querySelector("[data-role=message]");
    if (place.textContent !== message) place.textContent = message;
  }

  /** The sentence beside the numbers. @param {string | null} [before] a sentence before it */
  #say(words, before = null) {
    const paragraph = (text, className) => Object.assign(document.createElement("p"), { textContent: text, className });
    this.#root
      .querySelector("[data-role=words]")
      .replaceChildren(
        ...(before ? [paragraph(before, "verdict-line")] : []),
        ...(words ? [paragraph(words, "")] : []),
      );
  }

  #announce(what) {
    const { kl, "kl-reverse": reverse } = numbersOf(this.#state);
    const { unit } = this.#state;
    const costs = this.#prediction.pending
      ? ""
      : ` KL of P and Q ${formatNumber(kl, unit)}, KL of Q and P ${formatNumber(reverse, unit)}.`;
    this.#root.querySelector("[data-role=announcer]").textContent = `${what.replace(/\.$/, "")}.${costs}`;
  }
}

/** At most some of a list, evenly. */
function spread(list, most) {
  const step = Math.max(1, Math.ceil(list.length / most));
  return list.filter((_, index) => index % step === 0);
}

// One bump of P: a rule from m − s to m + s in the picture's own scale, with handles, numbers and a weight.
import { element } from "wd/figure/element.js";
import { formatPlain } from "wd/figure/format.js";
import { makeHandle } from "wd/figure/handle.js";
import { makeNumberField } from "wd/figure/number_field.js";
import { attribute, style } from "wd/figure/paint.js";
import { hundredths } from "wd/figure/within.js";
import { across, percent } from "../frame.js";
import { withBump } from "../truth/bumps.js";
import { makeSlide } from "./slide.js";

/** @typedef {import("../host.js").Host} Host */
/** @typedef {import("../state.js").State} State */
/** @typedef {"means" | "sds" | "weights"} Kind */

const NAMES = { means: "Centre", sds: "Width", weights: "Weight" };
const SIGNS = { means: "m", sds: "s", weights: "w" };
const STEP = 0.05;
/** How near, in pixels, the handle of the width may be drawn to the centre: a finger must tell them apart. */
const APART = 26;

export class Lane {
  #index;
  #host;
  #name;
  #element;
  #bar;
  #grips;
  #fields;
  #weight;
  #remove;

  /** @param {Element} list @param {number} index @param {Host} host @param {() => void} onRemove */
  constructor(list, index, host, onRemove) {
    this.#index = index;
    this.#host = host;
    this.#name = `bump ${index + 1}`;
    const bar = element("div", { class: "bump-bar" });
    this.#bar = { left: style(bar, "left"), width: style(bar, "width") };
    const track = element("div", { class: "lane-track" }, bar);
    this.#grips = { sds: this.#makeGrip("sds", track), means: this.#makeGrip("means", track) };
    this.#weight = this.#makeWeight();
    this.#fields = /** @type {Kind[]} */ (["means", "sds", "weights"]).map((kind) => this.#makeField(kind));
    this.#remove = element(
      "button",
      { type: "button", class: "plain remove", "aria-label": `Remove ${this.#name}`, onclick: onRemove },
      "×",
    );
    const named = this.#fields.map(({ kind, input }) =>
      element("label", {}, element("i", { class: "of-p", "aria-hidden": "true" }, SIGNS[kind]), " ", input),
    );
    const numbers = element("p", { class: "lane-numbers" }, ...named, this.#weight, this.#remove);
    const says = { class: "lane", role: "group", "aria-label": `Bump ${index + 1} of P` };
    this.#element = element("div", says, track, numbers);
    list.append(this.#element);
  }

  paint(/** @type {State} */ state, /** @type {import("../frame.js").Window} */ seen) {
    const [mean, sd] = [state.means[this.#index], state.sds[this.#index]];
    const alone = state.means.length === 1;
    const centre = across(seen, mean);
    const reach = Math.max(sd / (seen.high - seen.low), APART / this.#host.width());
    this.#bar.left(percent(centre - reach));
    this.#bar.width(percent(2 * reach));
    this.#grips.means.paint(centre, mean);
    this.#grips.sds.paint(centre + reach, sd);
    this.#weight.value = String(state.weights[this.#index]);
    this.#weight.disabled = alone;
    this.#remove.hidden = alone;
    for (const { kind, input, field } of this.#fields) {
      field.refresh();
      if (kind === "weights") input.disabled = alone;
    }
  }

  remove() {
    this.#element.remove();
    for (const grip of Object.values(this.#grips)) grip.destroy();
  }

  #changed(/** @type {Kind} */ kind, /** @type {number} */ value) {
    return withBump(this.#host.state(), kind, this.#index, value, this.#host.fields);
  }

  /** A weight of 1 is that of the only bump, which nobody sets. @returns {[number, number]} */
  #bounds(/** @type {Kind} */ kind) {
    const { bounds } = this.#host.fields[kind];
    return kind === "weights" ? [bounds[0], 1 - bounds[0]] : bounds;
  }

  #makeGrip(/** @type {"means" | "sds"} */ kind, track) {
    const [index, host, says] = [this.#index, this.#host, `${NAMES[kind]} of ${this.#name}`];
    const bounds = this.#bounds(kind);
    const grip = element(
      "div",
      {
        class: `grip p ${kind}`,
        role: "slider",
        tabindex: "0",
        "aria-orientation": "horizontal",
        "aria-label": says,
        "aria-valuemin": String(bounds[0]),
        "aria-valuemax": String(bounds[1]),
        "data-bump-grip": `${kind}-${index}`,
      },
      element("span"),
    );
    track.append(grip);
    const { destroy } = makeHandle(grip, {
      axis: "x",
      track,
      bounds,
      step: STEP,
      page: 10 * STEP,
      grab: 80,
      value: () => host.state()[kind][index],
      range: () => {
        const from = kind === "sds" ? host.state().means[index] : 0;
        return [host.seen().low - from, host.seen().high - from];
      },
      onInput: (next, by) => host.move(this.#changed(kind, by === "pointer" ? hundredths(next) : next)),
      onStart: host.begin,
      onEnd: (cancelled) => host.end(says, cancelled),
    });
    const [left, now, text] = [
      style(grip, "left"),
      attribute(grip, "aria-valuenow"),
      attribute(grip, "aria-valuetext"),
    ];
    return {
      destroy,
      paint(/** @type {number} */ at, /** @type {number} */ value) {
        left(percent(at));
        now(String(value));
        text(formatPlain(value));
      },
    };
  }

  #makeWeight() {
    const says = `Weight of ${this.#name}`;
    const [min, max] = this.#bounds("weights");
    const range = { type: "range", min, max, step: "0.01", "aria-label": says, "data-weight": String(this.#index) };
    const slider = element("input", range);
    makeSlide(slider, this.#host, {
      onInput: (value) => this.#host.move(this.#changed("weights", value)),
      says: () => says,
    });
    return slider;
  }

  #makeField(/** @type {Kind} */ kind) {
    const [index, host, name] = [this.#index, this.#host, `${NAMES[kind]} of ${this.#name}`];
    const input = element("input", {
      type: "text",
      inputmode: kind === "means" ? "text" : "decimal",
      autocomplete: "off",
      "data-typed": kind,
      "data-bump": String(index),
      "aria-label": `${name}, typed`,
    });
    const field = makeNumberField(input, {
      bounds: this.#bounds(kind),
      example: "1.5",
      name: () => name,
      text: () => formatPlain(host.state()[kind][index]),
      complain: host.complain,
      commit: (next) => host.change(`Bump ${index + 1}`, this.#changed(kind, next)),
    });
    return { kind, input, field };
  }
}

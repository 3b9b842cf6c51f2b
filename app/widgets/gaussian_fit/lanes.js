// P's bumps, each in a lane under the picture: a rule from m − s to m + s in the picture's own scale, with handles, numbers and a weight.
import { element } from "wd/figure/element.js";
import { formatPlain } from "wd/figure/format.js";
import { makeHandle } from "wd/figure/handle.js";
import { makeNumberField } from "wd/figure/number_field.js";
import { attribute, style } from "wd/figure/paint.js";
import { onSlid } from "wd/figure/slid.js";
import { BOUNDS, MOST_BUMPS } from "./model.js";
import { across } from "./window.js";

const NAMES = { means: "Centre", sds: "Width", weights: "Weight" };
const SIGNS = { means: "m", sds: "s", weights: "w" };

/** @param {HTMLElement} place @param {import("./grips.js").Host & {change: Function, add: Function, remove: Function}} host */
export function makeLanes(place, host) {
  let lanes = [];
  const list = element("div", { class: "lane-list" });
  const more = element(
    "button",
    { type: "button", class: "plain", "data-control": "add", onclick: () => host.add() },
    "Add a bump",
  );
  place.replaceChildren(list, element("p", { class: "lane-foot" }, more));

  function makeLane(index) {
    const bar = element("div", { class: "bump-bar" });
    const track = element("div", { class: "lane-track" }, bar);
    const name = `bump ${index + 1}`;
    const slider = (kind) =>
      element(
        "div",
        {
          class: `grip p ${kind}`,
          role: "slider",
          tabindex: "0",
          "aria-orientation": "horizontal",
          "aria-label": `${NAMES[kind]} of ${name}`,
          "aria-valuemin": String(BOUNDS[kind][0]),
          "aria-valuemax": String(BOUNDS[kind][1]),
          "data-bump-grip": `${kind}-${index}`,
        },
        element("span"),
      );
    const grips = { means: slider("means"), sds: slider("sds") };
    track.append(grips.sds, grips.means);
    const value = { means: () => host.state().means[index], sds: () => host.state().sds[index] };
    const handles = Object.entries(grips).map(([kind, grip]) =>
      makeHandle(grip, {
        axis: "x",
        track,
        bounds: BOUNDS[kind],
        step: 0.05,
        page: 0.5,
        grab: 80,
        value: value[kind],
        range: () => {
          const { low, high } = host.seen();
          const from = kind === "sds" ? host.state().means[index] : 0;
          return [low - from, high - from];
        },
        onInput: (next, by) => host.bump(kind, index, by === "pointer" ? Math.round(next * 100) / 100 : next, by),
        onStart: () => host.begin(`${kind}-${index}`),
        onEnd: (cancelled) => host.end(`${NAMES[kind]} of ${name}`, cancelled),
      }),
    );
    const weight = element("input", {
      type: "range",
      min: "0.01",
      max: "0.99",
      step: "0.01",
      "aria-label": `Weight of ${name}`,
      "data-weight": String(index),
    });
    let sliding = false;
    weight.addEventListener("input", () => {
      if (!sliding) {
        sliding = true;
        host.begin(`weights-${index}`);
      }
      host.bump("weights", index, Number(weight.value), "pointer");
    });
    onSlid(weight, () => {
      if (sliding) {
        sliding = false;
        host.end(`Weight of ${name}`, false);
      }
    });
    const fields = ["means", "sds", "weights"].map((kind) => {
      const input = element("input", {
        type: "text",
        inputmode: kind === "means" ? "text" : "decimal",
        autocomplete: "off",
        "data-typed": kind,
        "data-bump": String(index),
        "aria-label": `${NAMES[kind]} of ${name}, typed`,
      });
      const field = makeNumberField(input, {
        bounds: kind === "weights" ? [0.01, 0.99] : BOUNDS[kind],
        example: "1.5",
        name: () => `${NAMES[kind]} of ${name}`,
        text: () => formatPlain(host.state()[kind][index]),
        complain: host.complain,
        commit: (next) => host.setBump(kind, index, next),
      });
      return { kind, input, field };
    });
    const remove = element(
      "button",
      { type: "button", class: "plain remove", "aria-label": `Remove ${name}`, onclick: () => host.remove(index) },
      "×",
    );
    const numbers = element(
      "p",
      { class: "lane-numbers" },
      ...fields.map(({ kind, input }) =>
        element("label", {}, element("i", { class: "of-p", "aria-hidden": "true" }, SIGNS[kind]), " ", input),
      ),
      weight,
      remove,
    );
    const lane = element(
      "div",
      { class: "lane", role: "group", "aria-label": `Bump ${index + 1} of P` },
      track,
      numbers,
    );
    return {
      lane,
      fields,
      weight,
      remove,
      handles,
      bar: { left: style(bar, "left"), width: style(bar, "width") },
      at: Object.fromEntries(Object.entries(grips).map(([kind, grip]) => [kind, style(grip, "left")])),
      now: Object.fromEntries(Object.entries(grips).map(([kind, grip]) => [kind, attribute(grip, "aria-valuenow")])),
      text: Object.fromEntries(Object.entries(grips).map(([kind, grip]) => [kind, attribute(grip, "aria-valuetext")])),
    };
  }

  return {
    paint({ state, seen }) {
      if (place.hidden) return;
      while (lanes.length > state.means.length) {
        const gone = lanes.pop();
        gone.lane.remove();
        for (const handle of gone.handles) handle.destroy();
      }
      while (lanes.length < state.means.length) {
        const made = makeLane(lanes.length);
        lanes.push(made);
        list.append(made.lane);
      }
      more.disabled = state.means.length >= MOST_BUMPS;
      const alone = state.means.length === 1;
      const least = 26 / host.width();
      lanes.forEach((lane, index) => {
        const [mean, sd] = [state.means[index], state.sds[index]];
        const centre = across(seen, mean);
        const reach = Math.max(sd / (seen.high - seen.low), least);
        const percent = (part) => `${(part * 100).toFixed(3)}%`;
        lane.bar.left(percent(centre - reach));
        lane.bar.width(percent(2 * reach));
        lane.at.means(percent(centre));
        lane.at.sds(percent(centre + reach));
        lane.now.means(String(mean));
        lane.text.means(formatPlain(mean));
        lane.now.sds(String(sd));
        lane.text.sds(formatPlain(sd));
        lane.weight.value = String(state.weights[index]);
        lane.weight.disabled = alone;
        lane.remove.hidden = alone;
        for (const { kind, input, field } of lane.fields) {
          field.refresh(true);
          if (kind === "weights") input.disabled = alone;
        }
      });
    },
    destroy() {
      for (const { handles } of lanes) for (const handle of handles) handle.destroy();
      lanes = [];
    },
  };
}

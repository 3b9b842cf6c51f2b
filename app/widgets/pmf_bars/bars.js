// The bars of P and Q: one slider and one typed number for each, all adopted from the server's markup.
import { adopt } from "wd/figure/adopted.js";
import { attribute, percent, style, text } from "wd/figure/paint.js";
import { makeHandle } from "wd/figure/handle.js";
import { makeNumberField } from "wd/figure/number_field.js";
import { probabilityText } from "wd/figure/probability.js";

const SIDES = /** @type {const} */ (["p", "q"]);

/**
 * @typedef {object} BarsHost what the bars ask of the view
 * @property {() => import("./model.js").State} state
 * @property {() => number} height the value at the top of the plot
 * @property {(side: "p" | "q", index: number) => void} begin
 * @property {(side: "p" | "q", index: number, value: number, by: string) => void} move
 * @property {(side: "p" | "q", index: number, cancelled: boolean) => void} end
 * @property {(side: "p" | "q") => string | null} blocked why the side cannot be moved now
 * @property {(message: string) => void} complain
 */

/** Bring the typed numbers of one outcome to life. @returns {(() => void)[]} refreshers */
export function makeTyped(/** @type {Element} */ root, index, /** @type {BarsHost} */ host) {
  return SIDES.map((side) => {
    const input = /** @type {HTMLInputElement | null} */ (root.querySelector(`[data-typed="${side}"]`));
    if (!input) return () => {};
    const nameOf = () => `${side.toUpperCase()} of ${host.state().labels[index]}`;
    const named = attribute(input, "aria-label");
    if (input.hasAttribute("data-still")) {
      return () => {
        named(nameOf());
        input.value = probabilityText(host.state()[side][index]);
      };
    }
    const field = makeNumberField(input, {
      bounds: [0, 1],
      example: "0.25 or 1/4",
      name: nameOf,
      text: () => probabilityText(host.state()[side][index]),
      blocked: () => host.blocked(side),
      complain: host.complain,
      commit: (value) => {
        host.begin(side, index);
        host.move(side, index, value, "typed");
        host.end(side, index, false);
      },
    });
    return () => {
      named(`${nameOf()}, typed`);
      field.refresh();
    };
  });
}

/** @param {Element} root the section of the bars @param {BarsHost} host */
export function makeBars(root, host) {
  const top = [...root.querySelectorAll(".heights span")].map((span) => text(span));
  const { parts: outcomes, have } = adopt(root.querySelector(".outcomes"), ".outcome", (element, index) =>
    makeOutcome(element, index, host),
  );

  return {
    paint(frame) {
      have(frame.state.labels.length);
      [1, 0.5, 0].forEach((part, i) => top[i](part ? String(Number((frame.height * part).toFixed(2))) : "0"));
      for (const outcome of outcomes) outcome.paint(frame);
    },
    column: (side, index) => outcomes[index].element.querySelector(`[data-side="${side}"]`),
  };
}

function makeOutcome(element, index, host) {
  const nameText = text(element.querySelector(".outcome-name"));
  const groupName = attribute(element, "aria-label");
  const columns = SIDES.map((side) => makeColumn(element.querySelector(`[data-side="${side}"]`), side, index, host));
  const typed = makeTyped(element, index, host);
  return {
    element,
    paint(frame) {
      const label = frame.state.labels[index];
      nameText(label);
      groupName(label);
      for (const column of columns) column.paint(frame);
      for (const refresh of typed) refresh();
    },
    destroy() {
      for (const column of columns) column.destroy();
    },
  };
}

function makeColumn(column, side, index, host) {
  const bar = column.querySelector(".bar");
  const rail = column.querySelector(".rail");
  const write = {
    y: attribute(bar, "y"),
    height: attribute(bar, "height"),
    rail: style(rail, "transform"),
    now: attribute(column, "aria-valuenow"),
    text: attribute(column, "aria-valuetext"),
    name: attribute(column, "aria-label"),
    disabled: attribute(column, "aria-disabled"),
    said: attribute(rail, "data-text"),
  };
  const handle = makeHandle(column, {
    axis: "y",
    track: column.querySelector(".plot"),
    grip: ".grip",
    value: () => host.state()[side][index],
    range: () => [0, host.height()],
    bounds: [0, 1],
    step: 0.01,
    page: 0.1,
    onStart: () => host.begin(side, index),
    onInput: (value, by) => host.move(side, index, value, by),
    onEnd: (cancelled) => host.end(side, index, cancelled),
    blocked: () => host.blocked(side) !== null,
    onRefuse: () => host.complain(host.blocked(side)),
  });
  return {
    paint({ state, height, drawn }) {
      const value = state[side][index];
      const part = drawn[side][index] / height;
      write.y(percent(1 - part));
      write.height(percent(part));
      write.rail(`translateY(-${percent(part)})`);
      write.now(String(value));
      write.text(probabilityText(value));
      write.said(probabilityText(value));
      write.name(`${side.toUpperCase()} of ${state.labels[index]}`);
      write.disabled(String(host.blocked(side) !== null));
    },
    destroy: handle.destroy,
  };
}

// The bars of P: one slider and one typed number for each outcome, adopted from the server's markup.
import { adopt } from "wd/figure/adopted.js";
import { makeHandle } from "wd/figure/handle.js";
import { makeNumberField } from "wd/figure/number_field.js";
import { attribute, percent, style, text } from "wd/figure/paint.js";
import { probabilityText } from "wd/figure/probability.js";
import { shareGestures } from "wd/figure/share_gestures.js";

/** @typedef {import("wd/figure/view.js").View} View */

/**
 * @param {Element} root @param {View} view @param {(index: number | null) => void} point the pointer or the focus is
 *   on an outcome
 */
export function makeBars(root, view, point) {
  const hands = shareGestures(view);
  const host = {
    state: () => view.state(),
    blocked: () => view.blocked(),
    complain: (message) => view.complain(message),
    begin: (index) => hands.begin("p", index),
    move: (index, value, by) => hands.move("p", index, value, by),
    end: (index, cancelled) => hands.end("p", index, cancelled),
    point,
  };
  const { parts: outcomes, have } = adopt(root.querySelector(".outcomes"), ".outcome", (element, index) =>
    makeOutcome(element, index, host),
  );

  return {
    paint(frame) {
      have(frame.state.p.length);
      for (const outcome of outcomes) outcome.paint(frame);
    },
    destroy() {
      for (const outcome of outcomes) outcome.destroy();
    },
  };
}

function makeOutcome(element, index, host) {
  const column = element.querySelector(".column");
  const bar = column.querySelector(".bar");
  const name = () => `P of ${host.state().labels[index]}`;
  const value = () => host.state().p[index];
  const typed = makeTyped(element.querySelector("[data-typed]"), index, host, name, value);
  const write = {
    name: text(element.querySelector(".outcome-name")),
    group: attribute(element, "aria-label"),
    slider: attribute(column, "aria-label"),
    y: attribute(bar, "y"),
    height: attribute(bar, "height"),
    rail: style(column.querySelector(".rail"), "transform"),
    now: attribute(column, "aria-valuenow"),
    said: attribute(column, "aria-valuetext"),
    disabled: attribute(column, "aria-disabled"),
  };
  const handle = makeHandle(column, {
    axis: "y",
    track: column.querySelector(".plot"),
    grip: ".grip",
    value,
    range: () => [0, 1],
    bounds: [0, 1],
    step: 0.01,
    page: 0.1,
    onStart: () => host.begin(index),
    onInput: (wanted, by) => host.move(index, wanted, by),
    onEnd: (cancelled) => host.end(index, cancelled),
    blocked: () => host.blocked() !== null,
    onRefuse: () => host.complain(host.blocked()),
  });
  for (const [event, target] of [
    ["pointerenter", index],
    ["pointerleave", null],
    ["focus", index],
    ["blur", null],
  ]) {
    column.addEventListener(event, () => host.point(target));
  }
  return {
    element,
    destroy: handle.destroy,
    paint({ state, drawn, blocked }) {
      write.name(state.labels[index]);
      write.group(state.labels[index]);
      write.slider(name());
      write.y(percent(1 - drawn.p[index]));
      write.height(percent(drawn.p[index]));
      write.rail(`translateY(-${percent(drawn.p[index])})`);
      write.now(String(value()));
      write.said(probabilityText(value()));
      write.disabled(String(blocked));
      typed();
    },
  };
}

/** @returns {() => void} shows the present value */
function makeTyped(input, index, host, name, value) {
  const named = attribute(input, "aria-label");
  if (input.hasAttribute("data-still"))
    return () => {
      named(name());
      input.value = probabilityText(value());
    };
  const field = makeNumberField(input, {
    bounds: [0, 1],
    example: "0.25 or 1/4",
    name,
    text: () => probabilityText(value()),
    blocked: host.blocked,
    complain: host.complain,
    commit: (wanted) => {
      host.begin(index);
      host.move(index, wanted, "typed");
      host.end(index, false);
    },
  });
  return () => {
    named(`${name()}, typed`);
    field.refresh();
  };
}

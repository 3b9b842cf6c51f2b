// Q's three handles: its centre, and both edges at one σ. Real sliders over the picture, moved by mouse, finger and
// keys.
import { formatPlain } from "wd/figure/format.js";
import { makeHandle } from "wd/figure/handle.js";
import { attribute, style } from "wd/figure/paint.js";
import { hundredths, inside } from "wd/figure/within.js";
import { across, heights, percent } from "../frame.js";
import { keptWidth } from "./model.js";

const STEP = 0.05;
/** How near, in pixels, the edges may be drawn to the centre: a finger must tell them apart. */
const APART = 26;

/**
 * @typedef {import("../state.js").Model} Model
 * @typedef {{value: (model: Model) => number, bounds: [number, number], says: string, side: -1 | 0 | 1,
 *   change: (x: number, model: Model) => Partial<Model>}} Kind `side` is on which side of the centre it stands
 */

/** @returns {Object<string, Kind>} */
function kindsOf(/** @type {import("wd/figure/kind.js").Fields} */ { mu: centre, sigma: width }) {
  const [[left, right], [, widest]] = [centre.bounds, width.bounds];
  const says = "Width of Q changed";
  return {
    centre: {
      value: ({ mu }) => mu,
      bounds: centre.bounds,
      change: (mu) => ({ mu }),
      says: "Centre of Q moved",
      side: 0,
    },
    left: {
      value: ({ mu, sigma }) => mu - sigma,
      bounds: [left - widest, right],
      change: (x, { mu }) => ({ sigma: inside(mu - x, width.bounds) }),
      says,
      side: -1,
    },
    right: {
      value: ({ mu, sigma }) => mu + sigma,
      bounds: [left, right + widest],
      change: (x, { mu }) => ({ sigma: inside(x - mu, width.bounds) }),
      says,
      side: 1,
    },
  };
}

/** @param {HTMLElement} plot @param {import("../host.js").Host} host */
export function makeGrips(plot, host) {
  const grips = Object.entries(kindsOf(host.fields)).map(([name, kind]) => makeGrip(plot, name, kind, host));
  return {
    paint(frame) {
      for (const grip of grips) grip.paint(frame);
    },
    destroy() {
      for (const grip of grips) grip.destroy();
    },
  };
}

function makeGrip(plot, name, /** @type {Kind} */ { value, bounds, change, says, side }, host) {
  const element = plot.querySelector(`[data-grip="${name}"]`);
  const kept = () => (side ? keptWidth(host.state()) : null);
  const { destroy } = makeHandle(element, {
    axis: "x",
    track: plot,
    bounds,
    step: STEP,
    page: 10 * STEP,
    grab: 80,
    value: () => value(host.state()),
    range: () => [host.seen().low, host.seen().high],
    onInput: (next, by) => host.move(change(by === "pointer" ? hundredths(next) : next, host.state())),
    onStart: host.begin,
    onEnd: (cancelled) => host.end(says, cancelled),
    blocked: () => Boolean(kept()),
    onRefuse: () => host.complain(kept()),
  });
  const [left, top] = ["left", "top"].map((property) => style(element, property));
  const [now, text, disabled] = ["now", "text", "disabled"].map((said) =>
    attribute(element, said === "disabled" ? "aria-disabled" : `aria-value${said}`),
  );
  return {
    paint({ model, seen, state }) {
      const reach = Math.max(model.sigma / (seen.high - seen.low), APART / host.width());
      const { centre, edge } = heights(model.sigma, seen);
      left(percent(across(seen, model.mu) + side * reach));
      top(percent(side ? edge : centre));
      now(String(value(model)));
      text(side ? `${formatPlain(value(model))}, σ ${formatPlain(model.sigma)}` : `μ ${formatPlain(model.mu)}`);
      disabled(String(Boolean(side && state.fixed)));
    },
    destroy,
  };
}

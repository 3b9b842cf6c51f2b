// Q's three handles: its centre, and both edges at one σ. Real sliders over the picture, moved by mouse, finger and keys.
import { formatPlain } from "wd/figure/format.js";
import { makeHandle } from "wd/figure/handle.js";
import { attribute, style } from "wd/figure/paint.js";
import { BOUNDS, clamp } from "./model.js";
import { across, peak } from "./window.js";

const EDGE = BOUNDS.mu[1] + BOUNDS.sigma[1];
const STEP = 0.05;
/** How near, in pixels, the edges may be drawn to the centre: a finger must tell them apart. */
const APART = 26;

/**
 * @typedef {object} Host
 * @property {() => import("./model.js").State} state
 * @property {() => import("./window.js").Window} seen what pixels mean now; it stands still during a drag
 * @property {(name: string) => void} begin
 * @property {(change: {mu?: number, sigma?: number}, by: "pointer" | "key") => void} move
 * @property {(name: string, cancelled: boolean) => void} end
 * @property {(name: string) => string | null} blocked why this handle cannot move now
 * @property {(message: string) => void} complain
 * @property {() => number} width the picture's, in pixels
 */

/** @param {HTMLElement} plot @param {Host} host */
export function makeGrips(plot, host) {
  const kinds = {
    centre: { value: ({ mu }) => mu, bounds: BOUNDS.mu, change: (mu) => ({ mu }) },
    left: {
      value: ({ mu, sigma }) => mu - sigma,
      bounds: [-EDGE, BOUNDS.mu[1]],
      change: (x, { mu }) => ({ sigma: clamp(mu - x, BOUNDS.sigma) }),
    },
    right: {
      value: ({ mu, sigma }) => mu + sigma,
      bounds: [BOUNDS.mu[0], EDGE],
      change: (x, { mu }) => ({ sigma: clamp(x - mu, BOUNDS.sigma) }),
    },
  };
  const grips = Object.entries(kinds).map(([name, kind]) => {
    const element = plot.querySelector(`[data-grip="${name}"]`);
    const handle = makeHandle(element, {
      axis: "x",
      track: plot,
      bounds: kind.bounds,
      step: STEP,
      page: 10 * STEP,
      grab: 80,
      value: () => kind.value(host.state()),
      range: () => {
        const { low, high } = host.seen();
        return [low, high];
      },
      onInput: (next, by) =>
        host.move(kind.change(by === "pointer" ? Math.round(next * 100) / 100 : next, host.state()), by),
      onStart: () => host.begin(name),
      onEnd: (cancelled) => host.end(name, cancelled),
      blocked: () => Boolean(host.blocked(name)),
      onRefuse: () => host.complain(host.blocked(name)),
    });
    return {
      name,
      kind,
      handle,
      left: style(element, "left"),
      top: style(element, "top"),
      now: attribute(element, "aria-valuenow"),
      text: attribute(element, "aria-valuetext"),
      disabled: attribute(element, "aria-disabled"),
    };
  });

  return {
    paint({ model, seen, state }) {
      const width = host.width();
      const height = Math.min(peak(model.sigma) / seen.top, 0.97);
      const centre = across(seen, model.mu);
      const reach = Math.max(model.sigma / (seen.high - seen.low), APART / width);
      const at = { centre, left: centre - reach, right: centre + reach };
      const low = 1 - height * Math.exp(-0.5);
      for (const grip of grips) {
        grip.left(`${(at[grip.name] * 100).toFixed(3)}%`);
        grip.top(`${((grip.name === "centre" ? 1 - height : low) * 100).toFixed(3)}%`);
        grip.now(String(grip.kind.value(model)));
        grip.text(
          grip.name === "centre"
            ? `μ ${formatPlain(model.mu)}`
            : `${formatPlain(grip.kind.value(model))}, σ ${formatPlain(model.sigma)}`,
        );
        grip.disabled(String(state.fixed && grip.name !== "centre"));
      }
    },
    destroy() {
      for (const { handle } of grips) handle.destroy();
    },
  };
}

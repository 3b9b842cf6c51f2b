// The landscape: every point is a Q. A Bokeh image with contours; over it the minima, the way downhill, and Q as a dot to drag.
import { makeCanvas } from "wd/figure/canvas.js";
import { element } from "wd/figure/element.js";
import { formatNumber, formatPlain } from "wd/figure/format.js";
import { attribute, style } from "wd/figure/paint.js";
import { makePointHandle } from "wd/figure/point_handle.js";
import { whenNear, whenTouched } from "wd/page/touch.js";
import { ask } from "./ask.js";
import { BOUNDS, clamp, sameTruth } from "./model.js";
import { makeAxis, placeTicks } from "./picture.js";
import { shades } from "./shades.js";
import { makeStill } from "./still.js";

const SIGMAS = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20];
const STEP = 0.02;

/** @param {HTMLElement} panel @param {any} host @param {{of: any, data: any} | null} given the landscape of the first P */
export function makeLandscape(panel, host, given) {
  const frame = panel.querySelector(".map-frame");
  const dot = panel.querySelector("[data-grip=dot]");
  const words = panel.querySelector("[data-role=landscape-words]");
  const marks = frame.appendChild(element("div", { class: "marks", "aria-hidden": "true" }));
  const trail = frame.querySelector(".over");
  const axis = makeAxis(panel.querySelector(".map-x"));
  const at = {
    left: style(dot, "left"),
    top: style(dot, "top"),
    now: attribute(dot, "aria-valuenow"),
    text: attribute(dot, "aria-valuetext"),
  };
  let land = given; // {of, data}
  let asked = null;
  let last = null;
  const still = makeStill(panel.querySelector(".canvas"));
  const canvas = makeCanvas(panel.querySelector(".canvas"), () => {
    still.remove();
    if (land) draw();
  });
  let wanted = false;
  const want = () => {
    wanted = true;
    look();
  };
  whenTouched(panel, want);
  if (!given) whenNear(panel, want);

  const part = ({ mu, sigma }) => ({
    x: (mu - land.data.mu[0]) / (land.data.mu[1] - land.data.mu[0]),
    y: (Math.log(sigma) - land.data.logSigma[0]) / (land.data.logSigma[1] - land.data.logSigma[0]),
  });
  const handle = makePointHandle(dot, {
    track: frame,
    at: () => (land ? inside(part(host.state())) : { x: 0.5, y: 0.5 }),
    onPlace: ({ x, y }) => {
      const {
        mu: [low, high],
        logSigma: [bottom, top],
      } = land.data;
      place(Math.round((low + x * (high - low)) * 100) / 100, Math.exp(bottom + y * (top - bottom)));
    },
    onNudge: (dx, dy, large) => {
      const step = large ? 5 * STEP : STEP;
      const { mu, sigma } = host.state();
      place(Number((mu + dx * step * 2.5).toFixed(12)), sigma * Math.exp(dy * step * 2.5));
    },
    onStart: () => host.begin(),
    onEnd: (cancelled) => host.end("Q moved in the landscape", cancelled),
  });

  function place(mu, sigma) {
    if (!land) return;
    const { fixed, sigma: kept } = host.state();
    const digits = 10 ** (2 - Math.floor(Math.log10(sigma)));
    host.move({
      mu: clamp(mu, BOUNDS.mu),
      sigma: fixed ? kept : clamp(Math.round(sigma * digits) / digits, BOUNDS.sigma),
    });
  }

  /** Ask for the landscape of a new P, while it can be seen. */
  function look() {
    const state = host.state();
    if (panel.hidden || !wanted || (land && sameTruth(land.of, state)) || (asked && sameTruth(asked, state))) return;
    asked = state;
    ask(host.channel, { ask: "landscape", of: state }, "The landscape of this P is").then(
      (data) => {
        land = { of: state, data };
        asked = null;
        words.textContent = "";
        draw();
        if (last) paint(last);
      },
      (error) => {
        asked = null;
        if (!land || !sameTruth(land.of, host.state())) words.textContent = error.message;
      },
    );
  }

  /** Fill Bokeh's figure. */
  function draw() {
    const { data } = land;
    const picture = data[host.state().direction];
    const [[low, high], [bottom, top]] = [data.mu, data.logSigma];
    if (canvas.there()) {
      canvas.window(low, high, bottom, top);
      const bytes = Uint8Array.from(atob(picture.shades), (sign) => sign.charCodeAt(0));
      canvas.set("image", {
        data: { image: [canvas.image(bytes, data.size)], x: [low], y: [bottom], dw: [high - low], dh: [top - bottom] },
      });
      canvas.set("colours", { palette: shades(canvas.colour("--valley"), canvas.colour("--ground")) });
      const { contours } = picture;
      canvas.glyph("lines", { line_color: canvas.colour("--ink") });
      canvas.set("contours", {
        data: {
          xs: contours.map(({ x }) => x),
          ys: contours.map(({ y }) => y),
          width: contours.map(({ level }) => (Number.isInteger(level) ? 1.3 : 0.6)),
        },
      });
    } else still.draw(data, picture, canvas.colour);
    panel.dataset.drawn = "true";
    axis({ low, high }, 8);
    placeTicks(
      panel.querySelector(".map-y"),
      SIGMAS.map((sigma) => ({ at: (Math.log(sigma) - bottom) / (top - bottom), text: formatPlain(sigma) })).filter(
        (tick) => tick.at >= 0 && tick.at <= 1,
      ),
      "bottom",
    );
  }

  function paint(next) {
    const turned = last && last.state.direction !== next.state.direction;
    last = next;
    if (panel.hidden) return;
    look();
    if (!land) return;
    if (turned) draw();
    const stands = inside(part(next.model));
    at.left(`${(stands.x * 100).toFixed(3)}%`);
    at.top(`${((1 - stands.y) * 100).toFixed(3)}%`);
    at.now(String(next.model.mu));
    at.text(`μ ${formatPlain(next.model.mu)}, σ ${formatPlain(next.model.sigma)}`);
    paintMarks(next);
    paintTrail(next.trail);
  }

  function paintMarks({ state, per }) {
    const fresh = sameTruth(land.of, state);
    frame.classList.toggle("stale", !fresh);
    const key = `${state.direction} ${state.unit} ${land.data.mu}`;
    if (marks.dataset.key === key) return;
    marks.dataset.key = key;
    const { minima } = land.data[state.direction];
    marks.replaceChildren(
      ...minima.map((fit) => {
        const { x, y } = part(fit);
        const best = fit.kl - minima[0].kl < 1e-9;
        const mark = element(
          "span",
          { class: `mark ${best ? "best" : "other"}` },
          element("b", {}, formatNumber(fit.kl * per)),
        );
        mark.style.left = `${(x * 100).toFixed(3)}%`;
        mark.style.top = `${((1 - y) * 100).toFixed(3)}%`;
        mark.dataset.side = x > 0.8 ? "left" : "right";
        return mark;
      }),
    );
  }

  /** The steps downhill as a line with dots; a dot is a stroke of no length with round ends. */
  function paintTrail(steps) {
    const points = (steps ?? []).map((step) => {
      const { x, y } = part(step);
      return `${(x * 1000).toFixed(1)} ${((1 - y) * 1000).toFixed(1)}`;
    });
    const key = points.join();
    if (trail.dataset.key === key) return;
    trail.dataset.key = key;
    trail.setAttribute("viewBox", "0 0 1000 1000");
    trail.setAttribute("preserveAspectRatio", "none");
    trail.innerHTML = points.length
      ? `<path class="way" d="M${points.join("L")}"/><path class="way-steps" d="${points.map((point) => `M${point}h0`).join("")}"/>`
      : "";
  }

  if (land) draw();
  return {
    paint,
    settled: look,
    words,
    destroy() {
      canvas.destroy();
      handle.destroy();
    },
  };
}

/** A point, or the nearest one on the edge. */
function inside({ x, y }) {
  return { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) };
}

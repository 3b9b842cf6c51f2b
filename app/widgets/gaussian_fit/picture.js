// The picture of P, Q and the ghosts: an SVG that fills its frame, redrawn at its own size.
import { element } from "wd/figure/element.js";
import { formatNumber, formatPlain } from "wd/figure/format.js";
import { attribute, style } from "wd/figure/paint.js";
import { makeCanvas } from "wd/figure/canvas.js";
import { closed, modelCurve, path, truthCurve } from "./curves.js";
import { across, peak, ticks } from "./window.js";

const DASH = [8, 5];
const SVG = "http://www.w3.org/2000/svg";

/** @param {HTMLElement} root the section of the picture @param {string} id the widget's */
export function makePicture(root, id) {
  const plot = root.querySelector(".plot");
  const svg = plot.querySelector(".curves");
  const lines = Object.fromEntries(
    ["p-area", "q-area", "p-line", "q-line"].map((name) => [name, attribute(svg.querySelector(`.${name}`), "d")]),
  );
  const stem = plot.querySelector(".stem");
  const stemStyle = { left: style(stem, "left"), top: style(stem, "top") };
  const ghosts = svg.querySelector(".ghosts");
  const names = plot.querySelector(".ghost-names");
  const canvas = makeCanvas(plot.querySelector(".canvas"), () => {
    plot.dataset.canvas = "true";
    colour();
    last.truth = null;
    redraw();
    settle();
  });
  const axis = makeAxis(root.querySelector(".axis"));
  let size = measured();
  let last = { truth: null, low: 0, high: 0, top: 0, curve: null };
  const watch = new ResizeObserver(() => {
    size = measured();
    last.truth = null;
    redraw();
  });
  let frame = null;

  function measured() {
    return { width: plot.clientWidth || 720, height: plot.clientHeight || 320 };
  }

  function paint(next) {
    frame = next;
    redraw();
  }

  function redraw() {
    if (!frame) return;
    const { truth, model, seen, marks } = frame;
    const { width, height } = size;
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    if (last.truth !== truth || last.low !== seen.low || last.high !== seen.high || last.top !== seen.top) {
      draw("p", truthCurve(truth, seen), seen);
      if (canvas.there()) canvas.window(seen.low, seen.high, 0, seen.top);
      axis(seen, width < 420 ? 6 : 9);
      last = { truth, ...seen };
    }
    draw("q", modelCurve(model, seen), seen);
    if (canvas.there()) canvas.paintNow();
    stemStyle.left(`${(across(seen, model.mu) * 100).toFixed(3)}%`);
    stemStyle.top(`${((1 - Math.min(peak(model.sigma) / seen.top, 0.97)) * 100).toFixed(3)}%`);
    paintGhosts(marks, seen);
  }

  /** One curve: on Bokeh's canvas once that is there, before it and on paper as SVG. */
  function draw(name, curve, seen, still = !canvas.there()) {
    if (!still) {
      canvas.set(name, { data: curve });
      return;
    }
    const line = path(curve, seen, size.width, size.height);
    lines[`${name}-line`](line);
    lines[`${name}-area`](closed(line, size.width, size.height));
  }

  function colour() {
    const wide = plot.closest(".projector") ? 1.8 : 1;
    for (const [name, width] of [
      ["p", 2.5],
      ["q", 2.75],
    ]) {
      canvas.glyph(`area-${name}`, { fill_color: canvas.colour(`--${name}`) });
      canvas.glyph(`line-${name}`, { line_color: canvas.colour(`--${name}`), line_width: wide * width });
    }
    canvas.glyph("line-q", { line_dash: DASH.map((length) => length * wide) });
  }

  /** The still figure is what is printed. */
  function settle() {
    if (!frame || !canvas.there()) return;
    draw("p", truthCurve(frame.truth, frame.seen), frame.seen, true);
    draw("q", modelCurve(frame.model, frame.seen), frame.seen, true);
  }
  addEventListener("beforeprint", settle);

  /** @param {{mu: number, sigma: number, text: string, sort: string}[]} marks */
  function paintGhosts(marks, seen) {
    while (ghosts.childElementCount > marks.length) ghosts.lastElementChild.remove();
    while (names.childElementCount > marks.length) names.lastElementChild.remove();
    while (ghosts.childElementCount < marks.length) ghosts.append(document.createElementNS(SVG, "path"));
    while (names.childElementCount < marks.length) names.append(element("span"));
    marks.forEach((mark, index) => {
      const line = ghosts.children[index];
      line.setAttribute("class", `ghost ${mark.sort}`);
      line.setAttribute("d", path(modelCurve(mark, seen), seen, size.width, size.height));
      const name = names.children[index];
      name.className = mark.sort;
      if (name.textContent !== mark.text) name.textContent = mark.text;
      name.style.left = `${(Math.min(0.94, Math.max(0.06, across(seen, mark.mu))) * 100).toFixed(2)}%`;
      name.style.top = `${((1 - Math.min(peak(mark.sigma) / seen.top, 0.9)) * 100).toFixed(2)}%`;
    });
  }

  watch.observe(plot);
  return {
    plot,
    paint,
    width: () => size.width,
    destroy() {
      watch.disconnect();
      canvas.destroy();
      removeEventListener("beforeprint", settle);
    },
  };
}

/** Names of round numbers along an axis; elements are kept and moved. @returns {(seen: object, most?: number) => void} */
export function makeAxis(/** @type {Element} */ axis, text = (/** @type {number} */ tick) => formatPlain(tick)) {
  return (seen, most) =>
    placeTicks(
      axis,
      ticks(seen, most).map((tick) => ({ at: across(seen, tick), text: text(tick) })),
      "left",
    );
}

/** @param {Element} axis @param {{at: number, text: string}[]} marks @param {"left" | "bottom"} side */
export function placeTicks(axis, marks, side) {
  while (axis.childElementCount > marks.length) axis.lastElementChild.remove();
  while (axis.childElementCount < marks.length) axis.append(element("span"));
  marks.forEach(({ at, text }, index) => {
    const tick = axis.children[index];
    tick.style[side] = `${(at * 100).toFixed(3)}%`;
    if (tick.textContent !== text) tick.textContent = text;
  });
}

/** The ghosts of the best Qs, with their KLs. */
export function ghostsOf(best, direction, unit, per) {
  if (direction === "forward") return [{ ...best.forward, sort: "best", text: formatNumber(best.forward.kl * per) }];
  return best.reverse.map((fit, place) => {
    const first = place < best.tied;
    return {
      ...fit,
      sort: first ? "best" : "other",
      text: `${first && best.reverse.length > 1 ? (best.tied > 1 ? "tied best " : "best ") : ""}${formatNumber(fit.kl * per)}`,
    };
  });
}

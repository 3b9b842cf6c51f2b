// Bokeh's figure of the averages.
import { makeCanvas } from "wd/figure/canvas.js";

/**
 * @param {HTMLElement} plot holds the still figure and the place of Bokeh's
 * @param {() => void} redraw asked when the canvas is there, still empty
 * @returns {{draw: (lines: import("./curves.js").Lines, frame: import("./tape.js").Frame) => void,
 *   destroy: () => void}}
 */
export function canvasFigure(plot, redraw) {
  const canvas = makeCanvas(plot.querySelector(".canvas"), () => {
    colour();
    redraw();
    plot.dataset.canvas = "true";
  });

  function colour() {
    const wide = plot.closest(".projector") ? 4 : 2.5;
    for (const name of ["p", "q"]) {
      canvas.glyph(`line-${name}`, { line_color: canvas.colour(`--${name}`), line_width: wide });
      canvas.set(`level-${name}`, { line_color: canvas.colour(`--${name}`) });
    }
    canvas.glyph("floor", { fill_color: canvas.colour("--p") });
    canvas.glyph("area", { fill_color: canvas.colour("--kl"), hatch_color: canvas.colour("--kl") });
  }

  function draw({ p, q, gap }, { top, at }) {
    if (!canvas.there()) return;
    canvas.window(0, 1, 0, top);
    canvas.set("level-p", { location: (at.entropy ?? -1) * top });
    canvas.set("level-q", { location: (at["cross-entropy"] ?? -1) * top });
    canvas.set("gap", { data: gap });
    canvas.set("q", { data: q });
    canvas.set("p", { data: p });
  }

  return { draw, destroy: canvas.destroy };
}

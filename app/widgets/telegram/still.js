// The figure in the page's own SVG: what is seen until Bokeh's canvas is there, and in print.

/**
 * @param {Element} plot the element that holds the SVG
 * @returns {(lines: import("./curves.js").Lines, frame: import("./tape.js").Frame) => void}
 */
export function stillFigure(plot) {
  const part = (name) => plot.querySelector(`[data-line="${name}"]`);
  const limits = /** @type {SVGElement[]} */ ([...plot.querySelectorAll("[data-limit]")]);
  return ({ p, q, gap }, { top, at }) => {
    const points = { p: pairs(p, top), q: pairs(q, top) };
    part("floor").setAttribute("d", points.p.length ? `${path(points.p)}V1000H${points.p[0].split(" ")[0]}Z` : "");
    const around = [...pairs({ x: gap.x, y: gap.p }, top), ...pairs({ x: gap.x, y: gap.top }, top).reverse()];
    part("gap").setAttribute("d", around.length ? `${path(around)}Z` : "");
    for (const line of limits) {
      const height = at[line.dataset.limit];
      for (const end of ["y1", "y2"])
        line.setAttribute(end, height === undefined ? "-9" : `${(100 - 100 * height).toFixed(2)}%`);
    }
  };
}

function pairs({ x, y }, top) {
  return x.map((across, index) => `${(1000 * across).toFixed(1)} ${(1000 * (1 - y[index] / top)).toFixed(1)}`);
}

function path(points) {
  return points.length ? `M${points.join("L")}` : "";
}

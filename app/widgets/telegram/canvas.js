// Bokeh's figure of the averages, moved in the browser alone: nothing that is set here travels to the server.

const COLOURS = [["p", "--p"], ["q", "--q"], ["kl", "--kl"]];

/**
 * Find the figure when Bokeh has drawn it, and again after a reconnection has replaced it.
 * @param {HTMLElement} plot holds the still figure and the place of Bokeh's
 * @param {string} widget the widget's id, with which the names of its models begin
 * @param {() => void} redraw asked when a new figure has come, which shows the server's first state
 * @returns {{draw: (lines: object, frame: {top: number, at: object}) => void, destroy: () => void}}
 */
export function canvasFigure(plot, widget, redraw) {
  const place = plot.querySelector(".canvas");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const print = matchMedia("print");
  let models = null;

  const find = () => {
    const named = (name) => {
      for (const document of globalThis.Bokeh?.documents ?? []) {
        const model = document.get_model_by_name(`telegram-${widget}-${name}`);
        if (model) return model;
      }
      return null;
    };
    if (!place.querySelector(".bk-Row, .bk-Figure") || !named("figure")) return;
    if (models?.figure === named("figure")) return;
    const names = ["figure", "p", "q", "gap", "y", "area", "floor", "level-p", "level-q", "line-p", "line-q"];
    models = Object.fromEntries(names.map((name) => [name, named(name)]));
    paint();
    redraw();
    plot.dataset.canvas = "true";
  };

  const paint = () => {
    if (!models) return;
    const style = getComputedStyle(plot);
    const colour = Object.fromEntries(COLOURS.map(([name, token]) => [name, style.getPropertyValue(token).trim()]));
    const wide = plot.closest(".projector") ? 4 : 2.5;
    for (const name of ["p", "q"]) {
      quietly(models[`line-${name}`].glyph, { line_color: colour[name], line_width: wide });
      quietly(models[`level-${name}`], { line_color: colour[name] });
    }
    quietly(models.floor.glyph, { fill_color: colour.p });
    quietly(models.area.glyph, { fill_color: colour.kl, hatch_color: colour.kl });
  };

  const draw = ({ p, q, gap }, { top, at }) => {
    if (!models) return;
    quietly(models.y, { start: 0, end: top });
    quietly(models["level-p"], { location: (at.entropy ?? -1) * top });
    quietly(models["level-q"], { location: (at["cross-entropy"] ?? -1) * top });
    quietly(models.gap, { data: gap });
    quietly(models.q, { data: q });
    quietly(models.p, { data: p });
  };

  const watch = new MutationObserver(find);
  watch.observe(place, { childList: true, subtree: true });
  dark.addEventListener("change", paint);
  print.addEventListener("change", paint);
  document.addEventListener("wd:connection", find);
  find();
  return {
    draw,
    destroy() {
      watch.disconnect();
      dark.removeEventListener("change", paint);
      print.removeEventListener("change", paint);
      document.removeEventListener("wd:connection", find);
    },
  };
}

/** Change a model of Bokeh's here, and tell nobody. */
function quietly(model, values) { model.setv(values, { sync: false }); }

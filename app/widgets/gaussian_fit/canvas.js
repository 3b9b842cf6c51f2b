// A Bokeh figure of ours, moved in the browser alone: nothing that is set here travels to the server.

/** How many microtasks Bokeh needs from new data to glyphs that can be painted; found by counting: 12 are too few, 30 are enough. */
const TICKS = 40;

/**
 * Find a figure when Bokeh has drawn it, and again after a reconnection has replaced it.
 * @param {Element} place where Bokeh draws
 * @param {string} prefix with which the names of the figure's models begin
 * @param {() => void} ready asked when there is a new figure, which is empty, and when the colours have changed
 */
export function makeCanvas(place, prefix, ready) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const print = matchMedia("print");
  let figure = null;

  const find = () => {
    const found = model("figure");
    if (!found || found === figure || !place.firstElementChild?.childElementCount) return;
    figure = found;
    ready();
  };
  const again = () => { if (figure) ready(); };

  function model(name) {
    for (const document of globalThis.Bokeh?.documents ?? []) {
      const found = document.get_model_by_name(`${prefix}-${name}`);
      if (found) return found;
    }
    return null;
  }

  const watch = new MutationObserver(find);
  watch.observe(place, { childList: true, subtree: true });
  document.addEventListener("wd:connection", find);
  dark.addEventListener("change", again);
  print.addEventListener("change", again);
  find();
  return {
    there: () => figure !== null,
    /** Change a model, and tell nobody. */
    set(name, values) { model(name)?.setv(values, { sync: false }); },
    glyph(name, values) { model(name)?.glyph.setv(values, { sync: false }); },
    window(low, high, bottom, top) {
      figure.x_range.setv({ start: low, end: high }, { sync: false });
      figure.y_range.setv({ start: bottom, end: top }, { sync: false });
    },
    /**
     * Paint in the frame that is being made. Bokeh would in the next one, a frame behind the handles; its glyphs take new data within a few
     * microtasks, which all run before the frame is shown. The paint that it has scheduled itself then finds nothing to do.
     */
    async paintNow() {
      for (let i = 0; i < TICKS; i++) await null;
      figure.document?.views_manager?.find_one(figure)?.repaint();
    },
    /** Bytes as a picture of some shape, in the form that Bokeh's image reads. */
    image: (bytes, shape) => Object.assign(bytes, { dimension: 2, shape, dtype: "uint8" }),
    colour: (token) => getComputedStyle(place).getPropertyValue(token).trim(),
    destroy() {
      watch.disconnect();
      document.removeEventListener("wd:connection", find);
      dark.removeEventListener("change", again);
      print.removeEventListener("change", again);
    },
  };
}

/** Colours from one to another, both as #rrggbb. */
export function shades(/** @type {string} */ from, /** @type {string} */ to, count = 256) {
  const channels = (colour) => [1, 3, 5].map((at) => parseInt((colour.length === 4 ? colour.replace(/[^#]/g, "$&$&") : colour).slice(at, at + 2), 16));
  const [a, b] = [channels(from), channels(to)];
  return Array.from({ length: count }, (_, step) => `#${a.map((low, i) => Math.round(low + ((b[i] - low) * step) / (count - 1)).toString(16).padStart(2, "0")).join("")}`);
}

// A Bokeh figure of ours, drawn from its kept JSON and moved in the browser alone: no server knows of it.
import { colourOf } from "wd/figure/colour.js";
import { bokeh, canvases } from "wd/page/later.js";
import { whenNear, whenTouched } from "wd/page/touch.js";

/**
 * How many microtasks Bokeh needs from new data to glyphs that can be painted; found by counting: 12 are too few, 30
 * are enough.
 */
const TICKS = 40;
const PATIENCE = 4000; // ms in which a figure is drawn and has a height; else it is drawn anew
const TRIES = 4; // after them the still stays

/** @type {Promise<any> | null} */
let library = null;

/** Bokeh, fetched when the first canvas is wanted. */
function load() {
  if (globalThis.Bokeh) return globalThis.Bokeh; // as in a page of Panel's
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.onload = () => resolve(globalThis.Bokeh);
    script.onerror = () => {
      script.remove();
      library = null;
      reject(new Error("Bokeh did not arrive"));
    };
    script.src = bokeh;
    document.head.append(script);
  });
  return library;
}

/** @param {string | object} url where the figure is, or the figure itself */
async function fetched(url) {
  if (typeof url === "object") return structuredClone(url);
  const answer = await fetch(url, { signal: AbortSignal.timeout(15_000) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}

/**
 * A figure of Bokeh's in its place, drawn when the widget around it is touched. Until it is there, and where it never
 * comes, the page's own still stays: everything that is set before is lost, and `ready` is called when there is a
 * canvas to fill.
 * @param {HTMLElement} place inside the widget; `data-canvas` names the file beside its code, "averages"
 *   averages.canvas.json
 * @param {() => void} ready asked when the canvas is there, still empty, and when the page's colours have changed
 */
export function makeCanvas(place, ready) {
  const figure = /** @type {HTMLElement} */ (place.closest("figure.widget"));
  const name = `/widgets/${figure.dataset.kind}/${place.dataset.canvas}.canvas.json`;
  let view = null;
  let wanted = false;
  const named = (model) => view?.model.document.get_model_by_name(model);
  const draw = async () => {
    if (wanted) return;
    if (!place.getClientRects().length) {
      whenNear(place, draw);
      return;
    } // a closed panel has no size to draw in
    wanted = true;
    try {
      view = await drawn(place, name);
      ready();
    } catch (error) {
      console.warn(`${name}: ${error.message}; the page's own drawing stays until it is touched again`);
      wanted = false;
      for (const sort of ["pointerdown", "keydown"]) figure.addEventListener(sort, draw, { once: true, passive: true });
    }
  };
  whenTouched(place, draw);
  const again = () => {
    if (view) ready();
  };
  const looks = ["(prefers-color-scheme: dark)", "(forced-colors: active)", "print"].map((query) => matchMedia(query));
  for (const look of looks) look.addEventListener("change", again);
  return {
    there: () => view !== null,
    /** Change a model, and tell nobody. */
    set(model, values) {
      named(model)?.setv(values, { sync: false });
    },
    glyph(model, values) {
      named(model)?.glyph.setv(values, { sync: false });
    },
    window(low, high, bottom, top) {
      view.model.x_range.setv({ start: low, end: high }, { sync: false });
      view.model.y_range.setv({ start: bottom, end: top }, { sync: false });
    },
    /**
     * Paint in the frame that is being made. Bokeh would in the next one, a frame behind the handles; its glyphs take
     * new data within a few microtasks, which all run before the frame is shown. The paint that it has scheduled itself
     * then finds nothing to do.
     */
    async paintNow() {
      for (let i = 0; i < TICKS; i++) await null;
      view.repaint();
    },
    /** Bytes as a picture of some shape, in the form that Bokeh's image reads. */
    image: (bytes, shape) => Object.assign(bytes, { dimension: 2, shape, dtype: "uint8" }),
    colour: (token) => colourOf(place, token),
    destroy() {
      for (const look of looks) look.removeEventListener("change", again);
    },
  };
}

/** Draw a figure; it is there when it has a height. */
async function drawn(place, name) {
  const [Bokeh, item] = await Promise.all([load(), fetched(canvases[name])]);
  for (let left = TRIES; ; left--) {
    try {
      return await Promise.race([embedded(Bokeh, item, place), patience()]);
    } catch (error) {
      if (left === 1) throw error;
      for (const child of [...place.children]) if (!child.classList.contains("still")) child.remove();
    }
  }
}

async function embedded(Bokeh, item, place) {
  const [view] = (await Bokeh.embed.embed_item(item, place)).roots;
  await height(view);
  return view;
}

function patience() {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("Bokeh did not draw in time")), PATIENCE));
}

/**
 * A browser that measures before it has laid out would leave a canvas of no height for ever: have it measured again.
 */
async function height(view) {
  for (let i = 0; view.canvas_view.el.isConnected; i++) {
    if (view.canvas_view.el.clientHeight > 1) return;
    if (i % 20 === 19) view.invalidate_layout();
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  throw new Error("Bokeh's canvas was taken away");
}

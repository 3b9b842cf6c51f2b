// The pictures that Bokeh draws on the course's own pages, drawn by a page that stands by itself: of the same kept
// figures, for whose few kinds of shapes a browser's canvas is enough. It answers as wd/figure/canvas.js does.
import { colourOf } from "wd/figure/colour.js";
import { whenNear, whenTouched } from "wd/page/touch.js";
import { kept } from "./carried.js";
import { painters } from "./shapes.js";

/** @param {HTMLElement} place inside the widget @param {() => void} ready as in wd/figure/canvas.js */
export function makeCanvas(place, ready) {
  const { kind } = /** @type {HTMLElement} */ (place.closest("figure.widget")).dataset;
  const models = modelsOf(kept.canvases?.[`/widgets/${kind}/${place.dataset.canvas}.canvas.json`]);
  const range = { low: 0, high: 1, bottom: 0, top: 1 };
  let brush = null;
  let waiting = 0;
  const paint = () => {
    cancelAnimationFrame(waiting);
    waiting = 0;
    if (brush) draw(brush, place, models, range);
  };
  const soon = () => {
    waiting ||= requestAnimationFrame(paint);
  };
  const begin = () => {
    if (brush || !models) return;
    if (!place.getClientRects().length) {
      whenNear(place, begin);
      return;
    } // a closed panel has no size to draw in
    const canvas = document.createElement("canvas");
    canvas.style.cssText = "position: absolute; inset: 0; width: 100%; height: 100%;";
    place.append(canvas);
    brush = canvas.getContext("2d");
    new ResizeObserver(soon).observe(place);
    ready();
    soon();
  };
  whenTouched(place, begin);
  const again = () => {
    if (brush) {
      ready();
      soon();
    }
  };
  const looks = ["(prefers-color-scheme: dark)", "(forced-colors: active)", "print"].map((query) => matchMedia(query));
  for (const look of looks) look.addEventListener("change", again);
  return {
    there: () => brush !== null,
    set(name, values) {
      Object.assign(models.named.get(name), values);
      soon();
    },
    glyph(name, values) {
      Object.assign(models.named.get(name).glyph, values);
      soon();
    },
    window(low, high, bottom, top) {
      Object.assign(range, { low, high, bottom, top });
      soon();
    },
    async paintNow() {
      paint();
    },
    image: (bytes, shape) => ({ bytes, rows: shape[0], columns: shape[1] }),
    colour: (token) => colourOf(place, token),
    destroy() {
      for (const look of looks) look.removeEventListener("change", again);
    },
  };
}

/** What a kept figure is made of: its shapes, the lowest first, and everything that has a name. */
function modelsOf(item) {
  if (!item) return null;
  const [root] = item.doc.roots;
  const byId = new Map();
  const named = new Map();
  const read = (value) => {
    if (Array.isArray(value)) return value.map(read);
    if (value === null || typeof value !== "object") return value;
    if (value.type === "map") return Object.fromEntries(value.entries.map(([key, each]) => [key, read(each)]));
    if (value.type === "field" || value.type === "value") return value;
    if (value.id && value.type !== "object") return byId.get(value.id);
    const made = { sort: value.name };
    if (value.id) byId.set(value.id, made);
    for (const [name, each] of Object.entries(value.attributes ?? {})) made[name] = read(each);
    if (typeof made.name === "string") named.set(made.name, made);
    return made;
  };
  const figure = read(root);
  const places = ["renderers", "center", "above", "below", "left", "right"];
  return { shapes: places.flatMap((where) => figure[where] ?? []).filter((shape) => painters[sortOf(shape)]), named };
}

const sortOf = (shape) => (shape.sort === "GlyphRenderer" ? shape.glyph.sort : shape.sort);

function draw(brush, place, { shapes }, { low, high, bottom, top }) {
  const [width, height] = [place.clientWidth, place.clientHeight];
  const density = globalThis.devicePixelRatio || 1;
  const { canvas } = brush;
  Object.assign(canvas, { width: Math.round(width * density), height: Math.round(height * density) });
  brush.scale(density, density);
  const scale = {
    x: (value) => ((value - low) / (high - low)) * width,
    y: (value) => (1 - (value - bottom) / (top - bottom)) * height,
    width,
    height,
  };
  for (const shape of shapes) {
    if (shape.visible === false) continue;
    brush.save();
    painters[sortOf(shape)](brush, shape, scale);
    brush.restore();
  }
}

// A figure as a picture that stands still: what is seen of it, as SVG of plain shapes and texts that slides, papers and
// drawing programs read, and the same as PNG. The page fetches this module when somebody asks for a picture.
import { canvasesIn, flattened } from "./printed.js";
import { drawGround, gathered } from "./still_ground.js";

const NS = "http://www.w3.org/2000/svg";
const LEFT_OUT =
  "[data-needs-script], .message, .hint, .visually-hidden, .skip, .canvas-printed, script, template, " +
  "details:not([open]), summary";
const EDGE = 12; // px of ground around the picture
const STEADY = 2; // times that a picture is drawn as it was before
const MOMENT = 60; // ms between them
const SVG_PROPERTIES = [
  "fill",
  "fill-opacity",
  "fill-rule",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "vector-effect",
  "visibility",
  "display",
  "paint-order",
  "overflow",
];
const FONT_PROPERTIES = ["font-family", "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline"];
const NOT_INHERITED = { opacity: "1", "vector-effect": "none", display: "inline", "paint-order": "normal" };
const VALUES_TO_SAY = 24; // of handles: a picture of 27 letters is not described letter by letter

/**
 * @typedef {object} Still
 * @property {string} svg the file
 * @property {string} alt what it shows, in a sentence: its name, its numbers, where its handles stand
 * @property {number} width in CSS pixels
 * @property {number} height
 */

/** Return a figure as it is seen now. @param {Element} figure a `figure.widget` @returns {Promise<Still>} */
export async function stillOf(figure) {
  const alt = described(figure);
  const drawing = drawn(figure);
  const fonts = await fontFaces(drawing.faces);
  const title = element("title");
  title.textContent = figure.getAttribute("aria-label") ?? "";
  const about = element("desc");
  about.textContent = alt;
  const style = element("style");
  style.textContent = fonts;
  drawing.svg.prepend(title, about, style);
  const svg = new XMLSerializer().serializeToString(drawing.svg);
  return { svg, alt, width: drawing.width, height: drawing.height };
}

/** Return a figure as it is seen now, for this page: without the fonts, which the page has. @param {Element} figure */
export function sketchOf(figure) {
  const { svg } = drawn(figure);
  svg.setAttribute("aria-hidden", "true");
  return svg;
}

/** Return a still as PNG. @param {Still} still @param {number} scale dots a CSS pixel @returns {Promise<Blob>} */
export async function pngOf({ svg, width, height }, scale = 2) {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await picture.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: width * scale, height: height * scale });
  const paint = canvas.getContext("2d", { willReadFrequently: true });
  // The picture's fonts come a moment after the picture: it is whole when it changes no more.
  for (let before = "", same = 0; same < STEADY; await new Promise((resolve) => setTimeout(resolve, MOMENT))) {
    paint.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const now = canvas.toDataURL();
    same = now === before ? same + 1 : 0;
    before = now;
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the browser drew no picture"))), "image/png");
  });
}

/** Return what a figure shows, in words: its name, each number that is seen, and where its handles stand. */
export function described(/** @type {Element} */ figure) {
  const seen = (place) => place.getClientRects().length > 0 && !place.closest(".visually-hidden");
  const words = (place) => spoken(place).replace(/\s+/g, " ").trim();
  const numbers = /** @type {HTMLElement[]} */ ([...figure.querySelectorAll("[data-quantity]")])
    .filter(seen)
    .map((number) => {
      const line = number.closest(".measure-line, .band-name") ?? number.closest("[data-measures]");
      const own = line && line.querySelectorAll("[data-quantity]").length === 1 ? words(line) : "";
      const gloss = own ? line.querySelector(".gloss") : null;
      const said = gloss ? own.replace(words(gloss), "").trim() : own;
      return said && said !== words(number) ? said : `${number.dataset.quantity} ${words(number)}`;
    });
  const handles = [...figure.querySelectorAll("[role=slider], input[type=range]")].filter(seen).map((handle) => {
    const name = handle.getAttribute("aria-label") ?? words(/** @type {any} */ (handle).labels?.[0] ?? handle);
    return `${name} ${handle.getAttribute("aria-valuetext") ?? handle.getAttribute("aria-valuenow") ?? ""}`.trim();
  });
  const once = (list) => [...new Set(list)];
  const parts = [once(numbers).join(", "), once(handles).slice(0, VALUES_TO_SAY).join(", ")].filter(Boolean);
  return [figure.getAttribute("aria-label"), ...parts].filter(Boolean).join(". ").replaceAll("\u00a0", " ");
}

/** The words of an element, those of its parts apart. @returns {string} */
function spoken(/** @type {Node} */ place) {
  if (place instanceof Text) return place.data;
  if (place instanceof Element && place.matches("button, .grip, [hidden]")) return "";
  const glued =
    /^(I|B|EM|SUB|SUP)$/.test(place.nodeName) ||
    (place instanceof HTMLSpanElement && getComputedStyle(place).display === "inline");
  return [...place.childNodes].map(spoken).join("") + (glued ? "" : " ");
}

/** Draw a copy of the figure: laid out in the same place, and gone before anything is painted. */
function drawn(figure) {
  const body = figure.querySelector(".widget-body");
  const copy = copied(body, figure);
  try {
    const turned = gathered(copy);
    const { left, top, width, height } = copy.getBoundingClientRect();
    const whole = { width: Math.ceil(width + 2 * EDGE), height: Math.ceil(height + 2 * EDGE) };
    const svg = element("svg", { viewBox: `0 0 ${whole.width} ${whole.height}`, ...whole });
    const ground = getComputedStyle(document.documentElement).backgroundColor;
    svg.append(element("rect", { width: "100%", height: "100%", fill: ground }));
    const faces = new Map();
    const context = { turned, faces, x: EDGE - left, y: EDGE - top, defs: svg.appendChild(element("defs")), count: 0 };
    drawBox(copy, svg, context);
    return { svg, faces, ...whole };
  } finally {
    copy.remove();
  }
}

/** A copy of a figure's body, without what only a hand needs, with what its canvases and fields show. */
function copied(body, figure) {
  const copy = /** @type {HTMLElement} */ (body.cloneNode(true));
  const fields = [...copy.querySelectorAll("input")];
  [...body.querySelectorAll("input")].forEach((field, i) => {
    fields[i].value = field.value;
  });
  const stills = [...copy.querySelectorAll("canvas")];
  [...body.querySelectorAll("canvas")].forEach((canvas, i) => stills[i].replaceWith(pictureOf([canvas])));
  const places = [...copy.querySelectorAll(".canvas")];
  [...body.querySelectorAll(".canvas")].forEach((place, i) => {
    const layers = canvasesIn(place).filter((each) => each.getRootNode() !== document && each.width * each.height);
    if (layers.length) places[i].replaceChildren(pictureOf(layers));
  });
  for (const part of copy.querySelectorAll(LEFT_OUT)) part.remove();
  for (const field of fields) field.removeAttribute("name"); // else its checked one would uncheck the figure's own
  copy.style.cssText = `position: absolute; left: 0; top: 0; width: ${body.getBoundingClientRect().width}px;`;
  figure.append(copy);
  return copy;
}

function pictureOf(/** @type {HTMLCanvasElement[]} */ layers) {
  const image = document.createElement("img");
  if (layers[0].width * layers[0].height) image.src = flattened(layers);
  image.style.cssText = "position: absolute; inset: 0; width: 100%; height: 100%;";
  return image;
}

/** Draw an element and all that is in it. */
function drawBox(box, into, context) {
  const style = getComputedStyle(box);
  if (style.display === "none" || style.opacity === "0") return;
  const rect = box.getBoundingClientRect();
  const place = { x: rect.left + context.x, y: rect.top + context.y, width: rect.width, height: rect.height };
  const group = wrapped(box, into, style, place, context);
  if (box instanceof SVGSVGElement) {
    drawSvg(box, group, style, place, context);
    return;
  }
  if (style.visibility === "visible" && style.display !== "contents") {
    drawGround(group, style, place, context, element);
    if (box instanceof HTMLImageElement && box.src && rect.width) {
      group.append(element("image", { ...place, href: box.src, preserveAspectRatio: "none" }));
    }
    if (box instanceof HTMLInputElement) {
      if (box.type === "text") drawField(box, group, style, place, context);
      return;
    }
  }
  for (const child of inOrder(box)) {
    if (child instanceof Text) {
      if (style.visibility === "visible") drawText(child, group, style, context);
    } else drawBox(child, group, context);
  }
}

/** The group of an element, where it fades, is turned or hides what leaves it; else what it stands in. */
function wrapped(box, into, style, place, context) {
  const attributes = {};
  if (style.opacity !== "1") attributes.opacity = style.opacity;
  const turn = context.turned.get(box);
  if (turn) {
    const [x, y] = turn.origin.map((value, i) => value + [place.x, place.y][i]);
    const { a, b, c, d, e, f } = turn.matrix;
    attributes.transform =
      `translate(${short(x)} ${short(y)}) matrix(${[a, b, c, d, e, f].map(short).join(" ")}) ` +
      `translate(${short(-x)} ${short(-y)})`;
  }
  if (style.clipPath !== "none") attributes.style = `clip-path: ${style.clipPath}`;
  else if (style.overflowX !== "visible" && !(box instanceof SVGElement)) {
    const id = `clip-${++context.count}`;
    context.defs.append(element("clipPath", { id }, element("rect", place)));
    attributes["clip-path"] = `url(#${id})`;
  }
  return Object.keys(attributes).length ? into.appendChild(element("g", attributes)) : into;
}

/** What stands in an element, the lowest first. */
function inOrder(box) {
  const height = (child) => {
    if (!(child instanceof Element)) return 0;
    const { position, zIndex } = getComputedStyle(child);
    return (Number(zIndex) || 0) + (position === "static" ? 0 : 0.5);
  };
  const children = [...box.childNodes].filter((child) => child instanceof Element || child instanceof Text);
  return children
    .map((child) => ({ child, z: height(child) }))
    .sort((a, b) => a.z - b.z)
    .map(({ child }) => child);
}

/** A drawing in the figure is taken over with the styles that it has here. */
function drawSvg(box, into, style, place, context) {
  const copy = box.cloneNode(true);
  const own = [box, ...box.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((part, i) => {
    const computed = getComputedStyle(own[i]);
    const names = [...SVG_PROPERTIES, ...(/text|tspan/.test(own[i].tagName) ? FONT_PROPERTIES : [])];
    const said = names
      .map((name) => [name, computed.getPropertyValue(name)])
      .filter(([name, value]) => value && NOT_INHERITED[name] !== value);
    for (const name of ["class", "style", "data-at"]) part.removeAttribute(name);
    const { transform } = computed;
    if (transform !== "none" && !own[i].hasAttribute("transform")) said.push(["transform", transform]);
    part.setAttribute("style", said.map(([name, value]) => `${name}: ${value.replaceAll('"', "'")}`).join("; "));
    if (own[i].textContent.trim() && own[i].tagName === "text") noteFace(computed, own[i].textContent, context);
  });
  for (const [name, value] of Object.entries(place)) copy.setAttribute(name, short(value));
  if (style.visibility !== "visible") copy.setAttribute("visibility", "hidden");
  into.append(copy);
}

/** A text, a run for each line that it stands in. */
function drawText(node, into, style, context) {
  if (!node.data.trim()) return;
  for (const { text, rect } of lines(node)) {
    write(text, rect, into, style, context);
  }
}

/** @returns {{text: string, rect: DOMRect}[]} */
function lines(node) {
  const range = document.createRange();
  const found = [];
  for (let at = 0; at < node.data.length; at++) {
    const pair = /[\ud800-\udbff]/.test(node.data[at]) ? 2 : 1;
    range.setStart(node, at);
    range.setEnd(node, at + pair);
    const rect = range.getBoundingClientRect();
    const letter = node.data.slice(at, at + pair).replace(/\s/, " ");
    at += pair - 1;
    if (!rect.width) continue;
    const last = found.at(-1);
    if (last && Math.abs(last.top - rect.top) < 2 && rect.left >= last.right - 2) {
      last.text += letter;
      last.right = rect.right;
    } else found.push({ text: letter, left: rect.left, right: rect.right, top: rect.top, height: rect.height });
  }
  return found
    .filter(({ text }) => text.trim())
    .map(({ text, left, right, top, height }) => ({ text, rect: new DOMRect(left, top, right - left, height) }));
}

/** What is written in a field. */
function drawField(field, into, style, place, context) {
  if (!field.value) return;
  const brush = brushOf(style);
  const width = brush.measureText(field.value).width;
  const [before, after] = ["Left", "Right"].map(
    (side) => parseFloat(style[`padding${side}`]) + parseFloat(style[`border${side}Width`]),
  );
  const room = place.width - before - after - width;
  const start = before + ({ right: room, end: room, center: room / 2 }[style.textAlign] ?? 0);
  const rect = new DOMRect(place.x - context.x + start, place.y - context.y, width, place.height);
  write(field.value, rect, into, style, context);
}

function write(text, rect, into, style, context) {
  const measured = brushOf(style).measureText(text);
  const [up, down] = [measured.fontBoundingBoxAscent, measured.fontBoundingBoxDescent];
  const baseline = rect.top + (rect.height - up - down) / 2 + up;
  const shown = { uppercase: text.toUpperCase(), lowercase: text.toLowerCase() }[style.textTransform] ?? text;
  const decorated = style.textDecorationLine !== "none" && style.textDecorationStyle === "solid";
  const run = element("text", {
    x: rect.left + context.x,
    y: baseline + context.y,
    fill: style.color,
    "font-family": style.fontFamily.replaceAll('"', "'"),
    "font-size": parseFloat(style.fontSize),
    ...(style.fontWeight !== "400" && { "font-weight": style.fontWeight }),
    ...(style.fontStyle !== "normal" && { "font-style": style.fontStyle }),
    ...(decorated && { "text-decoration": style.textDecorationLine }),
    // With another font than ours the words keep their places.
    textLength: rect.width,
    lengthAdjust: "spacingAndGlyphs",
    style: `font-variant-numeric: ${style.fontVariantNumeric}; white-space: pre`,
  });
  run.textContent = shown;
  into.append(run);
  noteFace(style, shown, context);
}

const brush = document.createElement("canvas").getContext("2d");
function brushOf(style) {
  brush.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  return brush;
}

/** Note in which faces letters are written. */
function noteFace(style, text, { faces }) {
  for (const family of style.fontFamily.split(",").map((name) => name.trim().replace(/^["']|["']$/g, ""))) {
    const key = `${family}|${style.fontStyle}`;
    faces.set(key, (faces.get(key) ?? "") + text);
  }
}

/** The page's own fonts that the picture is written in, to travel with it. */
async function fontFaces(faces) {
  const rules = [...document.styleSheets]
    .flatMap((sheet) => {
      try {
        return [...sheet.cssRules];
      } catch {
        return [];
      }
    })
    .filter((rule) => rule instanceof CSSFontFaceRule);
  const texts = await Promise.all(
    rules.map(async ({ style }) => {
      const family = style.getPropertyValue("font-family").replace(/["']/g, "");
      const slant = style.getPropertyValue("font-style") || "normal";
      const letters = faces.get(`${family}|${slant}`);
      const range = style.getPropertyValue("unicode-range");
      if (!letters || !within(letters, range)) return "";
      const source = /url\(["']?([^"')]+)/.exec(style.getPropertyValue("src"))?.[1];
      if (!source) return "";
      const file = await fetch(new URL(source, document.baseURI));
      if (!file.ok) return "";
      const bytes = new Uint8Array(await file.arrayBuffer());
      const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
      const weight = style.getPropertyValue("font-weight") || "400";
      return (
        `@font-face { font-family: "${family}"; font-style: ${slant}; font-weight: ${weight}; ` +
        `font-display: block; src: url("data:font/woff2;base64,${base64}") format("woff2");` +
        `${range ? ` unicode-range: ${range};` : ""} }`
      );
    }),
  );
  return texts.filter(Boolean).join("\n");
}

/** Whether a font that is for some letters only is for one of these. */
function within(letters, range) {
  if (!range) return true;
  const spans = range.split(",").map((part) =>
    part
      .trim()
      .replace(/^U\+/i, "")
      .split("-")
      .map((end) => parseInt(end, 16)),
  );
  return [...letters].some((letter) => {
    const code = letter.codePointAt(0);
    return spans.some(([from, to = from]) => code >= from && code <= to);
  });
}

const short = (/** @type {number} */ value) => String(Number(value.toFixed(3)));

/** @returns {any} */
function element(/** @type {string} */ name, attributes = {}, ...children) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, typeof value === "number" ? short(value) : String(value));
  }
  made.append(...children);
  return made;
}

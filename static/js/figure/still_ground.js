// What stands behind the words of a still picture: grounds, hatching, edges, rings; and what a style sheet writes
// before and after an element, as elements that can be drawn.

/**
 * Make elements of what styles draw before and after elements, and lay straight what they turn.
 * @param {Element} root a copy that nobody will see
 * @returns {Map<Element, {matrix: DOMMatrix, origin: number[]}>} how each element that was laid straight is turned
 */
export function gathered(root) {
  const off = document.createElement("style");
  off.textContent = ".flat::before, .flat::after { content: none !important; }";
  for (const box of [...root.querySelectorAll("*")].filter((each) => !each.closest("svg"))) {
    const [before, after] = ["::before", "::after"].map((pseudo) => pseudoOf(box, pseudo));
    if (!before && !after) continue;
    box.classList.add("flat");
    if (before) box.prepend(before);
    if (after) box.append(after);
  }
  root.append(off);
  const turned = new Map();
  for (const box of root.querySelectorAll("*")) {
    if (box instanceof SVGElement && box.parentElement.closest("svg")) continue; // it says so in the drawing itself
    const style = getComputedStyle(box);
    const matrix = new DOMMatrix(style.transform === "none" ? undefined : style.transform);
    const angle = style.rotate === "none" ? 0 : parseFloat(style.rotate);
    if (!angle && !matrix.b && !matrix.c && matrix.a > 0 && matrix.d > 0) continue;
    const origin = style.transformOrigin.split(" ").map(parseFloat).slice(0, 2);
    turned.set(box, { matrix: new DOMMatrix().rotate(angle).multiply(matrix), origin });
  }
  for (const box of turned.keys()) Object.assign(box.style, { transform: "none", rotate: "none" });
  return turned;
}

function pseudoOf(box, pseudo) {
  const style = getComputedStyle(box, pseudo);
  if (["none", "normal"].includes(style.content) || style.display === "none") return null;
  const made = document.createElement("span");
  for (const name of style) if (name !== "content") made.style.setProperty(name, style.getPropertyValue(name));
  const text = /^"((?:[^"\\]|\\.)*)"/.exec(style.content)?.[1] ?? "";
  made.textContent = text.replace(/\\(.)/g, "$1");
  made.style.transition = "none";
  return made;
}

/** Draw the ground, the edges and the rings of a box. */
export function drawGround(into, style, place, context, element) {
  if (!place.width && !place.height) return;
  const radius = Math.min(cornerOf(style, place), place.width / 2, place.height / 2);
  const round = radius > 0 ? { rx: radius } : {};
  if (seen(style.backgroundColor)) into.append(element("rect", { ...place, ...round, fill: style.backgroundColor }));
  drawLayers(into, style, place, round, context, element);
  drawRing(into, style, place, radius, element);
  drawEdges(into, style, place, radius, element);
  const outline = parseFloat(style.outlineWidth);
  if (outline && style.outlineStyle !== "none" && style.outlineStyle !== "auto") {
    const out = parseFloat(style.outlineOffset) + outline / 2;
    into.append(
      element("rect", { ...grown(place, out), fill: "none", stroke: style.outlineColor, "stroke-width": outline }),
    );
  }
}

const seen = (/** @type {string} */ colour) => !/^(transparent|rgba\(.*, 0\)|color\(.* \/ 0\))$/.test(colour);

function cornerOf(style, { width, height }) {
  const [first] = style.borderTopLeftRadius.split(" ");
  return first.endsWith("%") ? (parseFloat(first) / 100) * Math.min(width, height) : parseFloat(first);
}

const grown = ({ x, y, width, height }, by) => ({
  x: x - by,
  y: y - by,
  width: Math.max(0, width + 2 * by),
  height: Math.max(0, height + 2 * by),
});

function drawEdges(into, style, place, radius, element) {
  const sides = ["Top", "Right", "Bottom", "Left"].map((side) => ({
    width: style[`border${side}Style`] === "none" ? 0 : parseFloat(style[`border${side}Width`]),
    colour: style[`border${side}Color`],
    line: style[`border${side}Style`],
  }));
  const [first] = sides;
  if (!sides.some(({ width }) => width)) return;
  if (sides.every(({ width, colour }) => width === first.width && colour === first.colour)) {
    into.append(
      element("rect", {
        ...grown(place, -first.width / 2),
        rx: Math.max(0, radius - first.width / 2),
        fill: "none",
        stroke: first.colour,
        "stroke-width": first.width,
        ...dashes(first),
      }),
    );
    return;
  }
  drawSides(into, sides, place, element);
}

/** The corners of a rectangle, clockwise from the one at the top left. @returns {[number, number][]} */
const cornersOf = (left, top, right, bottom) => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
];

/** Each side for itself; where sides meet they are mitred, so that an arrow of edges stays one. */
function drawSides(into, sides, { x, y, width, height }, element) {
  const [top, right, bottom, left] = sides.map((side) => side.width);
  const outer = cornersOf(x, y, x + width, y + height);
  const inner = cornersOf(x + left, y + top, x + width - right, y + height - bottom);
  sides.forEach((side, i) => {
    if (!side.width || !seen(side.colour)) return;
    const next = (i + 1) % 4;
    if (side.line === "solid" || side.line === "double") {
      const corners = [outer[i], outer[next], inner[next], inner[i]];
      const points = corners.map((point) => point.map((value) => value.toFixed(2)).join(" ")).join(" ");
      into.append(element("polygon", { points, fill: side.colour }));
      return;
    }
    // Along the middle of the side, from the left or from the top.
    const half = side.width / 2;
    const dx = [0, -half, 0, half][i];
    const dy = [half, 0, -half, 0][i];
    const [from, to] = i < 2 ? [outer[i], outer[next]] : [outer[next], outer[i]];
    into.append(
      element("line", {
        x1: from[0] + dx,
        y1: from[1] + dy,
        x2: to[0] + dx,
        y2: to[1] + dy,
        stroke: side.colour,
        "stroke-width": side.width,
        ...dashes(side),
      }),
    );
  });
}

function dashes({ line, width }) {
  if (line === "dashed") return { "stroke-dasharray": `${2.5 * width} ${1.8 * width}` };
  return line === "dotted" ? { "stroke-dasharray": `0 ${2 * width}`, "stroke-linecap": "round" } : {};
}

/** Rings are shadows without blur. */
function drawRing(into, style, place, radius, element) {
  if (style.boxShadow === "none") return;
  for (const shadow of apart(style.boxShadow)) {
    const colour = /^[a-z]+\([^)]*\)|^#\w+/.exec(shadow)?.[0];
    const lengths = [...shadow.replace(colour ?? "", "").matchAll(/(-?[\d.]+)px/g)].map(([, value]) => Number(value));
    const [dx, dy, blur, spread] = lengths;
    if (!colour || dx || dy || blur || !spread) continue;
    const by = (shadow.includes("inset") ? -1 : 1) * (spread / 2);
    into.append(
      element("rect", {
        ...grown(place, by),
        rx: radius ? Math.max(0, radius + by) : 0,
        fill: "none",
        stroke: colour,
        "stroke-width": spread,
      }),
    );
  }
}

/** Gradients, the lowest first: a hatching is a gradient that repeats. */
function drawLayers(into, style, place, round, context, element) {
  if (style.backgroundImage === "none") return;
  const images = apart(style.backgroundImage);
  const sizes = apart(style.backgroundSize);
  const positions = apart(style.backgroundPosition);
  images
    .map((image, i) => ({ image, i }))
    .reverse()
    .forEach(({ image, i }) => {
      const area = areaOf(place, sizes[i % sizes.length], positions[i % positions.length]);
      const fill = gradientOf(image, area, context, element);
      if (fill) into.append(element("rect", { ...area, ...round, fill }));
    });
}

function areaOf({ x, y, width, height }, size, position) {
  const length = (text, whole) => {
    if (!text || text === "auto") return whole;
    return text.endsWith("%") ? (parseFloat(text) / 100) * whole : parseFloat(text);
  };
  const [wide, high] = size.split(" ");
  const [w, h] = [length(wide, width), length(high, height)];
  const [across, down] = position.split(" ");
  return { x: x + length(across, width - w), y: y + length(down, height - h), width: w, height: h };
}

function gradientOf(image, { x, y, width, height }, context, element) {
  const found = /^(repeating-)?linear-gradient\((.*)\)$/s.exec(image);
  if (!found || found[2].includes("calc(")) return null;
  const parts = apart(found[2]);
  const degrees = /^-?[\d.]+deg$/.test(parts[0]) ? parseFloat(parts[0]) : null;
  const angle = { "to right": 90, "to left": 270, "to top": 0 }[parts[0]] ?? degrees;
  const stops = (angle === null && !parts[0].startsWith("to ") ? parts : parts.slice(1)).map(stopOf);
  const turn = ((angle ?? 180) * Math.PI) / 180;
  const [dx, dy] = [Math.sin(turn), -Math.cos(turn)];
  const whole = Math.abs(width * dx) + Math.abs(height * dy);
  const lines = stops.flatMap(({ colour, at }) => (at.length ? at : [null]).map((place) => ({ colour, place })));
  const px = lines.map(({ place }, i) => {
    if (place === null) return lines.length === 1 ? 0 : (i / (lines.length - 1)) * whole;
    return place.endsWith("%") ? (parseFloat(place) / 100) * whole : parseFloat(place);
  });
  const period = found[1] ? Math.max(...px) : whole;
  if (!period) return null;
  const [fromX, fromY] = [x + width / 2 - (dx * whole) / 2, y + height / 2 - (dy * whole) / 2];
  const id = `shade-${++context.count}`;
  context.defs.append(
    element(
      "linearGradient",
      {
        id,
        gradientUnits: "userSpaceOnUse",
        x1: fromX,
        y1: fromY,
        x2: fromX + dx * period,
        y2: fromY + dy * period,
        spreadMethod: found[1] ? "repeat" : "pad",
      },
      ...lines.map(({ colour }, i) => element("stop", { offset: px[i] / period, "stop-color": colour })),
    ),
  );
  return `url(#${id})`;
}

function stopOf(text) {
  const colour = /^(?:[a-z-]+\([^)]*\)|#\w+|[a-z]+)/.exec(text)?.[0] ?? "none";
  return { colour, at: text.slice(colour.length).trim().split(/\s+/).filter(Boolean) };
}

/** Split at the commas that stand in no parentheses. */
function apart(/** @type {string} */ text) {
  const parts = [""];
  let depth = 0;
  for (const sign of text) {
    if (sign === "(") depth++;
    if (sign === ")") depth--;
    if (sign === "," && !depth) parts.push("");
    else parts[parts.length - 1] += sign;
  }
  return parts.map((part) => part.trim());
}

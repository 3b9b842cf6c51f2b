// The shapes of the kept figures, painted: areas, lines, many lines, a picture of shades, a line across.

/**
 * @typedef {CanvasRenderingContext2D} Brush
 * @typedef {{x: (v: number) => number, y: (v: number) => number, width: number, height: number}} Scale
 */

const HATCH = { 6: 3 }; // px between lines, by Bokeh's scale

/** @type {Object<string, (brush: Brush, shape: any, scale: Scale) => void>} */
export const painters = {
  VArea(brush, { glyph, data_source: { data } }, scale) {
    const x = column(glyph.x, data);
    if (!x.length) return;
    const [one, other] = [column(glyph.y1, data, x.length), column(glyph.y2, data, x.length)];
    brush.beginPath();
    x.forEach((at, i) => brush.lineTo(scale.x(at), scale.y(other[i])));
    for (let i = x.length - 1; i >= 0; i--) brush.lineTo(scale.x(x[i]), scale.y(one[i]));
    brush.closePath();
    brush.globalAlpha = plain(glyph.fill_alpha ?? 1);
    brush.fillStyle = plain(glyph.fill_color);
    brush.fill();
    if (glyph.hatch_pattern) hatch(brush, glyph, scale);
  },
  Line(brush, { glyph, data_source: { data } }, scale) {
    const [x, y] = ["x", "y"].map((name) => column(glyph[name] ?? { type: "field", field: name }, data));
    stroke(brush, glyph, x, y, scale);
  },
  MultiLine(brush, { glyph, data_source: { data } }, scale) {
    (data.xs ?? []).forEach((xs, i) => {
      stroke(brush, { ...glyph, line_width: column(glyph.line_width, data, i + 1)[i] }, xs, data.ys[i], scale);
    });
  },
  Image(brush, { glyph, data_source: { data } }, scale) {
    const picture = data.image?.[0];
    if (!picture?.bytes) return;
    const { palette } = glyph.color_mapper;
    const dots = new ImageData(picture.columns, picture.rows);
    const colours = palette.map((each) => [1, 3, 5].map((at) => parseInt(each.slice(at, at + 2), 16)));
    for (let row = 0; row < picture.rows; row++) {
      for (let across = 0; across < picture.columns; across++) {
        const shade = picture.bytes[row * picture.columns + across];
        const colour = colours[Math.min(palette.length - 1, Math.floor((shade / 255) * palette.length))];
        dots.data.set([...colour, 255], 4 * ((picture.rows - 1 - row) * picture.columns + across));
      }
    }
    const small = new OffscreenCanvas(picture.columns, picture.rows);
    small.getContext("2d").putImageData(dots, 0, 0);
    const [left, foot] = [scale.x(data.x[0]), scale.y(data.y[0])];
    const [right, head] = [scale.x(data.x[0] + data.dw[0]), scale.y(data.y[0] + data.dh[0])];
    brush.drawImage(small, left, head, right - left, foot - head);
  },
  Span(brush, span, scale) {
    if (typeof span.location !== "number") return;
    const y = scale.y(span.location);
    stroke(brush, span, [0, scale.width], [y, y], { ...scale, x: (value) => value, y: (value) => value });
  },
};

function stroke(brush, look, x, y, scale) {
  if (!x?.length) return;
  brush.beginPath();
  x.forEach((at, i) => brush.lineTo(scale.x(at), scale.y(y[i])));
  brush.globalAlpha = plain(look.line_alpha ?? 1);
  brush.strokeStyle = plain(look.line_color ?? "#000");
  brush.lineWidth = plain(look.line_width ?? 1);
  brush.lineJoin = plain(look.line_join ?? "bevel");
  brush.lineCap = plain(look.line_cap ?? "butt");
  brush.setLineDash(dashes(look.line_dash));
  brush.stroke();
}

function dashes(given) {
  const dash = plain(given ?? []);
  if (Array.isArray(dash)) return dash;
  return { dashed: [6], dotted: [2, 4], solid: [] }[dash] ?? [];
}

/** Lines both ways over the area that was just filled. */
function hatch(brush, look, { width, height }) {
  brush.clip();
  brush.globalAlpha = plain(look.hatch_alpha ?? 1);
  brush.strokeStyle = plain(look.hatch_color);
  brush.lineWidth = 1;
  const step = HATCH[plain(look.hatch_scale)] ?? plain(look.hatch_scale ?? 8);
  brush.beginPath();
  for (let at = -height; at < width + height; at += step) {
    brush.moveTo(at, 0);
    brush.lineTo(at + height, height);
    brush.moveTo(at + height, 0);
    brush.lineTo(at, height);
  }
  brush.stroke();
}

/** A column of the data, or one value for all. */
function column(given, data, length = 1) {
  if (given?.type === "field") return Array.from(data[given.field] ?? []);
  if (typeof given === "string" && given in data) return Array.from(data[given]);
  return Array(length).fill(plain(given ?? 0));
}

const plain = (given) => (given?.type === "value" ? given.value : given);

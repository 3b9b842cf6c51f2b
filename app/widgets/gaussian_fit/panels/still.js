// The landscape as a picture that stands still: drawn by the page itself until a hand asks for Bokeh's.
import { bytes, shades } from "./shades.js";

const channels = (/** @type {string} */ colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

/** @param {HTMLElement} place where Bokeh will draw */
export function makeStill(place) {
  const canvas = place.appendChild(Object.assign(document.createElement("canvas"), { className: "still" }));
  const looks = ["(prefers-color-scheme: dark)", "print"].map((query) => matchMedia(query));
  let again = () => {};
  const redraw = () => again();
  for (const look of looks) look.addEventListener("change", redraw);

  return {
    /**
     * @param {any} data the landscape
     * @param {any} picture of one direction
     * @param {(token: string) => string} colour
     */
    draw(data, picture, colour) {
      again = () => this.draw(data, picture, colour);
      const [rows, columns] = data.size;
      const density = globalThis.devicePixelRatio || 1;
      const [width, height] = [canvas.clientWidth, canvas.clientHeight].map((length) =>
        Math.max(1, Math.round(length * density)),
      );
      Object.assign(canvas, { width, height });
      const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      brush.drawImage(
        shaded(bytes(picture.shades), rows, columns, shades(colour("--valley"), colour("--ground"))),
        0,
        0,
        width,
        height,
      );
      const [[low, high], [bottom, top]] = [data.mu, data.logSigma];
      brush.strokeStyle = colour("--ink");
      brush.globalAlpha = 0.5;
      for (const { level, x, y } of picture.contours) {
        brush.lineWidth = density * (Number.isInteger(level) ? 1.3 : 0.6);
        brush.beginPath();
        x.forEach((mu, i) =>
          brush.lineTo(((mu - low) / (high - low)) * width, (1 - (y[i] - bottom) / (top - bottom)) * height),
        );
        brush.stroke();
      }
    },
    /** Make room for the canvas that lives. */
    remove() {
      for (const look of looks) look.removeEventListener("change", redraw);
      canvas.remove();
    },
  };
}

/** The shades as a picture of one dot a point; the rows come from the smallest σ, and a picture begins at the top. */
function shaded(shade, rows, columns, palette) {
  const dots = new ImageData(columns, rows);
  const colours = palette.map(channels);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const to = 4 * ((rows - 1 - row) * columns + column);
      dots.data.set([...colours[shade[row * columns + column]], 255], to);
    }
  }
  const picture = Object.assign(document.createElement("canvas"), { width: columns, height: rows });
  /** @type {CanvasRenderingContext2D} */ (picture.getContext("2d")).putImageData(dots, 0, 0);
  return picture;
}

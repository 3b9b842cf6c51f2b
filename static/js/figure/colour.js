// A colour as what draws on canvases knows it: a token may be a system's colour or a mixture, and Bokeh wants #rrggbb.

/** @type {CanvasRenderingContext2D | null} */
let pixel = null;

/**
 * What a token of the style sheets comes to at a place, as #rrggbb.
 * @param {Element} place @param {string} token such as "--ink"
 */
export function colourOf(place, token) {
  const probe = document.createElement("i");
  probe.style.color = `var(${token})`;
  probe.hidden = true;
  place.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  const canvas = () => Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  pixel ??= canvas().getContext("2d", { willReadFrequently: true });
  pixel.fillStyle = color;
  pixel.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pixel.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

// A canvas keeps the size that it has on the screen; on paper its frame has another. So a picture of it is printed.

/**
 * Let the canvases in a figure's frames be printed in the size of their frames.
 * @param {HTMLElement} root
 * @param {string} frames the selector of the frames, each with one `.canvas` in it
 * @returns {() => void} stops it
 */
export function printCanvases(root, frames) {
  const before = () => {
    after();
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    for (const frame of root.querySelectorAll(frames)) {
      const layers = canvasesIn(frame.querySelector(".canvas")).filter(({ width, height }) => width * height);
      if (!layers.length) continue;
      const image = document.createElement("img");
      Object.assign(image, { className: `canvas-printed${dark ? " dark" : ""}`, alt: "", src: flattened(layers) });
      frame.prepend(image);
      // What is drawn over a canvas in pixels is fitted to the frame as the picture of the canvas is.
      for (const over of frame.querySelectorAll("svg.over:not([viewBox])")) {
        const box = over.getBoundingClientRect();
        over.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
        over.setAttribute("preserveAspectRatio", "none");
        over.setAttribute("data-fitted", "");
      }
    }
  };
  const after = () => {
    for (const image of root.querySelectorAll(".canvas-printed")) image.remove();
    for (const over of root.querySelectorAll("svg.over[data-fitted]")) {
      for (const name of ["viewBox", "preserveAspectRatio", "data-fitted"]) over.removeAttribute(name);
    }
  };
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);
  return () => {
    removeEventListener("beforeprint", before);
    removeEventListener("afterprint", after);
  };
}

/** The canvases in an element, also behind shadow roots, the lowest first. @returns {HTMLCanvasElement[]} */
export function canvasesIn(/** @type {Element | ShadowRoot | null} */ place) {
  return [...(place?.querySelectorAll("*") ?? [])].flatMap((each) => [
    ...(each instanceof HTMLCanvasElement ? [each] : []),
    ...canvasesIn(each.shadowRoot),
  ]);
}

/** Canvases of one size as one picture. @returns {string} its address, of the kind `data:` */
export function flattened(/** @type {HTMLCanvasElement[]} */ layers) {
  const { width, height } = layers[0];
  const whole = Object.assign(document.createElement("canvas"), { width, height });
  for (const layer of layers) whole.getContext("2d").drawImage(layer, 0, 0, width, height);
  return whole.toDataURL();
}

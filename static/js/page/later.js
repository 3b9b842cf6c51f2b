// What a page fetches once its text is painted, so that nothing stands between the reader and the text.

const later = JSON.parse(document.getElementById("later")?.textContent ?? '{"modules": [], "canvases": {}}');

/** Begin to fetch everything at once: import after import would cost a journey to the server each. */
export function fetchAhead() {
  for (const href of later.modules) {
    document.head.append(Object.assign(document.createElement("link"), { href, rel: "modulepreload" }));
  }
}

/** The address of Bokeh's script, which draws the canvases of the figures that have some. @type {string | undefined} */
export const bokeh = later.bokeh;

/** The addresses of the figures that Bokeh draws, by their names. @type {Object<string, string>} */
export const canvases = later.canvases;

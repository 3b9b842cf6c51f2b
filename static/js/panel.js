// Panel and Bokeh bring the wire and the Bokeh figures. Their 3 MB of script come after the text is painted and the widgets live.
import { libraries } from "wd/later.js";

/** Load the libraries in their order, then run the script with which Bokeh opens its session. */
export async function startPanel() {
  const start = document.getElementById("panel-start");
  if (!start) return;
  window.importShim = (url) => import(url); // Panel's own loader of modules is this, where a browser has import maps
  window.importShim.addImportMap = () => {};
  await Promise.all(libraries.map(load));
  const script = document.createElement("script");
  script.nonce = start.nonce;
  script.textContent = start.textContent;
  document.head.append(script);
}

function load(src) {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src, async: false, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

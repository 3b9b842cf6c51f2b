// Panel and Bokeh bring the wire and the Bokeh figures. Their 3 MB of script come after the text is painted and the widgets live.
import { libraries } from "wd/later.js";

/** Load the libraries in their order, then run the script with which Bokeh opens its session. */
export async function startPanel() {
  const start = document.getElementById("panel-start");
  if (!start) return;
  window.importShim = (url) => import(url); // Panel's own loader of modules is this, where a browser has import maps
  window.importShim.addImportMap = () => {};
  for (const library of libraries) await loadWhenThere(library); // all are on their way already; they run in their order
  const script = document.createElement("script");
  script.nonce = start.nonce;
  script.textContent = start.textContent;
  document.head.append(script);
}

const RETRY = 3000; // ms: a server that is away now comes back

async function loadWhenThere(src) {
  while (!(await load(src).then(() => true, () => false))) {
    document.dispatchEvent(new CustomEvent("wd:connection", { detail: { status: "offline" } }));
    await new Promise((resolve) => setTimeout(resolve, RETRY));
  }
}

function load(src) {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src, async: false, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

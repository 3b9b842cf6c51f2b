// Panel and Bokeh bring the wire and the Bokeh figures. Their 3 MB of script come after the text is painted and the widgets live.
import { serverIsThere } from "wd/page/health.js";
import { libraries } from "wd/page/later.js";

const RETRY = 3000; // ms: a server that is away now comes back
const PATIENCE = 20_000; // ms in which a session opens, or will not

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
const announce = (status) => document.dispatchEvent(new CustomEvent("wd:connection", { detail: { status } }));

/** Load the libraries in their order, then open Bokeh's session; again and again, as long as the server is away. */
export async function startPanel() {
  const start = document.getElementById("panel-start");
  if (!start) return;
  window.importShim = (url) => import(url); // Panel's own loader of modules is this, where a browser has import maps
  window.importShim.addImportMap = () => {};
  for (const library of libraries) await until(() => load(library)); // all are on their way; they run in their order
  await until(() => open(start));
}

async function until(done) {
  while (!(await done())) {
    announce("offline");
    await pause(RETRY);
  }
}

/** @returns {Promise<boolean>} whether the script arrived and ran */
function load(src) {
  return new Promise((resolve) => {
    const script = Object.assign(document.createElement("script"), { src, async: false, onload: () => resolve(true), onerror: () => resolve(false) });
    document.head.append(script);
  });
}

/** Run the script with which Bokeh opens its session. Bokeh itself never tries a first time again. */
async function open(start) {
  if (!(await serverIsThere())) return false;
  const live = new Promise((resolve) => {
    const hear = ({ detail }) => {
      if (detail.status !== "live") return;
      document.removeEventListener("wd:connection", hear);
      resolve(true);
    };
    document.addEventListener("wd:connection", hear);
  });
  const script = document.createElement("script");
  script.nonce = start.nonce;
  script.textContent = start.textContent;
  document.head.append(script);
  return Promise.race([live, pause(PATIENCE).then(() => false)]);
}

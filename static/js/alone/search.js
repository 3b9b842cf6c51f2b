// The search of a course that stands by itself: its index is a script, which pages from a disk may load.
import { kept } from "./carried.js";
import { makeSearch } from "wd/page/search_dialog.js";

const FIELDS = "input:not([type=radio], [type=checkbox], [type=range]), textarea, select";

/** Let "/" and the link open the search. */
export function offerSearch() {
  if (!document.querySelector("[data-search]")) return;
  let ready = null;
  const open = async () => {
    (await (ready ??= load()))();
  };
  // Before somebody asks: what is typed while it comes would be lost.
  (window.requestIdleCallback ?? setTimeout)(() =>
    setTimeout(() => {
      ready ??= load();
    }, 1000),
  );
  document.addEventListener("click", (event) => {
    if (!(/** @type {Element} */ (event.target).closest?.("[data-search]"))) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.matches(FIELDS);
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
    event.preventDefault();
    open();
  });
}

async function load() {
  await script(`${kept.root}data/search.js`);
  const entries = globalThis.wdSearch.map((entry) => ({ ...entry, address: kept.root + entry.address }));
  return makeSearch(entries);
}

/** Load a script of the course's folder. */
export function script(/** @type {string} */ src) {
  return new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement("script"), { src, onload: resolve, onerror: reject }));
  });
}

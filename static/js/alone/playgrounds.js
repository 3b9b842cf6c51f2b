// The playgrounds of a course that stands by itself: Python comes as a script that holds the worker's text, since a
// page from a disk may start a worker only from what it holds.
import { kept } from "./carried.js";
import { script } from "./search.js";

// Brython reads where it was loaded from, and a worker that a page holds was loaded from nowhere.
const PLACE = `Object.defineProperty(globalThis, "location", { configurable: true, writable: true, value: {
  href: "http://localhost/playground.js", origin: "http://localhost", pathname: "/playground.js", protocol: "http:",
} });\n`;

/** Open a playground where somebody asks for it. */
export function openPlaygrounds() {
  document.addEventListener("click", async ({ target }) => {
    const button = /** @type {Element} */ (target).closest?.(".playground [data-open]");
    if (!(button instanceof HTMLButtonElement) || button.disabled) return;
    const section = /** @type {HTMLElement} */ (button.closest(".playground"));
    button.disabled = true;
    try {
      if (!globalThis.wdPlayground) await script(`${kept.root}lib/playground.js`);
      const url = URL.createObjectURL(new Blob([PLACE, globalThis.wdPlayground], { type: "text/javascript" }));
      section.setAttribute("data-worker", url);
      const { open } = await import("playground/playground.js");
      open(section);
    } catch (error) {
      button.disabled = false;
      section.querySelector("[data-about]").textContent = "Python did not come with this copy of the course.";
      console.warn("playground", error);
    }
  });
}

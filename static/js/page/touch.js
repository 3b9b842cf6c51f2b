// The first touch of a figure: only then the page opens its wire, and the figure gets its canvas.
import { wire } from "wd/page/wire.js";

const SOON = 500; // ms
const NEAR = "200px"; // from the window: what comes into sight soon

/** @returns {HTMLElement | null} */
const figureOf = (/** @type {Element} */ place) => place.closest("figure.widget");

/** Note the first time that a hand or a key is at work in each figure. */
export function noticeTouch() {
  for (const sort of ["pointerdown", "keydown", "input"]) {
    document.addEventListener(
      sort,
      ({ target }) => {
        const figure = target instanceof Element ? figureOf(target) : null;
        if (!figure || figure.dataset.touched) return;
        figure.dataset.touched = "true";
        wire.open(figure.dataset.kind);
        figure.dispatchEvent(new CustomEvent("wd:touched"));
      },
      { capture: true, passive: true },
    );
  }
}

/** Call back, once, when the figure around a place has been touched; in idle time, so that no gesture waits. */
export function whenTouched(/** @type {Element} */ place, /** @type {() => void} */ callback) {
  const figure = figureOf(place);
  // In idle time, but soon: where frames follow upon frames, a browser may find no idle time at all.
  const soon = () =>
    globalThis.requestIdleCallback ? requestIdleCallback(callback, { timeout: SOON }) : setTimeout(callback);
  if (!figure || figure.dataset.touched) soon();
  else figure.addEventListener("wd:touched", soon, { once: true });
}

/** Call back, once, when a place that cannot be seen yet comes near the window. */
export function whenNear(/** @type {Element} */ place, /** @type {() => void} */ callback) {
  const watch = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      callback();
    },
    { rootMargin: NEAR },
  );
  watch.observe(place);
}

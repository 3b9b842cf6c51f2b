// A figure on a wall is as high as the window: what it draws in grows or shrinks until all of it fits.

const LEAST = 0.12; // of the window's height: less is no picture

/** @param {HTMLElement} lab */
export function fillWall(lab) {
  const root = document.documentElement;
  let grown = 0;
  const grow = (/** @type {number} */ pixels) => {
    grown = pixels;
    root.style.setProperty("--grow", `${pixels}px`);
  };
  /** How much room is left, below zero if it does not fit; the lecture's bar floats. */
  const left = () => {
    const { paddingTop, paddingBottom } = getComputedStyle(lab);
    const parts = [...lab.children].filter((part) => !part.matches(".lecture, .visually-hidden"));
    const used = parts.reduce((sum, part) => sum + part.getBoundingClientRect().height, 0);
    return innerHeight - parseFloat(paddingTop) - parseFloat(paddingBottom) - used;
  };
  const fit = () => {
    // A figure may draw in one plane above another, and text may wrap: two trials say how much of a pixel it takes.
    for (let trial = 0; trial < 3; trial++) {
      const before = left();
      if (Math.abs(before) < 2) return;
      const from = grown;
      grow(from + before / 4);
      const taken = before - left();
      grow(Math.max(-LEAST * 2 * innerHeight, from + (taken === 0 ? 0 : (before / 4) * (before / taken))));
    }
  };
  let asked = 0;
  const soon = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(fit);
  };
  addEventListener("resize", soon);
  lab.addEventListener("toggle", soon, { capture: true }); // what was folded is open
  document.addEventListener("wd:alive", soon);
  document.fonts.ready.then(soon);
  soon();
}

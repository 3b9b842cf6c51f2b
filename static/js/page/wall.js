// A figure on a wall is as high as the window: what it draws in grows or shrinks until all of it fits.

const LOST = 0.24; // of the window's height: a picture that loses more is none, and one scrolls instead

const SPARE = 2; // pixels that are left
const AGAIN = 10; // fits of a figure that nobody has touched

/** @param {HTMLElement} lab */
export function fillWall(lab) {
  const root = document.documentElement;
  let grown = 0;
  const grow = (/** @type {number} */ pixels) => {
    grown = pixels;
    root.style.setProperty("--grow", `${pixels}px`);
  };
  /** How many pixels are left, below zero if it does not fit; the lecture's bar floats. */
  const left = () => {
    const { paddingTop, paddingBottom } = getComputedStyle(lab);
    const parts = [...lab.children].filter((part) => !part.matches(".lecture, .visually-hidden"));
    const used = parts.reduce((sum, part) => sum + part.getBoundingClientRect().height, 0);
    return innerHeight - parseFloat(paddingTop) - parseFloat(paddingBottom) - used;
  };
  const fit = () => {
    // A figure may draw in planes above each other, and text may wrap: a trial says how much a pixel more takes.
    for (let trial = 0; trial < 4; trial++) {
      const before = left() - SPARE;
      if (Math.abs(before) < SPARE) return;
      const from = grown;
      grow(from + before / 4);
      const taken = before + SPARE - left();
      grow(taken === 0 ? from : Math.max(-LOST * innerHeight, from + ((before / 4) * before) / taken));
    }
    if (left() < 0) grow(0);
  };
  let asked = 0;
  let again = 0;
  const soon = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(fit);
  };
  const anew = () => {
    again = 0;
    soon();
  };
  addEventListener("resize", anew);
  lab.addEventListener("click", anew); // which may unfold something
  document.fonts.ready.then(anew);
  // It changes by itself too while it comes alive. What never settles is left in peace.
  const sizes = new ResizeObserver(() => again++ < AGAIN && soon());
  for (const part of lab.children) sizes.observe(part);
}

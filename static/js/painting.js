// What must not stand between the reader and the first paint waits for it here.

/** Resolves when the page has been painted; soon after, where nothing is painted (a tab in the background). */
export const painted = () => new Promise((resolve) => {
  requestAnimationFrame(() => setTimeout(resolve));
  setTimeout(resolve, 300);
});

/** Lets the browser paint and answer before more work is done. */
export const breath = () => new Promise((resolve) => setTimeout(resolve));

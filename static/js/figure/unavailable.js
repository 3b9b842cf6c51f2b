// A button that does nothing now keeps the focus: a disabled one would drop it to the page's begin.

/** Say whether a control does something now. */
export function makeUnavailable(/** @type {Element | null} */ control, /** @type {boolean} */ unavailable) {
  control?.setAttribute("aria-disabled", String(unavailable));
}

/** Call `press` when a button is pressed that does something now. */
export function onPress(/** @type {Element | null} */ button, /** @type {() => void} */ press) {
  button?.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") !== "true") press();
  });
}

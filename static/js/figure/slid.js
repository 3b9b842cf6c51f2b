// When a slider has been let go.

const ENDS = ["change", "pointerup", "touchend", "pointercancel", "touchcancel"];

/**
 * Call `end` when a drag of a slider is over; it may be called more than once. WebKit sends no `change` where a page
 * has written the slider's value during the drag, so the end of the pointer counts too.
 */
export function onSlid(/** @type {HTMLInputElement} */ slider, /** @type {() => void} */ end) {
  for (const name of ENDS) slider.addEventListener(name, end);
}

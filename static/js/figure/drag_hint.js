// "Drag me", beside one handle, until someone has.
import { element } from "wd/figure/element.js";

const KEY = "wd-has-dragged";

/** @param {Element | null} column the column whose handle shows it @returns {() => void} takes it away for good */
export function showHint(column) {
  if (!column || remembered()) return () => {};
  const hint = element("span", { class: "hint", "aria-hidden": "true" }, "drag");
  (column.querySelector(".rail") ?? column).append(hint);
  return () => {
    hint.remove();
    try {
      localStorage.setItem(KEY, "1");
    } catch {
      /* private window: it shows again next time */
    }
  };
}

function remembered() {
  try {
    return localStorage.getItem(KEY) === "1";
  } catch {
    return false;
  }
}

// What a file with one figure runs.
import { mountWidgets } from "wd/page/mount.js";
import { noticeTouch } from "wd/page/touch.js";

/** Bring the figure to life. */
export function run() {
  document.documentElement.classList.add("alive");
  noticeTouch();
  return mountWidgets(new Map());
}

// All numbers as a table, where outcomes are also named, removed and added.
import { adopt } from "wd/figure/adopted.js";
import { text } from "wd/figure/paint.js";
import { formatNumber } from "wd/figure/format.js";
import { makeTyped } from "./bars.js";

/**
 * @param {HTMLElement} root the panel
 * @param {import("./bars.js").BarsHost & {rename: Function, remove: Function}} host
 */
export function makeTable(root, host) {
  const { parts: rows, have } = adopt(root.querySelector("tbody"), "tr", (row, index) => makeRow(row, index, host));

  return {
    paint(frame) {
      if (root.hidden) return;
      have(frame.state.labels.length);
      rows.forEach((row, i) => row.paint(frame, i));
    },
  };
}

function makeRow(element, index, host) {
  const typed = makeTyped(element, index, host);
  const surprise = text(element.querySelector(".cell-surprise"));
  const term = text(element.querySelector(".cell-term"));
  const rename = /** @type {HTMLInputElement} */ (element.querySelector("[data-control=rename]"));
  const remove = element.querySelector("[data-control=remove]");
  let shown = null;
  if (host.mayRename) {
    rename.readOnly = false;
    rename.setAttribute("aria-label", `Name of outcome ${index + 1}`);
    rename.addEventListener("change", () => {
      const problem = host.rename(index, rename.value.trim());
      if (problem) rename.setAttribute("aria-invalid", "true");
      else rename.removeAttribute("aria-invalid");
    });
    rename.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        rename.value = shown;
        rename.removeAttribute("aria-invalid");
        host.complain("");
      }
      if (event.key === "Enter") {
        event.preventDefault();
        rename.blur();
      }
    });
  }
  remove?.addEventListener("click", () => host.remove(index));
  return {
    element,
    paint({ state, surprises, terms, pending }, i) {
      for (const refresh of typed) refresh();
      surprise(pending ? "?" : formatNumber(surprises[i]));
      term(pending ? "?" : formatNumber(terms[i]));
      if (state.labels[i] !== shown) {
        shown = rename.value = state.labels[i];
        rename.removeAttribute("aria-invalid");
        remove?.setAttribute("aria-label", `Remove ${shown}`);
      }
    },
  };
}

// The row of controls above the figure and the row of panels below it: those of every figure, and the lock, swapping, adding and pasting.
import { makeControls as makeFigureControls } from "wd/figure/figure_controls.js";

/**
 * @param {Element} root
 * @param {import("wd/figure/figure_controls.js").Acts & {lock: (on: boolean) => void, swap: () => void, add: () => void, paste: (side: "p" | "q") => void}} act
 */
export function makeControls(root, act) {
  const { find, paint } = makeFigureControls(root, act);
  const on = (name, event, listener) => find(name)?.addEventListener(event, listener);
  const [lock, swap] = [find("lock"), find("swap")];
  const panels = [...root.querySelectorAll("[data-panel]")].map(({ dataset: { panel } }) => ({ name: panel, element: root.querySelector(`.panel.${panel}`) }));

  on("lock", "change", ({ target }) => act.lock(target.checked));
  on("swap", "click", act.swap);
  on("add", "click", act.add);
  for (const side of /** @type {const} */ (["p", "q"])) on(`paste-${side}`, "click", () => act.paste(side));

  return {
    /** @param {import("wd/figure/figure_controls.js").Now & {state: import("./model.js").State}} now */
    paint(now) {
      const { state, pending, open } = now;
      paint(now);
      if (lock) Object.assign(lock, { checked: state.lock, disabled: pending });
      if (swap) Object.assign(swap, { disabled: pending || state.lock, title: state.lock ? "P is locked: unlock it to swap" : "" });
      for (const { name, element } of panels) element.hidden = !open.includes(name);
    },
  };
}

// The row of controls above the figure and the row of panels below it: those of every figure, and the direction, σ and
// the best Qs.
import { makeControls as makeFigureControls } from "wd/figure/figure_controls.js";

/**
 * @param {Element} root
 * @param {import("wd/figure/figure_controls.js").Acts & {fixed: (on: boolean) => void, direction: (name: string) =>
 *   void,
 *   best: (direction: string) => void, commit: () => void}} act
 */
export function makeControls(root, act) {
  const { find, paint } = makeFigureControls(root, act, {
    "best-forward": () => act.best("forward"),
    "best-reverse": () => act.best("reverse"),
  });
  const fixed = find("fixed");
  const directions = [...root.querySelectorAll("[data-control=direction]")];
  fixed?.addEventListener("change", () => act.fixed(fixed.checked));
  find("commit")?.addEventListener("click", act.commit);
  for (const radio of directions) radio.addEventListener("change", () => act.direction(radio.value));

  return {
    /**
     * @param {{state: import("./model.js").State, canUndo: boolean, canRedo: boolean, canReset: boolean, pending:
     *   boolean}} now
     */
    paint(now) {
      const { state, pending } = now;
      const open = pending ? [] : state.show;
      paint({ ...now, open });
      if (fixed) Object.assign(fixed, { checked: state.fixed, disabled: pending });
      for (const radio of directions) radio.checked = radio.value === state.direction;
      for (const panel of root.querySelectorAll("[data-panel-of]"))
        panel.hidden = !open.includes(panel.dataset.panelOf);
    },
  };
}

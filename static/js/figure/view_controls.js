// The controls around a figure, as its view answers them.
import { makeControls } from "wd/figure/figure_controls.js";
import { linkTo } from "wd/figure/query.js";
import { same, withPanels } from "wd/figure/states.js";

/**
 * @param {import("wd/figure/view.js").View} view @param {import("wd/figure/kind.js").Kind} kind
 * @param {{travel: (what: string, direction: "undo" | "redo") => void, open: (name: string, open: boolean) => void}}
 *   acts
 * @returns {{paint: (history: {canUndo: boolean, canRedo: boolean}, open: readonly string[]) => void}} `open`: the
 *   panels that are
 */
export function controlsOf(view, kind, { travel, open }) {
  const press = (name) => {
    const next = kind.buttons[name](view.state(), view);
    if (typeof next === "string") view.complain(next);
    else if (next) view.change(controls.find(name).textContent.trim(), next);
  };
  const controls = makeControls(
    view.root,
    {
      unit: (unit) => view.change(`Counting in ${unit}`, { ...view.state(), unit }),
      preset: (example, name) =>
        view.change(name, kind.chosen?.(view.state(), example) ?? { ...view.state(), ...example }),
      undo: () => travel("Undone", "undo"),
      redo: () => travel("Redone", "redo"),
      reset: () =>
        kind.reset ? kind.reset(view) : view.change("Back at the start", withPanels(view.first, view.state())),
      panel: open,
      isExample: kind.isExample,
      link: () => linkTo(view.options.link, view.query()),
      complain: (message) => view.complain(message),
    },
    Object.fromEntries(Object.keys(kind.buttons ?? {}).map((name) => [name, () => press(name)])),
  );
  return {
    paint({ canUndo, canRedo }, open) {
      const state = view.state();
      const moves = !view.blocked();
      controls.paint({
        state,
        pending: view.pending,
        canUndo: moves && canUndo,
        canRedo: moves && canRedo,
        canReset: moves && (Boolean(kind.reset) || !same(withPanels(view.first, state), state)),
        open,
      });
    },
  };
}

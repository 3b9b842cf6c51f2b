// The row of controls above the figure and the row of panels below it. A control that was left out is simply not there.

/**
 * @param {Element} root
 * @param {{fixed: (on: boolean) => void, unit: (unit: string) => void, preset: (fields: object, name: string) => void, undo: () => void, redo: () => void,
 *   reset: () => void, panel: (name: string, open: boolean) => void, direction: (name: string) => void, best: (direction: string) => void,
 *   commit: () => void, link: () => Promise<string>}} act
 */
export function makeControls(root, act) {
  const find = (name) => root.querySelector(`[data-control="${name}"]`);
  const on = (name, event, listener) => find(name)?.addEventListener(event, listener);
  const units = [...root.querySelectorAll("[data-control=unit]")];
  const directions = [...root.querySelectorAll("[data-control=direction]")];
  const panels = [...root.querySelectorAll("[data-panel]")];

  on("fixed", "change", ({ target }) => act.fixed(target.checked));
  on("undo", "click", act.undo);
  on("redo", "click", act.redo);
  on("reset", "click", act.reset);
  on("best-forward", "click", () => act.best("forward"));
  on("best-reverse", "click", () => act.best("reverse"));
  on("commit", "click", act.commit);
  on("presets", "change", ({ target }) => {
    const chosen = target.selectedOptions[0];
    if (chosen.dataset.state) act.preset(JSON.parse(chosen.dataset.state), chosen.textContent);
  });
  on("link", "click", async ({ target }) => {
    const before = target.textContent;
    target.textContent = await act.link();
    setTimeout(() => { target.textContent = before; }, 2500);
  });
  for (const radio of units) radio.addEventListener("change", () => act.unit(radio.value));
  for (const radio of directions) radio.addEventListener("change", () => act.direction(radio.value));
  for (const button of panels) button.addEventListener("click", () => act.panel(button.dataset.panel, button.getAttribute("aria-expanded") !== "true"));
  root.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || event.target.matches("input[type=text]")) return;
    event.preventDefault();
    if (event.shiftKey) act.redo(); else act.undo();
  });

  return {
    /** @param {{state: import("./model.js").State, canUndo: boolean, canRedo: boolean, canReset: boolean, pending: boolean}} now */
    paint({ state, canUndo, canRedo, canReset, pending }) {
      const set = (name, property, value) => { const control = find(name); if (control) control[property] = value; };
      set("fixed", "checked", state.fixed);
      set("fixed", "disabled", pending);
      set("undo", "disabled", !canUndo);
      set("redo", "disabled", !canRedo);
      set("reset", "disabled", !canReset);
      set("best-forward", "disabled", pending);
      set("best-reverse", "disabled", pending);
      set("presets", "disabled", pending);
      const select = find("presets");
      if (select) {
        const fits = [...select.options].find(({ dataset }) => dataset.state && isTruth(JSON.parse(dataset.state), state));
        select.value = fits?.value ?? "";
      }
      for (const radio of units) { radio.checked = radio.value === state.unit; radio.disabled = pending; }
      for (const radio of directions) radio.checked = radio.value === state.direction;
      for (const button of panels) {
        button.disabled = pending;
        const open = state.show.includes(button.dataset.panel) && !pending;
        button.setAttribute("aria-expanded", String(open));
      }
      for (const panel of root.querySelectorAll("[data-panel-of]")) panel.hidden = pending || !state.show.includes(panel.dataset.panelOf);
    },
  };
}

function isTruth(fields, state) {
  return ["weights", "means", "sds"].every((name) => fields[name].length === state[name].length && fields[name].every((value, i) => value === state[name][i]));
}

// The row of controls above the figure and the row of panels below it. A control that was left out is simply not there.

/**
 * @param {Element} root
 * @param {{lock: (on: boolean) => void, swap: () => void, unit: (unit: string) => void, preset: (fields: object, name: string) => void, undo: () => void,
 *   redo: () => void, reset: () => void, add: () => void, paste: (side: "p" | "q") => void, panel: (name: string, open: boolean) => void, link: () => Promise<boolean>}} act
 */
export function makeControls(root, act) {
  const find = (name) => root.querySelector(`[data-control="${name}"]`);
  const on = (name, event, listener) => find(name)?.addEventListener(event, listener);
  const units = [...root.querySelectorAll("[data-control=unit]")];
  const panels = [...root.querySelectorAll("[data-panel]")];

  on("lock", "change", ({ target }) => act.lock(target.checked));
  on("swap", "click", act.swap);
  on("undo", "click", act.undo);
  on("redo", "click", act.redo);
  on("reset", "click", act.reset);
  on("add", "click", act.add);
  on("presets", "change", ({ target }) => {
    const chosen = target.selectedOptions[0];
    if (chosen.dataset.state) act.preset(JSON.parse(chosen.dataset.state), chosen.textContent);
  });
  on("link", "click", async ({ target }) => {
    const button = target.closest("button");
    const name = button.textContent;
    if (!(await act.link())) return;
    button.textContent = "Link copied";
    setTimeout(() => { button.textContent = name; }, 2500);
  });
  for (const side of /** @type {const} */ (["p", "q"])) on(`paste-${side}`, "click", () => act.paste(side));
  for (const radio of units) radio.addEventListener("change", () => act.unit(radio.value));
  for (const button of panels) {
    button.addEventListener("click", () => act.panel(button.dataset.panel, button.getAttribute("aria-expanded") !== "true"));
  }
  root.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || event.target.matches("input[type=text], textarea")) return;
    event.preventDefault();
    if (event.shiftKey) act.redo(); else act.undo();
  });

  return {
    /** @param {{state: import("./model.js").State, canUndo: boolean, canRedo: boolean, canReset: boolean, pending: boolean, open: Set<string>}} now */
    paint({ state, canUndo, canRedo, canReset, pending, open }) {
      const set = (name, property, value) => { const control = find(name); if (control) control[property] = value; };
      set("lock", "checked", state.lock);
      set("lock", "disabled", pending);
      set("swap", "disabled", pending || state.lock);
      set("swap", "title", state.lock ? "P is locked: unlock it to swap" : "");
      set("undo", "disabled", pending || !canUndo);
      set("redo", "disabled", pending || !canRedo);
      set("reset", "disabled", pending || !canReset);
      set("presets", "disabled", pending);
      const select = find("presets");
      if (select) {
        const fits = [...select.options].find(({ dataset }) => dataset.state && sameFields(JSON.parse(dataset.state), state));
        if (!fits || select.selectedOptions[0]?.dataset.state !== fits.dataset.state) select.value = fits?.value ?? "";
      }
      for (const radio of units) { radio.checked = radio.value === state.unit; radio.disabled = pending; }
      for (const button of panels) {
        button.disabled = pending;
        button.setAttribute("aria-expanded", String(open.has(button.dataset.panel)));
        root.querySelector(`.panel.${button.dataset.panel}`).hidden = !open.has(button.dataset.panel);
      }
    },
  };
}

function sameFields(fields, state) {
  return ["labels", "p", "q"].every((name) => fields[name].length === state[name].length && fields[name].every((value, i) => value === state[name][i]));
}

// The controls around a figure: unit, examples, undo, panels, link. A control that was left out is simply not there.
import { makeUnavailable, onPress } from "wd/figure/unavailable.js";

/**
 * @typedef {object} Acts what the controls ask for; a figure leaves out those that it has no control for
 * @property {(unit: string) => void} unit
 * @property {(fields: object, name: string) => void} preset
 * @property {() => void} undo
 * @property {() => void} redo
 * @property {() => void} reset
 * @property {(name: string, open: boolean) => void} panel
 * @property {(example: object, state: any) => boolean} [isExample] whether a state is an example; without it, if it
 *   has all that the example sets
 * @property {() => string} link the address that is copied
 * @property {(message: string) => void} complain
 *
 * @typedef {object} Now what the controls show
 * @property {{unit: string}} state
 * @property {boolean} pending a prediction is awaited: nothing can be changed
 * @property {boolean} canUndo
 * @property {boolean} canRedo
 * @property {boolean} canReset
 * @property {readonly string[]} open the panels that are open
 */

/**
 * @param {Element} root
 * @param {Acts} act
 * @param {Object<string, () => void>} [buttons] buttons of this figure alone, by `data-control`
 * @returns {{paint: (now: Now) => void, find: (name: string) => any}}
 */
export function makeControls(root, act, buttons = {}) {
  /** @returns {any} */
  const find = (name) => root.querySelector(`[data-control="${name}"]`);
  const on = (name, event, listener) => find(name)?.addEventListener(event, listener);
  const units = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll("[data-control=unit]")]);
  const panels = /** @type {HTMLButtonElement[]} */ ([...root.querySelectorAll("[data-panel]")]);

  for (const name of /** @type {const} */ (["undo", "redo", "reset"])) onPress(find(name), act[name]);
  for (const [name, press] of Object.entries(buttons)) on(name, "click", press);
  on("presets", "change", ({ target }) => {
    const chosen = target.selectedOptions[0];
    if (chosen.dataset.state) act.preset(JSON.parse(chosen.dataset.state), chosen.textContent);
  });
  on("link", "click", ({ currentTarget }) => copyLink(currentTarget, act));
  for (const radio of units) radio.addEventListener("change", () => act.unit(radio.value));
  for (const button of panels)
    button.addEventListener("click", () =>
      act.panel(button.dataset.panel, button.getAttribute("aria-expanded") !== "true"),
    );
  root.addEventListener("keydown", (/** @type {any} */ event) => {
    if (
      !(event.ctrlKey || event.metaKey) ||
      event.key.toLowerCase() !== "z" ||
      event.target.matches("input[type=text], textarea")
    )
      return;
    event.preventDefault();
    if (event.shiftKey) act.redo();
    else act.undo();
  });

  return {
    find,
    paint({ state, pending, canUndo, canRedo, canReset, open }) {
      const disable = (name, disabled) => {
        const control = find(name);
        if (control) control.disabled = disabled;
      };
      makeUnavailable(find("undo"), !canUndo);
      makeUnavailable(find("redo"), !canRedo);
      makeUnavailable(find("reset"), !canReset);
      disable("presets", pending);
      for (const name of Object.keys(buttons)) disable(name, pending);
      if (find("presets")) showPreset(find("presets"), (example) => (act.isExample ?? isPart)(example, state));
      for (const radio of units) {
        radio.checked = radio.value === state.unit;
        radio.disabled = pending;
      }
      for (const button of panels) {
        button.disabled = pending;
        button.setAttribute("aria-expanded", String(open.includes(button.dataset.panel)));
      }
    },
  };
}

/** The example that the state is, if it is one. */
function showPreset(select, isExample) {
  const fits = [...select.options].find(({ dataset }) => dataset.state && isExample(JSON.parse(dataset.state)));
  if (!fits || select.selectedOptions[0]?.dataset.state !== fits.dataset.state) select.value = fits?.value ?? "";
}

function isPart(fields, state) {
  return Object.entries(fields).every(([name, value]) => JSON.stringify(value) === JSON.stringify(state[name]));
}

/** Copy the address, and say so on the button, or beside it where the figure has a place for that. */
async function copyLink(button, act) {
  const url = act.link();
  const name = button.textContent;
  const beside = button.parentElement.querySelector("[data-role=copied]");
  const copied = await navigator.clipboard?.writeText(url).then(
    () => true,
    () => false,
  );
  if (beside) beside.textContent = copied ? "Copied." : url;
  else if (copied) {
    button.textContent = "Link copied";
    setTimeout(() => {
      button.textContent = name;
    }, 2500);
  } else act.complain(`The browser does not let a page copy here. The link: ${url}`);
}

// A newer state in the place of an older one, under the hands of whoever is at it: the focus stays, and what was typed.

/** @param {HTMLElement} place */
export function swapper(place) {
  let last = "";
  return (/** @type {string} */ html) => {
    if (html === last) return; // a figure on the wall stays as it was dragged
    last = html;
    const active = place.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
    const name = active && nameOf(active);
    const typed = active instanceof HTMLInputElement && active.type !== "radio" ? active.value : null;
    place.innerHTML = html;
    if (!name) return;
    const again = /** @type {HTMLElement | null} */ (place.querySelector(name));
    if (typed !== null && again instanceof HTMLInputElement && again.type !== "checkbox") again.value = typed;
    again?.focus({ preventScroll: true });
  };
}

/** A selector by which a control is found again in the newer state. */
function nameOf(/** @type {HTMLElement} */ control) {
  if (control.id) return `#${CSS.escape(control.id)}`;
  const by = ["name", "value"].map((one) => [one, control.getAttribute(one)]).filter(([, text]) => text !== null);
  const attributes = control instanceof HTMLInputElement && control.type === "number" ? by.slice(0, 1) : by;
  return control.localName + attributes.map(([one, text]) => `[${one}="${CSS.escape(text ?? "")}"]`).join("");
}

// "Show the Python": the lines that compute what a widget shows, kept true to its state, and copied with one press.

/** A plain value as Python writes it; the twin of `literal` in app/figure/python.py. @returns {string} */
export function literal(/** @type {any} */ value) {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (value === null) return "None";
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "object")
    return `{${Object.entries(value)
      .map(([key, each]) => `${literal(key)}: ${literal(each)}`)
      .join(", ")}}`;
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/**
 * @param {HTMLDetailsElement | null} panel
 * @param {string} id the widget's
 * @param {{state: () => object, shownValues?: () => object}} view
 */
export function showPython(panel, id, view) {
  if (!panel) return;
  const names = panel.dataset.names.split(" ");
  const places = [...panel.querySelectorAll("[data-lines]")];
  const refresh = () => {
    if (!panel.open) return;
    const state = view.shownValues?.() ?? view.state();
    const lines = names.map((name) => `${name} = ${literal(state[name])}\n`).join("");
    for (const place of places) if (place.textContent !== lines) place.textContent = lines;
  };
  panel.addEventListener("toggle", refresh);
  for (const name of ["wd:quantities", "wd:state"])
    document.addEventListener(name, (/** @type {any} */ { detail }) => {
      if (detail.widget === id) refresh();
    });
  for (const button of panel.querySelectorAll("[data-copy]")) button.addEventListener("click", () => copy(button));
}

async function copy(button) {
  const code = button.closest("section").querySelector("code");
  try {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = "Copied";
  } catch {
    // Where a page may not copy, the text is marked, so that the reader's own keys do it.
    getSelection().selectAllChildren(code);
    button.textContent = "Marked: copy it with your keys";
  }
  setTimeout(() => {
    button.textContent = "Copy";
  }, 2500);
}

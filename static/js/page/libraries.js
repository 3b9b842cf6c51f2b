// The atlas: show at once what the form asks for, keep it in the address, and open the call that an address names.

/** Let the form of the atlas show and hide without a request; without this, its button asks the server for the same. */
export function filterLibraries() {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-libraries]"));
  if (!form) return;
  form.addEventListener("change", () => show(form));
  if (isChanged(form)) show(form);
  addEventListener("hashchange", openNamed);
  openNamed();
}

/** Whether a form asks for something else than the page shows: somebody was quicker than this script. */
function isChanged(/** @type {HTMLFormElement} */ form) {
  return [...form.elements].some(
    (each) =>
      (each instanceof HTMLInputElement && each.checked !== each.defaultChecked) ||
      (each instanceof HTMLSelectElement && !isAsDrawn(each)),
  );
}

/** Whether the option that is chosen is the one that was drawn so, or else the first. */
function isAsDrawn(/** @type {HTMLSelectElement} */ { options, selectedIndex }) {
  const drawn = [...options].findIndex(({ defaultSelected }) => defaultSelected);
  return selectedIndex === Math.max(0, drawn);
}

function show(form) {
  const asked = new FormData(form);
  const [library, question, bites] = ["library", "question", "bites"].map((name) => String(asked.get(name) ?? ""));
  let count = 0;
  for (const section of document.querySelectorAll("section[data-question]")) {
    const wanted = question === "" || section.getAttribute("data-question") === question;
    let any = false;
    for (const cell of section.querySelectorAll(".cell")) {
      const shown =
        wanted &&
        (library === "" || cell.getAttribute("data-library") === library) &&
        (bites === "" || cell.hasAttribute("data-bites"));
      cell.toggleAttribute("hidden", !shown);
      any ||= shown;
      count += Number(shown);
    }
    section.toggleAttribute("hidden", !any);
  }
  const less = [library, question, bites].some((asked) => asked !== "");
  for (const part of document.querySelectorAll("[data-overall]")) part.toggleAttribute("hidden", less);
  form.querySelector("[data-count]").textContent = String(count);
  const query = new URLSearchParams(
    [...asked].filter(([, value]) => value !== "").map(([name, value]) => [name, String(value)]),
  );
  if (location.protocol === "file:") return; // such a page has no address to keep
  history.replaceState(history.state, "", query.size ? `?${query}` : location.pathname);
}

/** A link to a call shows it whatever is filtered, with its lines. */
function openNamed() {
  const cell = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!cell?.matches(".cell, .column, section[data-question]")) return;
  if (cell.matches(".cell")) /** @type {HTMLDetailsElement} */ (cell).open = true;
  const hidden = [cell, cell.closest("section")].filter((each) => each?.hasAttribute("hidden"));
  for (const each of hidden) each.removeAttribute("hidden");
  if (cell.matches("section[data-question]") && hidden.length)
    for (const each of cell.querySelectorAll(".cell")) each.removeAttribute("hidden");
  cell.scrollIntoView();
}

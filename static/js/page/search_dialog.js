// The search: a field, and below it what was found. Arrows choose, Enter opens, Escape closes.
import { element } from "wd/figure/element.js";
import { excerpt, landing, nearest, rank } from "wd/page/search_rank.js";

const KINDS = {
  word: "word",
  lesson: "lesson",
  page: "reference",
  figure: "figure",
  code: "program",
  question: "question",
};

/** @param {import("wd/page/search_rank.js").Entry[]} entries @returns {() => void} opens the search */
export function makeSearch(entries) {
  const said = element("p", { class: "search-said", role: "status" });
  const list = element("div", { class: "search-found", id: "search-found", role: "listbox", "aria-label": "Found" });
  const field = /** @type {HTMLInputElement} */ (
    element("input", {
      type: "text",
      role: "combobox",
      "aria-label": "Search the course",
      "aria-controls": list.id,
      "aria-expanded": "false",
      "aria-autocomplete": "list",
      placeholder: "A word, a formula, a question",
      autocomplete: "off",
      spellcheck: "false",
      enterkeyhint: "search",
      maxlength: 200,
    })
  );
  const close = element("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, "Close");
  const dialog = /** @type {HTMLDialogElement} */ (
    element(
      "dialog",
      { class: "search", "aria-label": "Search" },
      element("div", { class: "search-field", role: "search" }, field, close),
      said,
      list,
    )
  );
  document.body.append(dialog);
  let chosen = -1;

  const choose = (index) => {
    const options = [...list.children];
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = options.length ? (index + options.length) % options.length : -1;
    options[chosen]?.setAttribute("aria-selected", "true");
    options[chosen]?.scrollIntoView({ block: "nearest" });
    if (chosen < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", options[chosen].id);
  };
  const show = () => {
    const all = rank(entries, field.value);
    const found = all.length ? all : nearest(entries, field.value);
    chosen = -1;
    list.replaceChildren(...found.map((entry, i) => option(entry, i, field.value)));
    list.hidden = !found.length;
    list.scrollTop = 0;
    field.setAttribute("aria-expanded", String(found.length > 0));
    choose(0);
    const places = found.length === 1 ? "one place" : `${found.length} places`;
    said.textContent = !field.value.trim()
      ? "↑ ↓ choose, Enter opens, Escape closes."
      : all.length
        ? `${places.charAt(0).toUpperCase()}${places.slice(1)}.`
        : `Nothing has all of these words. ${found.length ? `Nearest, ${places}.` : "Try fewer of them."}`;
  };
  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => {
    const to = { ArrowDown: chosen + 1, ArrowUp: chosen - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      choose(to);
    }
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      /** @type {HTMLElement} */ (list.children[chosen])?.click();
    }
  });
  // A link to this page's own text would otherwise move it behind the open search.
  list.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  return () => {
    if (dialog.open) return;
    dialog.showModal();
    field.select();
    show();
  };
}

/** @param {import("wd/page/search_rank.js").Entry} entry @param {number} index @param {string} query */
function option(entry, index, query) {
  const title = element(
    "div",
    { class: "search-title" },
    entry.title,
    element("span", {}, `${KINDS[entry.kind]} · ${entry.context}`),
  );
  const row = element(
    "a",
    {
      role: "option",
      id: `search-found-${index}`,
      href: landing(entry, query),
      tabindex: "-1",
      "aria-selected": "false",
    },
    title,
  );
  if (entry.kind !== "question") {
    const { before, hit, after } = excerpt(entry.text, query);
    row.append(element("div", { class: "search-excerpt" }, before, element("mark", {}, hit), after));
  }
  return row;
}

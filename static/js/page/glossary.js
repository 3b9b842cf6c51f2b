// The glossary: show the words that hold what one types, in their name, their other names or their definition.
import { fold } from "wd/page/search_rank.js";

export function filterGlossary() {
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-filter-words]"));
  if (!field) return;
  const said = document.querySelector("[data-filter-said]");
  const entries = [...document.querySelectorAll(".glossary .entry")].map((entry) => {
    const said = [...entry.querySelectorAll("dt, dd:not(.places)")];
    return { entry, words: fold(said.map((each) => each.textContent).join(" ")) };
  });
  field.addEventListener("input", () => {
    const asked = fold(field.value);
    let shown = 0;
    for (const { entry, words } of entries) {
      const fits = asked.every((one) => words.some((word) => word.startsWith(one)));
      entry.toggleAttribute("hidden", !fits);
      shown += Number(fits);
    }
    said.textContent = asked.length ? `${shown} of ${entries.length}` : "";
  });
}

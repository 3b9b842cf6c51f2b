// A definition that hides what lies under it can be put away with Escape, without moving pointer or focus.

export function dismissDefinitions() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const term of document.querySelectorAll(".term:hover, .term:focus-within")) {
      term.classList.add("dismissed");
      const again = () => term.classList.remove("dismissed");
      term.addEventListener("pointerleave", again, { once: true });
      term.addEventListener("focusout", again, { once: true });
    }
  });
}

const EDGE = 12; // px that a definition keeps from the window's sides

/** A definition stands at its word, and within the window: above it, or below where there is no room above. */
export function placeDefinitions() {
  const place = ({ target }) => {
    const term = target.closest?.(".term");
    const shown = term?.querySelector(".term-definition");
    if (!shown) return;
    term.dataset.placed = "true";
    shown.style.translate = "none";
    delete shown.dataset.below;
    const word = term.querySelector(".term-word").getClientRects()[0];
    const box = shown.getBoundingClientRect();
    if (!word || !box.width) return;
    if (word.top - box.height < EDGE) shown.dataset.below = "true";
    const far = box.right - (document.documentElement.clientWidth - EDGE);
    shown.style.translate = `${Math.round(Math.max(EDGE - box.left, Math.min(0, -far)))}px 0`;
  };
  for (const name of ["pointerover", "focusin"]) document.addEventListener(name, place);
}

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

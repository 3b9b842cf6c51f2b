// Waits for a playground to be opened; only then is anything of it fetched.

/** Open a playground where somebody asks for it, or at once where the page's address brings a program for it. */
export function openPlaygrounds() {
  document.addEventListener("click", async (event) => {
    const button = /** @type {Element} */ (event.target).closest?.(".playground [data-open]");
    if (!(button instanceof HTMLButtonElement) || button.disabled) return;
    const section = /** @type {HTMLElement} */ (button.closest(".playground"));
    button.disabled = true;
    try {
      const { open } = await import("playground/playground.js");
      open(section);
    } catch (error) {
      button.disabled = false;
      section.querySelector("[data-about]").textContent =
        "The playground could not be fetched. Check the connection and try again.";
      console.warn("playground", error);
    }
  });
  const [, id] = location.hash.match(/^#(playground-[\w-]+)=/) ?? [];
  const section = id ? document.getElementById(id) : null;
  section?.scrollIntoView();
  /** @type {HTMLElement | null | undefined} */ (section?.querySelector("[data-open]"))?.click();
}

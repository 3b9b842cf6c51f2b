// Waits for a playground to be opened; only then is anything of it fetched.

/** Open a playground where somebody asks for it. */
export function openPlaygrounds() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.(".playground [data-open]");
    if (!button || button.disabled) return;
    const section = button.closest(".playground");
    button.disabled = true;
    try {
      const { open } = await import("/playground/playground.js");
      open(section);
    } catch (error) {
      button.disabled = false;
      section.querySelector("[data-about]").textContent = "The playground could not be fetched. Check the connection and try again.";
      console.warn("playground", error);
    }
  });
}

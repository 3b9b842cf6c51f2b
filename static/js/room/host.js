// The host's steps without leaving the page; without this module the same forms work through an ordinary post.

/** @param {HTMLElement} main */
export function drive(main) {
  const driver = driverOf(main);
  const place = /** @type {HTMLElement} */ (document.getElementById("room"));
  const problem = /** @type {HTMLElement} */ (main.querySelector(".host-problem"));

  place.addEventListener("submit", async (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (!form.matches(".host-form") || button?.value === "delete") {
      if (button?.value === "delete" && !confirm("Delete all answers of this room now?")) event.preventDefault();
      return;
    }
    event.preventDefault();
    const data = new FormData(form);
    data.set("action", button?.value ?? "");
    data.set("driver", driver);
    try {
      const answer = await fetch(form.getAttribute("action") ?? "", {
        method: "POST",
        body: new URLSearchParams(/** @type {any} */ (data)),
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(10_000),
      });
      const said = await answer.json();
      problem.hidden = answer.ok;
      problem.textContent = answer.ok ? "" : said.error;
    } catch {
      problem.hidden = false;
      problem.textContent = "Your line is down: the step was not taken. Try again.";
    }
  });

  // A presenter's remote sends these keys.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "PageDown" || /** @type {HTMLElement} */ (event.target).matches("input")) return;
    event.preventDefault();
    /** @type {HTMLButtonElement | null} */ (place.querySelector(".host-next button.primary"))?.click();
  });
}

/** Which page this is: the same after it was loaded again, and another in another tab. */
function driverOf(/** @type {HTMLElement} */ main) {
  const fresh = main.dataset.driver ?? "";
  try {
    const name = `wd-driver ${main.dataset.room}`;
    const kept = sessionStorage.getItem(name) ?? fresh;
    sessionStorage.setItem(name, kept);
    return kept;
  } catch {
    return fresh;
  }
}

// The host's steps without leaving the page; without this module the same forms work through an ordinary post.

const TRIES = 3;
const LIMIT = 10_000; // ms for one of them
const AGAIN = 1000; // ms until the next
const AWAY = [502, 504]; // a proxy says so, not the course

/** @param {HTMLElement} main */
export function drive(main) {
  const driver = driverOf(main);
  const place = /** @type {HTMLElement} */ (document.getElementById("room"));
  const problem = /** @type {HTMLElement} */ (main.querySelector(".host-problem"));
  const say = (/** @type {string} */ text) => {
    problem.hidden = !text;
    problem.textContent = text;
  };

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
      const body = new URLSearchParams(/** @type {any} */ (data));
      const answer = await post(form.getAttribute("action") ?? "", body, () => say("No answer yet; it is sent again."));
      const said = await answer.json();
      say(answer.ok ? "" : said.error);
    } catch {
      say("There is no answer, so the step may not have been taken. Try again: it is taken once.");
    }
  });

  // A presenter's remote sends these keys.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "PageDown" || /** @type {HTMLElement} */ (event.target).matches("input")) return;
    event.preventDefault();
    /** @type {HTMLButtonElement | null} */ (place.querySelector(".host-next button.primary"))?.click();
  });
}

/**
 * Take a step, which names the one before it: sent again, it is taken once.
 * @param {string} address
 * @param {URLSearchParams} body
 * @param {() => void} again is called before it is sent again
 */
async function post(address, body, again, tries = TRIES) {
  try {
    const signal = AbortSignal.timeout(LIMIT);
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" }, signal });
    if (AWAY.includes(answer.status)) throw new Error(String(answer.status));
    return answer;
  } catch (error) {
    if (tries === 1) throw error;
    again();
    await new Promise((passed) => setTimeout(passed, AGAIN));
    return post(address, body, again, tries - 1);
  }
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

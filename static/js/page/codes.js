// A completion code without leaving the page; without this module the same form leads to a page with the code.
import { withRecord } from "wd/page/carried.js";
import { replaceFragments } from "wd/page/fragments.js";

const LIMIT = 20_000; // ms
const FORM = "application/x-www-form-urlencoded;charset=UTF-8";

/** Send the form that asks for a code in place, and let the code be copied. */
export function giveCodes() {
  document.addEventListener("submit", (event) => {
    const form = /** @type {Element} */ (event.target).closest("form.code-form");
    if (!(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    ask(form);
  });
  document.addEventListener("click", ({ target }) => {
    const button = /** @type {Element} */ (target).closest?.("[data-copies-code]");
    if (button) copy(button.closest(".code-given"));
  });
}

async function ask(form) {
  const status = form.querySelector(".check-status");
  status.textContent = "Sending …";
  try {
    const body = withRecord(new URLSearchParams(/** @type {any} */ (new FormData(form))).toString(), FORM);
    const headers = { Accept: "application/json", "Content-Type": FORM };
    const signal = AbortSignal.timeout(LIMIT);
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body, headers, signal });
    const said = await answer.json();
    if (!answer.ok) {
      status.textContent = said.error;
      return;
    }
    replaceFragments(said.fragments);
    document.getElementById("lesson-code")?.focus();
  } catch {
    status.textContent = "There is no connection to the server; try again in a moment.";
  }
}

async function copy(given) {
  const field = given.querySelector("[data-code]");
  const status = given.querySelector(".check-status");
  try {
    await navigator.clipboard.writeText(field.value);
    status.textContent = "Copied.";
  } catch {
    field.select();
    status.textContent = "Marked: copy it with your keys.";
  }
}

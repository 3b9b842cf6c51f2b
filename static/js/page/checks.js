// Answers without leaving the page: each is kept in the outbox, sent from there, and what comes back are the changed
// parts of the page. Without this module the same forms work through an ordinary post.
import { newId } from "wd/outbox/new_id.js";
import { outbox } from "wd/outbox/outbox.js";
import { onOutcome, onWaiting, send } from "wd/outbox/sender.js";
import { whose } from "wd/outbox/whose.js";
import { replaceFragments } from "wd/page/fragments.js";
import { givenIn, respond, responseIn, sameResponse, seedIn } from "wd/page/response.js";

/** @typedef {import("wd/outbox/outbox.js").Deed} Deed */

const PATIENCE = 600; // ms: what takes longer is worth a word
const SOON = 10_000; // ms: after that a reader is elsewhere, and the focus is left where it is
const KEPT = {
  answer: "Kept, marked when you are back.",
  keep: "Kept: what to compare it with comes when you are back.",
  hint: "Kept: the hint opens when you are back.",
  solution: "Kept: the solution opens when you are back.",
  another: "Kept: fresh numbers come when you are back.",
};
const WORDS = ["answer", "keep"]; // what says something, and may be done again in other words
const GOES_ON = "Sending goes on by itself.";

/**
 * The deeds about this page's questions that wait, and when they were done here.
 * @type {Map<string, {deed: Deed, pressed: number}>}
 */
const waiting = new Map();

/** Send each question's form in place, and show what an earlier page has left unsent. */
export async function sendForms() {
  document.addEventListener("submit", (event) => {
    const form = /** @type {Element} */ (event.target).closest("form.check-form");
    if (!form) return;
    event.preventDefault();
    press(form, event.submitter);
  });
  onOutcome(settle);
  onWaiting(({ deeds, trouble }) => {
    if (trouble) for (const deed of deeds) say(deed, reasonOf(deed, trouble));
  });
  for (const deed of await outbox.waiting()) recall(deed);
}

async function press(form, button) {
  const data = new FormData(form);
  if (button?.name) data.set(button.name, button.value);
  const action = /** @type {Deed["action"]} */ (data.get("action") ?? "answer");
  const url = form.getAttribute("action");
  const seed = seedIn(form);
  // What waits already is not done twice.
  if (
    [...waiting.values()].some(
      ({ deed }) =>
        deed.url === url &&
        deed.action === action &&
        seedOf(deed) === seed &&
        (!WORDS.includes(action) || sameResponse(deed.answers, responseIn(form))),
    )
  )
    return;
  const id = newId();
  data.set("event", id);
  if (action === "hint") data.set("hint", String(form.querySelectorAll(".hints > li").length + 1));
  /** @type {Deed} */
  const deed = {
    id,
    who: whose(),
    at: Date.now(),
    url,
    action,
    answers: responseIn(form),
    type: "application/x-www-form-urlencoded;charset=UTF-8",
    body: new URLSearchParams(/** @type {any} */ (data)).toString(),
  };
  waiting.set(id, { deed, pressed: performance.now() });
  say(deed, "");
  setTimeout(() => {
    if (waiting.has(id) && statusOf(deed)?.textContent === "") say(deed, "Sending …");
  }, PATIENCE);
  await outbox.put(deed);
  send();
}

/** Show what waits since an earlier page. */
function recall(/** @type {Deed} */ deed) {
  const form = formOf(deed);
  if (!form || waiting.has(deed.id)) return;
  waiting.set(deed.id, { deed, pressed: -Infinity });
  const untouched = sameResponse(responseIn(form), givenIn(form));
  if (WORDS.includes(deed.action) && seedOf(deed) === seedIn(form) && untouched) respond(form, deed.answers);
  say(deed, `${KEPT[deed.action]} ${GOES_ON}`);
}

function reasonOf(deed, { offline, reason }) {
  if (!outbox.lasts) {
    return (
      "This browser lets a page keep nothing for later, as in a private window: leave this page open, " +
      `and it is marked when you are back. ${GOES_ON}`
    );
  }
  if (reason) return `Kept in this browser: the record of your work ${reason}. ${GOES_ON}`;
  return `${offline ? KEPT[deed.action] : "Kept in this browser: the server cannot take it now."} ${GOES_ON}`;
}

function settle(/** @type {Deed} */ deed, { fragments, refused }) {
  const mine = waiting.get(deed.id);
  if (!mine) return;
  waiting.delete(deed.id);
  const form = formOf(deed);
  if (refused || !form) {
    say(deed, refused ?? "");
    return;
  }
  const { id } = form.closest(".check");
  const typed = responseIn(form);
  // Whether what stands there is typed, and not this deed's.
  const since = WORDS.includes(deed.action) ? !sameResponse(typed, deed.answers) : deed.action !== "another";
  const busy = form.contains(document.activeElement);
  const typing = since && busy && document.activeElement.matches("input, textarea");
  const more = [...waiting.values()].some((other) => other.deed.url === deed.url);
  replaceFragments(more ? Object.fromEntries(Object.entries(fragments).filter(([name]) => name !== id)) : fragments);
  if (more) return;
  const fresh = formOf(deed);
  if (since && fresh && seedIn(fresh) === seedOf(deed)) respond(fresh, typed);
  if (typing) /** @type {HTMLElement | null} */ (fresh?.querySelector("[name=answer]"))?.focus();
  else if (busy || performance.now() - mine.pressed < SOON) focusAfter(document.getElementById(id), deed.action);
}

const seedOf = (/** @type {Deed} */ deed) => new URLSearchParams(deed.body).get("seed") ?? "";

/** @returns {HTMLFormElement | undefined} */
const formOf = ({ url }) => {
  const forms = /** @type {HTMLFormElement[]} */ ([...document.querySelectorAll("form.check-form")]);
  return forms.find((form) => form.getAttribute("action") === url);
};

const statusOf = (/** @type {Deed} */ deed) => formOf(deed)?.querySelector(".check-status");

function say(deed, words) {
  const status = statusOf(deed);
  if (status && status.textContent !== words) status.textContent = words;
}

/** After the exchange the focus goes where the reader's eye goes: to the verdict, the hint, or the fresh question. */
function focusAfter(check, action) {
  const target =
    { answer: ".verdict, .compare", hint: ".hints li:last-child", solution: ".solution", another: ".check-prompt" }[
      action
    ] ?? ".verdict";
  const element = check?.querySelector(target);
  if (!element) return;
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
}

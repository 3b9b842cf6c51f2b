// Drafts: what is typed and not sent, and where a lesson's figures stand. They outlive Back, reload and the browser, a
// set for each tab and lesson; a tab that has none of its own takes on the newest that a closed tab has left.
import { whose } from "wd/outbox/whose.js";
import { givenIn, respond, responseIn, sameResponse, seedIn } from "wd/page/response.js";
import { knowTabs } from "wd/page/tab.js";

/**
 * @typedef {object} Draft
 * @property {number} at when it was last changed, in ms; only ever compared
 * @property {string} tab
 * @property {Object<string, {seed: string, response: string[]}>} responses by the address of the question's form
 * @property {Object<string, {first: string, state: object}>} figures by widget; `first` is the lesson's state, in JSON
 */

const PREFIX = "wd-draft ";
const MOST = 60; // of all lessons and tabs; the oldest go first

/**
 * @param {Map<string, import("wd/page/mount.js").View>} views
 * @param {Promise<void>} alive fulfilled when they are all there
 */
export async function keepDrafts(views, alive) {
  const lesson = /** @type {HTMLElement | null} */ (document.querySelector("main[data-lesson]"))?.dataset.lesson;
  if (!lesson) {
    forgetOthers();
    return;
  }
  const named = knowTabs();
  // What is typed or moved before the tab has its name is noted once it has.
  for (const sort of ["input", "change"]) {
    document.addEventListener(sort, ({ target }) => {
      if (target instanceof Element && target.closest("form.check-form")) named.then(() => noteResponses());
    });
  }
  document.addEventListener("wd:state", ({ detail: { widget } }) => named.then(() => noteFigure(widget)));
  const { tab, living } = await named;
  const drafts = forgetOthers().filter(({ key }) => key.startsWith(keyOf(lesson, "")));
  const own = drafts.find(({ draft }) => draft.tab === tab) ?? drafts.find(({ draft }) => !living.has(draft.tab));
  if (own && own.draft.tab !== tab) remove(own.key);
  /** @type {Draft} */
  const draft = { responses: {}, figures: {}, ...own?.draft, at: Date.now(), tab };
  restoreResponses(draft);

  const save = () => {
    draft.at = Date.now();
    const empty = !Object.keys(draft.responses).length && !Object.keys(draft.figures).length;
    if (empty) remove(keyOf(lesson, tab));
    else write(keyOf(lesson, tab), draft);
  };
  const noteResponses = () => {
    const typed = forms().filter((form) => !sameResponse(responseIn(form), givenIn(form)));
    draft.responses = Object.fromEntries(
      typed.map((form) => [form.getAttribute("action"), { seed: seedIn(form), response: responseIn(form) }]),
    );
    save();
  };
  document.addEventListener("wd:outcome", noteResponses); // what is graded is no draft any more
  const noteFigure = (/** @type {string} */ widget) => {
    const view = views.get(widget);
    if (!view) return;
    const [first, state] = [firstOf(widget), view.state()];
    if (JSON.stringify(state) === first) delete draft.figures[widget];
    else draft.figures[widget] = { first, state };
    save();
  };
  await alive;
  restoreFigures(draft, views);
}

function restoreResponses(/** @type {Draft} */ draft) {
  for (const [address, { seed, response }] of Object.entries(draft.responses)) {
    const form = formAt(address);
    // What a hand has typed since the page came is newer; a draft for other numbers is for another question.
    if (form && seedIn(form) === seed && sameResponse(responseIn(form), givenIn(form))) respond(form, response);
  }
}

function restoreFigures(/** @type {Draft} */ draft, views) {
  const asked = [...new URLSearchParams(location.search).keys()];
  for (const [widget, { first, state }] of Object.entries(draft.figures)) {
    // A link that names a state is what somebody wants to see; and a lesson that has changed begins anew.
    if (asked.some((name) => name.startsWith(`${widget}.`)) || first !== firstOf(widget)) continue;
    const view = views.get(widget);
    if (view && JSON.stringify(view.state()) === first) view.restore?.(structuredClone(state));
  }
}

const forms = () => /** @type {HTMLFormElement[]} */ ([...document.querySelectorAll("form.check-form")]);
const formAt = (address) => forms().find((form) => form.getAttribute("action") === address);
const firstOf = (widget) => {
  const script = document.querySelector(`#widget-${CSS.escape(widget)} .widget-state`);
  return script ? JSON.stringify(JSON.parse(script.textContent).state) : "";
};

const keyOf = (lesson, tab) => `${PREFIX}${whose()} ${lesson} ${tab}`;

/**
 * Take away what another learner of this browser has left, and what is too much.
 * @returns {{key: string, draft: Draft}[]} the others, the newest first
 */
function forgetOthers() {
  /** @type {{key: string, draft: Draft}[]} */
  const kept = [];
  try {
    for (const key of Object.keys(localStorage).filter((each) => each.startsWith(PREFIX))) {
      if (key.startsWith(`${PREFIX}${whose()} `)) kept.push({ key, draft: JSON.parse(localStorage.getItem(key)) });
      else localStorage.removeItem(key);
    }
  } catch {
    return [];
  } // a browser that keeps nothing
  kept.sort((a, b) => b.draft.at - a.draft.at);
  for (const { key } of kept.splice(MOST)) remove(key);
  return kept;
}

function write(key, draft) {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    /* no room: what is typed stays in the page */
  }
}

function remove(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    /* a browser that keeps nothing */
  }
}

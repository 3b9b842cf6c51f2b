// A committed prediction is kept by the server, which computes the truth itself from the state that the learner saw.
import { newId } from "wd/outbox/new_id.js";
import { outbox } from "wd/outbox/outbox.js";
import { onOutcome, send } from "wd/outbox/sender.js";
import { whose } from "wd/outbox/whose.js";
import { replaceFragments } from "wd/page/fragments.js";

/** Send each prediction that a widget commits. @param {Map<string, import("wd/page/mount.js").View>} views */
export function sendPredictions(views) {
  const lesson = lessonHere();
  if (!lesson) return;
  document.addEventListener("wd:prediction", async ({ detail }) => {
    const { widget, prediction } = detail;
    const id = newId();
    const guess = Number.isFinite(detail.guess) ? detail.guess : String(detail.guess);
    const body = JSON.stringify({ event: id, guess, state: detail.state ?? views.get(widget).state() });
    const url = `/lessons/${lesson}/predictions/${prediction}`;
    const deed = { id, who: whose(), at: Date.now(), url, type: "application/json", body, widget, guess };
    await outbox.put({ ...deed, action: "prediction" });
    send();
  });
  onOutcome((deed, { fragments, refused }) => {
    if (deed.action !== "prediction" || !deed.url.startsWith(`/lessons/${lesson}/`)) return;
    if (fragments) replaceFragments(fragments);
    else tellNotice(`Your prediction could not be kept: ${refused}`);
  });
}

/** Show again what an earlier page has left unsent. @param {Map<string, import("wd/page/mount.js").View>} views */
export async function recallPredictions(views) {
  const lesson = lessonHere();
  if (!lesson) return;
  for (const { action, url, widget, guess, body } of await outbox.waiting()) {
    if (action !== "prediction" || !url.startsWith(`/lessons/${lesson}/`)) continue;
    views.get(widget)?.recall?.(Number(guess), JSON.parse(body).state);
  }
}

/** @returns {string | undefined} */
const lessonHere = () => /** @type {HTMLElement | null} */ (document.querySelector("[data-lesson]"))?.dataset.lesson;

const tellNotice = (text) => document.dispatchEvent(new CustomEvent("wd:notice", { detail: { text } }));

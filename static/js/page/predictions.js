// A committed prediction is kept by the server, which computes the truth itself from the state that the learner saw.
import { newId, post, replaceFragments } from "wd/page/post.js";

/** Send each prediction that a widget commits. @param {Map<string, {state: () => object}>} views */
export function sendPredictions(views) {
  const lesson = document.querySelector("[data-lesson]")?.dataset.lesson;
  if (!lesson) return;
  document.addEventListener("wd:prediction", async ({ detail }) => {
    const { widget, prediction, guess } = detail;
    const body = JSON.stringify({ event: newId(), guess: Number.isFinite(guess) ? guess : String(guess), state: detail.state ?? views.get(widget).state() });
    try {
      const { fragments } = await post(`/lessons/${lesson}/predictions/${prediction}`, body, "application/json");
      replaceFragments(fragments);
    } catch (error) {
      document.dispatchEvent(new CustomEvent("wd:notice", { detail: { text: `Your prediction could not be kept: ${error.message}` } }));
    }
  });
}

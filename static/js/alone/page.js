// What a page of the course runs that stands by itself: in a file, or on a web server that computes nothing.
import { mountWidgets } from "wd/page/mount.js";
import { followLiveNumbers } from "wd/page/live.js";
import { noticeTouch } from "wd/page/touch.js";
import { dismissDefinitions } from "wd/page/terms.js";
import { reachScrollers } from "wd/page/scrollers.js";
import { offerHelp } from "wd/page/help.js";
import { unfoldForPrint } from "wd/page/printing.js";
import { filterLibraries } from "wd/page/libraries.js";
import { kept } from "./carried.js";
import { revealPredictions, tellCourse, tellProgress } from "./lesson.js";
import { openPlaygrounds } from "./playgrounds.js";
import { answerQuestions } from "./questions.js";
import { joinCourseSystem } from "./scorm.js";
import { offerSearch } from "./search.js";

/** The atlas shows what its address asks for; on the course itself the server does that. */
function askedLibraries() {
  const form = document.querySelector("form[data-libraries]");
  if (!form || !location.search) return;
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.querySelector(`[name=${CSS.escape(name)}]`);
    if (field instanceof HTMLInputElement) field.checked = true;
    else if (field instanceof HTMLSelectElement) field.value = value;
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Bring the page to life. */
export function run() {
  document.documentElement.classList.add("alive");
  followLiveNumbers();
  noticeTouch();
  dismissDefinitions();
  reachScrollers();
  filterLibraries();
  askedLibraries();
  offerSearch();
  offerHelp();
  unfoldForPrint();
  openPlaygrounds();
  tellCourse();
  if (kept.lesson) {
    if (kept.scorm) joinCourseSystem();
    answerQuestions();
    revealPredictions();
    tellProgress();
  }
  return mountWidgets(new Map());
}

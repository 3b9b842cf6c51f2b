// A lesson as a SCORM 1.2 object: its record is kept by the course system, which is spoken to rarely, at most once a
// minute and when the learner leaves or is done, since players grow slow on a call for every answer.
import { kept } from "./carried.js";
import { done, keepAt, onChange, record } from "./record.js";
import { packed, unpacked } from "./suspended.js";

const REST = 60_000; // ms between two calls while somebody works
const FAR = 12; // windows up and away in which the course system may be

/** Keep the record in the course system, if there is one around this page. @returns {boolean} */
export function joinCourseSystem() {
  const api = found();
  if (!api || api.LMSInitialize("") !== "true") return false;
  const began = Date.now();
  const set = (name, value) => api.LMSSetValue(`cmi.core.${name}`, value);
  let text = api.LMSGetValue("cmi.suspend_data") || "";
  const before = api.LMSGetValue("cmi.core.lesson_status");
  let dirty = before === "not attempted";
  let timer = 0;
  let ended = false;
  keepAt({ read: () => JSON.stringify(unpacked(text), infinity), write: () => {} });

  const tell = () => {
    clearTimeout(timer);
    timer = 0;
    if (!dirty || ended) return;
    dirty = false;
    text = packed(record());
    const { right, questions, complete } = standing();
    api.LMSSetValue("cmi.suspend_data", text);
    set("score.min", "0");
    set("score.max", "100");
    set("score.raw", questions ? ((100 * right) / questions).toFixed(2) : "0");
    // What was once complete stays so, whatever is asked anew.
    set("lesson_status", complete || before === "completed" ? "completed" : "incomplete");
    set("exit", complete ? "" : "suspend");
    api.LMSCommit("");
  };
  const leave = () => {
    if (ended) return;
    dirty = true;
    set("session_time", duration(Date.now() - began));
    tell();
    ended = true;
    api.LMSFinish("");
  };
  onChange(() => {
    dirty = true;
    if (standing().complete) tell();
    else timer ||= setTimeout(tell, REST);
  });
  addEventListener("pagehide", leave);
  addEventListener("beforeunload", leave);
  if (dirty) tell();
  return true;
}

function standing() {
  const ready = done(record(), kept.items);
  const asked = kept.items.filter(({ key }) => key.startsWith("check:"));
  return {
    questions: asked.length,
    right: ready.filter((item) => asked.includes(item)).length,
    complete: ready.length === kept.items.length,
  };
}

/** Where course systems put their side: in a window above this one, or above the one that opened it. */
function found() {
  for (const start of [window, window.opener]) {
    let at = start;
    for (let i = 0; at && i < FAR; i++) {
      try {
        if (at.API) return at.API;
      } catch {
        break;
      } // of another site
      if (at.parent === at) break;
      at = at.parent;
    }
  }
  return null;
}

/** As SCORM 1.2 writes it: HHHH:MM:SS.SS */
function duration(/** @type {number} */ ms) {
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const s = Math.max(0, ms) / 1000;
  const hours = Math.min(9999, Math.floor(s / 3600));
  return `${String(hours).padStart(4, "0")}:${two(Math.floor(s / 60) % 60)}:${(s % 60).toFixed(2).padStart(5, "0")}`;
}

const infinity = (_, value) => (value === Infinity ? "Infinity" : value);

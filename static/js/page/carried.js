// Where a frame may keep no cookie, what a learner has done in a lesson is kept in this browser: signed by the server,
// sent with each answer, and taken back as it has become.
import { isEmbedded } from "wd/page/embed.js";

const FIELD = "carried";
/** @type {string | null} what is carried; null where the server keeps the record */
let record = null;

const key = () => `wd-carried ${location.pathname}`;

/** Ask whether the server keeps this visitor's record; if not, carry it from here on. */
export async function carryRecord(/** @type {(fragments: Object<string, string>) => void} */ replace) {
  if (!isEmbedded() || !document.querySelector("[data-lesson]")) return;
  const [kept, lasting] = stored();
  let answer = await ask(kept);
  if (answer?.error && kept) answer = await ask(""); // what is there is none of this server's
  if (!answer || answer.error || answer.kept) return;
  replace(answer.fragments);
  keep(answer);
  tell(lasting);
}

async function ask(/** @type {string} */ carried) {
  try {
    const answer = await fetch(`${location.pathname}/carried${location.search}`, {
      method: "POST",
      body: JSON.stringify({ [FIELD]: carried }),
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      signal: AbortSignal.timeout(8000),
    });
    return await answer.json();
  } catch {
    return null; // the page is as the server sent it
  }
}

/** Put the record into what is sent. @param {string} body @param {string} type its media type */
export function withRecord(body, type) {
  if (record === null) return body;
  const newest = stored()[0] || record; // another tab may have gone on
  if (type.startsWith("application/json")) return JSON.stringify({ ...JSON.parse(body), [FIELD]: newest });
  const fields = new URLSearchParams(body);
  fields.set(FIELD, newest);
  return fields.toString();
}

/** Keep the record that came back. */
export function keep(/** @type {{carried?: string}} */ answer) {
  if (typeof answer.carried !== "string") return;
  record = answer.carried;
  try {
    localStorage.setItem(key(), record);
  } catch {
    /* it lasts as long as the page */
  }
}

/** @returns {[string, boolean]} what was kept, and whether anything lasts beyond this page */
function stored() {
  try {
    localStorage.setItem("wd-carried", "1");
    return [localStorage.getItem(key()) ?? "", true];
  } catch {
    return ["", false];
  }
}

function tell(/** @type {boolean} */ lasting) {
  const note = document.querySelector(".carried-note");
  if (!note) return;
  const link = Object.assign(document.createElement("a"), {
    href: location.pathname,
    target: "_blank",
    rel: "noopener",
    textContent: "Open the lesson in a tab of its own",
  });
  const where = lasting ? "in this browser, for this page alone" : "only until this page is closed";
  note.replaceChildren(
    `Your browser lets this frame keep no cookie: your work is kept ${where}. `,
    link,
    ", and the course keeps it.",
  );
  note.removeAttribute("hidden");
}

// Which tab this is: a name that outlives reload and Back, and that no other living tab has.
import { newId } from "wd/outbox/new_id.js";

const KEY = "wd-tab";
const lockOf = (/** @type {string} */ tab) => `wd-tab-${tab}`;

/**
 * This tab's name, and the names of the tabs that live; a browser without locks knows of none.
 * @returns {Promise<{tab: string, living: Set<string>}>}
 */
export async function knowTabs() {
  let tab = read() ?? newId();
  // A tab that was doubled brings the other's name with it.
  if (navigator.locks && !(await hold(tab))) await hold((tab = newId()));
  try {
    sessionStorage.setItem(KEY, tab);
  } catch {
    /* the next page of this tab has another name */
  }
  const held = (await navigator.locks?.query())?.held ?? [];
  return { tab, living: new Set(held.map(({ name }) => name.replace(lockOf(""), ""))) };
}

function read() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Keep a name for as long as the page is there. @returns {Promise<boolean>} whether nobody else has it */
function hold(/** @type {string} */ tab) {
  return new Promise((resolve) => {
    navigator.locks.request(lockOf(tab), { ifAvailable: true }, (lock) => {
      resolve(Boolean(lock));
      if (!lock) return undefined;
      // A page that is put away lets go, so that the browser may keep it for Back; then it takes the name again.
      addEventListener(
        "pageshow",
        ({ persisted }) => {
          if (persisted) hold(tab);
        },
        { once: true },
      );
      return new Promise((release) => {
        addEventListener("pagehide", release, { once: true });
      });
    });
  });
}

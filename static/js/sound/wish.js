// Whether figures are to be heard, and how; silence until somebody asks. Kept in this browser.

const KEYS = { on: "wd-sound", brief: "wd-sound-brief" };

/** @typedef {"on" | "brief"} Wish brief: a note when the hand lets go, none while it moves */

/** @returns {boolean} */
export function wished(/** @type {Wish} */ wish) {
  const kept = read(KEYS[wish]);
  // Who asks for less motion gets less sound too, unless they say otherwise.
  if (kept === null) return wish === "brief" && matchMedia("(prefers-reduced-motion: reduce)").matches;
  return kept === "1";
}

export function keepWish(/** @type {Wish} */ wish, /** @type {boolean} */ value) {
  memory.set(KEYS[wish], value ? "1" : "0");
  // A browser that keeps nothing keeps it for this page alone.
  try {
    localStorage.setItem(KEYS[wish], value ? "1" : "0");
  } catch {
    /* as said */
  }
}

const memory = new Map();

function read(key) {
  if (memory.has(key)) return memory.get(key);
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

// Whether the server is there, and what the page says about it: `wd:connection` with "offline", and "live" when it is
// back.

const LIMIT = 5000; // ms in which a server that is there has answered
const RETRY = 3000; // ms between two looks whether it is back,
const PATIENT = 20; // the first so many; later ones are ten times as far apart, and at once where the browser hopes
const HOPE = ["online", "visibilitychange"];

/** @returns {Promise<boolean>} */
export async function serverIsThere() {
  try {
    const answer = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(LIMIT) });
    await answer.text(); // a body that nobody reads keeps its connection open
    return answer.ok;
  } catch {
    return false;
  }
}

/** @type {Promise<void> | null} */
let watching = null;

/**
 * Say that the server is away, look for it until it is there, and say so; whoever asks meanwhile waits for the same.
 */
export function untilServerIsThere() {
  watching ??= watch().finally(() => {
    watching = null;
  });
  return watching;
}

async function watch() {
  announce("offline");
  for (let looks = 1; !(await serverIsThere()); looks++) await pause(RETRY * (looks < PATIENT ? 1 : 10));
  announce("live");
}

/** Wait for about so many ms, or until there may be a connection. */
function pause(/** @type {number} */ ms) {
  return new Promise((/** @type {(nothing?: void) => void} */ resolve) => {
    const timer = setTimeout(done, ms * (0.8 + 0.4 * Math.random()));
    function done() {
      clearTimeout(timer);
      for (const event of HOPE) removeEventListener(event, done, true);
      resolve();
    }
    // In the phase of capture the window hears what happens to its document, too.
    for (const event of HOPE) addEventListener(event, done, true);
  });
}

const announce = (status) => document.dispatchEvent(new CustomEvent("wd:connection", { detail: { status } }));

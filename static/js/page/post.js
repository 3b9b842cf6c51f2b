// Sends what a learner did. The id is made here, once, so that a deed that arrives twice counts once.

const TRIES = [0, 1000, 3000, 8000]; // ms before each try

export const newId = () => crypto.randomUUID?.() ?? uuidFromRandom();

/** POST and return the answer's JSON; tries again while there is no answer, and never after a clear refusal. */
export async function post(url, body, type) {
  let failure = new Error("no connection");
  for (const wait of TRIES) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    try {
      const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json", ...(type && { "Content-Type": type }) } });
      const json = await answer.json();
      if (answer.ok) return json;
      failure = Object.assign(new Error(json.error ?? answer.statusText), { refused: answer.status < 500 });
      if (failure.refused) break;
    } catch (error) {
      failure = Object.assign(new Error("There is no connection to the server. What you wrote is still here; try again in a moment."), { cause: error });
    }
  }
  throw failure;
}

/** Put the changed parts of the page into their places, and leave the focus where it belongs. */
export function replaceFragments(fragments) {
  for (const [id, html] of Object.entries(fragments)) {
    const old = document.getElementById(id);
    if (!old) continue;
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const fresh = holder.content.firstElementChild;
    // A live region speaks only when it stays and its content changes.
    if (old.hasAttribute("aria-live") && fresh.tagName === old.tagName) old.replaceChildren(...fresh.childNodes);
    else old.replaceWith(fresh);
  }
}

// Where the page is served without HTTPS, browsers withhold randomUUID.
function uuidFromRandom() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// The way into the search: the link in the head of each page, or the key "/". The search itself is fetched when a hand
// comes near: who only reads has no use for it, and on a phone it would weigh as much as the lesson.
import { isTyping } from "wd/page/typing.js";

/** Let "/" and the link open the search in the page; without it the link leads to the page that the server makes. */
export function offerSearch() {
  const index = document.querySelector("meta[name=search-index]")?.getAttribute("content");
  if (!index) return;
  const ready = once(async () => {
    const [{ makeSearch }, entries] = await Promise.all([import("wd/page/search_dialog.js"), fetchIndex(index)]);
    return makeSearch(entries);
  });
  const open = async () => {
    try {
      (await ready())();
    } catch {
      location.assign("/search");
    }
  };
  document.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest?.("[data-search]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    if (
      event.key !== "/" ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.defaultPrevented ||
      isTyping(event.target)
    )
      return;
    event.preventDefault();
    open();
  });
  for (const near of ["pointerover", "focusin"])
    document.addEventListener(near, (event) => {
      if (/** @type {Element} */ (event.target).closest?.("[data-search]")) ready().catch(() => {});
    });
}

async function fetchIndex(address) {
  const answer = await fetch(address, { signal: AbortSignal.timeout(15_000) });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/** Call a function once and keep what came of it; after a failure the next call tries again. */
function once(make) {
  let made = null;
  return () =>
    (made ??= make().catch((error) => {
      made = null;
      throw error;
    }));
}

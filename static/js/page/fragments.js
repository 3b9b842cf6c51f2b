// The changed parts of a page, as the server sends them after a deed.

/** Put them into their places. @param {Object<string, string>} fragments HTML by the ids of elements */
export function replaceFragments(fragments) {
  for (const [id, html] of Object.entries(fragments)) {
    const old = document.getElementById(id);
    if (!old) continue;
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const fresh = holder.content.firstElementChild;
    keepOpen(old, fresh);
    // A live region speaks when it stays and its content changes: with the same words it is left alone.
    if (old.hasAttribute("aria-live") && fresh.tagName === old.tagName) {
      if (old.textContent !== fresh.textContent) old.replaceChildren(...fresh.childNodes);
    } else old.replaceWith(fresh);
  }
}

/** A program that is being mended stays open, with what was typed; it is tried on what its question shows now. */
function keepOpen(/** @type {Element} */ old, /** @type {Element} */ fresh) {
  const open = /** @type {HTMLElement | null} */ (old.querySelector(".playground.mending[data-open=true]"));
  const place = /** @type {HTMLElement | null} */ (fresh.querySelector(".playground.mending"));
  if (!open || !place) return;
  open.dataset.tried = place.dataset.tried;
  open.querySelector(".playground-tried").replaceWith(place.querySelector(".playground-tried"));
  place.replaceWith(open);
}

// Our fonts in the browser's cache: from then on no page has to wait for them, on however slow a line.

const NAME = "wd-fonts"; // known to the first lines of a page too (app/pages/files/scripts.py)

/** Fetch the fonts that a slow line left out, for the next page; note that they are there. */
export async function keepFonts() {
  const fonts = document.querySelector("meta[name=fonts]")?.getAttribute("content");
  if (!fonts) return;
  try {
    if (localStorage.getItem(NAME) === fonts) return;
    if (document.documentElement.dataset.line === "slow") {
      const fetched = fonts.split(" ").map((font) => fetch(font, { priority: "low", credentials: "same-origin" }));
      for (const answer of await Promise.all(fetched)) await answer.arrayBuffer();
    } else {
      await document.fonts.ready;
      if (!["WD Serif", "WD Sans", "WD Math"].every((name) => document.fonts.check(`1em "${name}"`))) return;
    }
    localStorage.setItem(NAME, fonts);
  } catch {
    /* No storage, or no line: the next page tries again. */
  }
}

// A figure that the text means while it is out of sight: a small still picture of it comes along, and leads to it.

const KEY = "wd-alongside"; // "folded" or "open", once somebody has chosen
const WIDE = matchMedia("(min-width: 80rem)"); // where it has a place of its own in the margin
const READ = "-10% 0px -15% 0px"; // what is read: not what stands at the edge of the window
const PATIENCE = /** @type {any} */ ({ timeout: 300 }); // ms that a picture waits for a moment of rest
const NEAR = "20% 0px 20% 0px"; // a figure so little out of sight needs no picture

/** Show beside the text what it means. */
export function bringAlong() {
  const place = /** @type {HTMLElement | null} */ (document.querySelector(".alongside"));
  if (!place) return;
  const meant = new Map();
  for (const word of document.querySelectorAll('.prose a[href^="#widget-"], .prose .live')) {
    const id =
      word instanceof HTMLElement && word.dataset.live
        ? `widget-${word.dataset.live.split(".")[0]}`
        : word["hash"].slice(1);
    const figure = document.getElementById(id);
    if (figure && !word.closest("figure")) meant.set(word, figure);
  }
  const read = new Set();
  const near = new Set();
  const show = pictureIn(place);
  /** @type {Element | null} */
  let now = null;
  const look = () => {
    const figures = [...meant].filter(([word, figure]) => read.has(word) && !near.has(figure)).map((pair) => pair[1]);
    const next = figures.includes(now) ? now : (figures[0] ?? null); // the same for as long as it is meant
    if (next === now) return;
    now = next;
    show(now);
  };
  const watch = (seen, things, rootMargin) => {
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) seen[isIntersecting ? "add" : "delete"](target);
        look();
      },
      { rootMargin },
    );
    for (const each of things) observer.observe(each);
  };
  watch(near, new Set(meant.values()), NEAR);
  watch(read, meant.keys(), READ);
}

/** @returns {(figure: Element | null) => void} what shows a figure's picture, or none */
function pictureIn(/** @type {HTMLElement} */ place) {
  const part = (name) => /** @type {HTMLElement} */ (place.querySelector(`[data-part=${name}]`));
  const fold = part("fold");
  const lead = /** @type {HTMLAnchorElement} */ (part("lead"));
  const picture = part("picture").attachShadow({ mode: "open" }); // the ids of its patterns are its own
  let shown = null;

  const drawn = async () => {
    if (!shown || place.dataset.folded === "true") return;
    const figure = shown;
    const { sketchOf } = await import(document.querySelector("meta[name=still-image]").getAttribute("content"));
    await new Promise((resolve) => (globalThis.requestIdleCallback ?? setTimeout)(resolve, PATIENCE));
    if (figure !== shown) return;
    const svg = sketchOf(figure);
    svg.style.cssText = "display: block; width: 100%; height: auto; max-height: inherit;";
    picture.replaceChildren(svg);
    place.dataset.drawn = "true";
  };
  // Where its module cannot be had, as in the course as files, the link in the text leads to the figure.
  const draw = () =>
    drawn().catch(() => {
      place.hidden = true;
    });
  const folded = (/** @type {boolean} */ yes) => {
    place.dataset.folded = String(yes);
    fold.setAttribute("aria-expanded", String(!yes));
  };
  fold.addEventListener("click", () => {
    folded(place.dataset.folded !== "true");
    keep(place.dataset.folded === "true" ? "folded" : "open");
    draw();
  });
  document.addEventListener("wd:state", (/** @type {any} */ { detail }) => {
    if (shown && detail.widget === shown.dataset.widget) draw();
  });

  return (figure) => {
    shown = figure;
    place.hidden = !figure;
    if (!figure) return;
    place.dataset.drawn = "false";
    picture.replaceChildren();
    folded((kept() ?? (WIDE.matches ? "open" : "folded")) === "folded");
    lead.href = `#${figure.id}`;
    lead.setAttribute("aria-label", `To the figure: ${figure.getAttribute("aria-label")}`);
    draw();
  };
}

function kept() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keep(/** @type {string} */ how) {
  try {
    localStorage.setItem(KEY, how);
  } catch {
    /* a private window: it is folded again on the next page */
  }
}

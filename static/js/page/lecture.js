// A figure on a wall: covered numbers, steps by arrow keys or a clicker, the full screen.

const FORTH = ["PageDown", "ArrowRight"];
const BACK = ["PageUp", "ArrowLeft"];

/** @param {Map<string, any>} views of the page, one on a lab page */
export function holdLecture(views) {
  const main = document.querySelector("main.lab");
  const bar = main?.querySelector(".lecture");
  if (!bar) return;
  const steps = JSON.parse(document.getElementById("steps")?.textContent ?? "[]");
  const cover = bar.querySelector("[data-cover]");
  const now = bar.querySelector("[data-step-now]");
  let at = 0; // the page shows the first step

  const show = (/** @type {boolean} */ covered) => {
    if (!cover) return;
    main.classList.toggle("covered", covered);
    cover.firstChild.textContent = covered ? "Show the numbers " : "Cover the numbers ";
  };
  // A press forth shows what is covered before it leads on; the next step is covered again.
  const go = (/** @type {number} */ by) => {
    if (by > 0 && cover && main.classList.contains("covered")) {
      show(false);
      return;
    }
    const next = Math.min(steps.length - 1, Math.max(0, at + by));
    if (next === at) return;
    at = next;
    [...views.values()][0]?.go(steps[at]);
    now.textContent = `${at + 1} / ${steps.length}`;
    show(true);
  };
  cover?.addEventListener("click", () => show(!main.classList.contains("covered")));
  for (const button of bar.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => go(Number(button.getAttribute("data-step"))));
  }
  bar.querySelector("[data-full-screen]")?.addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  });
  // A clicker sends Page Down: it is the lecture's, also while a handle has the focus; an arrow is the handle's then.
  addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key.toLowerCase() === "h" && cover) {
        show(!main.classList.contains("covered"));
        return;
      }
      const by = FORTH.includes(event.key) ? 1 : BACK.includes(event.key) ? -1 : 0;
      if (!by || !steps.length || (event.key.startsWith("Arrow") && moves(event.target))) return;
      event.preventDefault();
      event.stopPropagation();
      go(by);
    },
    { capture: true },
  );
}

const isAt = (/** @type {EventTarget} */ target, selector) => target instanceof Element && target.matches(selector);
const isTyping = (target) => isAt(target, "textarea, input[type=text]:not([readonly])");
const moves = (target) => isAt(target, "[role=slider], input, select, [role=radio]");

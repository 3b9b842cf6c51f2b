// "Ask the class" beside each question of a lesson, for whoever teaches. Nobody else sees it: it stands there once
// somebody has asked for it in this browser, under a figure's "Use in class" or on the page for instructors.
import { element } from "wd/figure/element.js";

const KEPT = "wd-teaches";
const LESSON = /^\/lessons\/[a-z0-9-]+$/;

/** Put the links beside the questions, if they are wanted here, and keep the boxes true that say so. */
export function showToTeachers() {
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-teaches]"));
  boxes.forEach(keep);
  show();
}

/**
 * What a figure of a lesson offers in its panel: to ask about it in a room, and to have that beside each question too.
 * @param {HTMLElement} figure
 */
export function askAbout(figure) {
  if (!LESSON.test(location.pathname)) return [];
  const box = element("input", { type: "checkbox" });
  keep(box);
  const name = element("span", { class: "visually-hidden" }, `: ${figure.getAttribute("aria-label")}`);
  const link = element("a", { href: address(`widget-${figure.dataset.widget}`) }, "Ask the class", name);
  return [element("p", {}, link, element("label", {}, box, "show this beside each question, too, in this browser"))];
}

function show() {
  for (const old of document.querySelectorAll(".ask-class")) old.remove();
  if (!LESSON.test(location.pathname) || !wanted()) return;
  // Beside the question and not in it: each answer brings the question anew.
  for (const check of document.querySelectorAll(".check[id^=check-]")) {
    if (check.closest(".recall")) continue;
    const words = check.querySelector(".check-name")?.firstChild?.textContent?.trim();
    const name = element("span", { class: "visually-hidden" }, `: ${words}`);
    check.after(element("p", { class: "ask-class" }, element("a", { href: address(check.id) }, "Ask the class", name)));
  }
}

function keep(/** @type {HTMLInputElement} */ box) {
  box.checked = wanted();
  box.addEventListener("change", () => {
    try {
      if (box.checked) localStorage.setItem(KEPT, "yes");
      else localStorage.removeItem(KEPT);
    } catch {
      box.checked = false; // a browser that keeps nothing
    }
    show();
  });
}

function wanted() {
  try {
    return localStorage.getItem(KEPT) === "yes";
  } catch {
    return false;
  }
}

function address(/** @type {string} */ ask) {
  return `/teach?${new URLSearchParams({ from: location.pathname, ask })}#room`;
}

// The help: what hands and keys can do on this page, in a dialog that "?" and a link open; in it the switches of sound.
import { hearFigures, sample } from "wd/sound/hear.js";
import { keepWish, wished } from "wd/sound/wish.js";
import { isTyping } from "wd/page/typing.js";

/** Let "?" and the links open the dialog; where there is none they lead to the page that has it all. */
export function offerHelp() {
  hearFigures();
  bindSwitches();
  const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("help"));
  if (!dialog) return;
  const open = () => {
    if (dialog.open) return;
    showWhatThereIs(dialog);
    dialog.showModal();
    dialog.scrollTop = 0;
  };
  document.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest?.("[data-help]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.defaultPrevented || isTyping(event.target)) return;
    event.preventDefault();
    open();
  });
  dialog.querySelector("[data-help-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}

/** A lesson may leave controls out of a figure: then their lines are not shown either. */
function showWhatThereIs(/** @type {Element} */ dialog) {
  for (const section of /** @type {NodeListOf<HTMLElement>} */ (dialog.querySelectorAll("[data-kind]"))) {
    const figures = [...document.querySelectorAll(`figure.widget[data-kind="${section.dataset.kind}"]`)];
    for (const line of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll("[data-at]"))) {
      const takers = figures.flatMap((figure) => [...figure.querySelectorAll(line.dataset.at)]);
      line.hidden = !takers.some((each) => each.checkVisibility());
    }
  }
}

function bindSwitches() {
  for (const each of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-sound]"))) {
    const wish = /** @type {import("wd/sound/wish.js").Wish} */ (each.dataset.sound);
    each.checked = wished(wish);
    each.addEventListener("change", () => {
      keepWish(wish, each.checked);
      if (wish === "on" && each.checked) sample();
    });
  }
}

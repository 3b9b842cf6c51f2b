// On paper nothing can be unfolded: what is folded away is opened for the print. Styles do so in some browsers only.

const FOLDED = ".prose details.why:not([open])";

/** Open the folded answers while the page is printed. */
export function unfoldForPrint() {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll(FOLDED)]);
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
    opened = [];
  });
}

// A page that the browser has kept: as a newcomer sees it, with what waits in the outbox. It asks for the server, and
// says what it cannot do.
import { element } from "wd/figure/element.js";
import { untilServerIsThere } from "wd/page/health.js";

const LOOKS = ["view", "hide"]; // what an address may ask for beside a state

export function showCopy() {
  if (!document.documentElement.hasAttribute("data-kept-copy")) return;
  untilServerIsThere();
  if ([...new URLSearchParams(location.search).keys()].some((name) => !LOOKS.includes(name))) {
    const said =
      "The address asks for something that only the server can draw. What you see is the page’s own " +
      "start; reload it when the connection is back.";
    document.querySelector("main")?.prepend(element("p", { class: "problem", role: "alert" }, said));
  }
  document.addEventListener(
    "submit",
    (event) => {
      if (!(event.target instanceof HTMLFormElement) || event.target.getAttribute("action") !== "/forget") return;
      event.preventDefault();
      event.stopImmediatePropagation(); // before the page empties its stores: static/js/page/forget.js
      const text = "Your work is kept on the server: it can be forgotten when the connection is back.";
      document.dispatchEvent(new CustomEvent("wd:notice", { detail: { text } }));
    },
    true,
  );
}

// The one quiet mark of a page: that it works offline, what waits for a connection, and that it is saved.
import { element } from "wd/figure/element.js";
import { onOutcome, onWaiting } from "wd/outbox/sender.js";

const DELAY = 1500; // ms: a connection that is back sooner is not worth a word
const BRIEFLY = 2500; // ms for good news

export function showConnection() {
  const line = document.getElementById("connection");
  const isCopy = document.documentElement.hasAttribute("data-kept-copy");
  let offline = false;
  let trouble = null;
  let waits = 0;
  let waited = false; // something did, and it was said
  let later = 0;
  let leaving = 0;

  const say = (text, kind, ...more) => {
    clearTimeout(leaving);
    if (line.textContent !== text || more.length) line.replaceChildren(text, ...more);
    line.dataset.kind = kind;
    line.hidden = !text;
  };
  // Good news goes by itself; on a copy it stays, with the way to the page that knows the learner.
  const briefly = (text, kind) => {
    if (isCopy) {
      say(`${text} `, kind, element("a", { href: location.href }, "Show my progress"));
      return;
    }
    say(text, kind);
    leaving = setTimeout(() => say("", ""), BRIEFLY);
  };
  const kept = () => (waits === 1 ? "one thing that you did is" : `${waits} things that you did are`);
  const show = () => {
    if (offline) {
      waited ||= waits > 0;
      const about = isCopy
        ? "this is the copy that your browser keeps, your progress shows again later"
        : "the figures go on working";
      say(
        waits
          ? `Waiting for connection. No connection to the server: ${kept()} kept here and sent when it is back.`
          : `Working offline. No connection to the server: ${about}; answers are kept here until it is back.`,
        "offline",
      );
    } else if (trouble?.reason) {
      waited = true;
      const ours = `${kept()} kept in this browser and sent again by itself`;
      say(`Waiting. The record of your work ${trouble.reason}: ${ours}.`, "offline");
    }
  };

  document.addEventListener("wd:connection", ({ detail: { status } }) => {
    clearTimeout(later);
    if (status === "offline") {
      if (!offline)
        later = setTimeout(() => {
          offline = true;
          show();
        }, DELAY);
      return;
    }
    const was = offline;
    offline = false;
    if (was || isCopy) briefly(waits ? "Connected again. Sending what was kept." : "Connected again.", "live");
  });
  onWaiting(({ deeds, trouble: now }) => {
    waits = deeds.length;
    trouble = now;
    if (waits || now) {
      show();
      return;
    }
    if (waited && !offline) briefly("Connected again. Saved.", "live");
    waited = waited && offline;
  });
  onOutcome((_, { fragments }) => {
    if (fragments && line.hidden) briefly("Saved", "saved");
  });
  document.addEventListener("wd:notice", ({ detail: { text } }) => {
    clearTimeout(later);
    say(text, "notice");
  });
}

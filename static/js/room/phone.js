// A phone's answer: kept in the tab from the first touch, sent when it is chosen, and what stands there at the close.
import { placeIn } from "./place.js";
import { dealTo } from "./telegram.js";

/** @typedef {import("./stream.js").Frame} Frame */

const FLUSH = 1700; // ms before the close: what stands there and was not sent is sent
const JITTER = 1500; // ms over which a hall asks how its answers were

/** @param {HTMLElement} main */
export function answerFrom(main) {
  const room = main.dataset.room ?? "";
  const place = /** @type {HTMLElement} */ (document.getElementById("room"));
  const own = /** @type {HTMLElement} */ (document.getElementById("own"));
  const first = JSON.parse(document.getElementById("mine")?.textContent ?? "{}");
  const kept = drafts(room);
  let round = -1;
  let sent = ""; // the form as it was sent last
  let sending = false;
  let asked = "";

  const form = () => /** @type {HTMLFormElement | null} */ (place.querySelector("form.answer-form"));
  const status = (/** @type {string} */ words) => {
    const element = place.querySelector(".answer-status");
    if (element && element.textContent !== words) element.textContent = words;
  };
  const isOpen = () => form()?.dataset.open === "true";
  const written = () => {
    const here = form();
    return here ? new URLSearchParams(/** @type {any} */ (new FormData(here))).toString() : "";
  };
  const touched = () => kept.read(round) !== null;

  async function send() {
    const body = written();
    if (sending || !isOpen() || body === sent) return;
    sending = true;
    try {
      const answer = await fetch(`${room}/answer`, {
        method: "POST",
        body,
        headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" },
        signal: AbortSignal.timeout(10_000),
      });
      const said = await answer.json();
      if (answer.ok) {
        sent = body;
        status("Sent. You may change it until it closes.");
        const button = form()?.querySelector("button.primary");
        if (button) button.textContent = "Change my answer";
      } else {
        status(said.error);
        if (answer.status === 429) setTimeout(send, 2000);
      }
    } catch {
      status("Not sent yet: there is no line. It is sent when the line is back.");
      setTimeout(send, 2000);
    } finally {
      sending = false;
      if (isOpen() && touched() && written() !== body && chosenAtOnce()) send();
    }
  }
  const chosenAtOnce = () => form()?.dataset.kind === "single";

  place.addEventListener("submit", (event) => {
    event.preventDefault();
    const target = /** @type {HTMLFormElement} */ (event.target);
    if (target.matches(".answer-form")) {
      kept.write(round, written());
      sent = "";
      send();
    } else if (target.matches(".stuck-form")) stuck(target);
  });
  place.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    mirror(field);
    kept.write(round, written());
    if (chosenAtOnce()) send();
    else if (isOpen()) status(sent ? "Changed, not sent yet." : "");
  });

  async function stuck(/** @type {HTMLFormElement} */ target) {
    const button = /** @type {HTMLButtonElement} */ (target.querySelector("button"));
    const back = button.getAttribute("aria-pressed") === "true";
    const said = /** @type {HTMLElement} */ (target.querySelector("[role=status]"));
    try {
      const body = new URLSearchParams(back ? { "taken-back": "yes" } : {});
      const answer = await fetch(`${room}/stuck`, { method: "POST", body, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      button.setAttribute("aria-pressed", String(!back));
      said.textContent = back ? "Taken back." : "Noted. Nobody is told who.";
    } catch {
      said.textContent = "There is no line; try again.";
    }
  }

  /** Show what a slider stands at, and let slider and field follow each other. */
  function mirror(/** @type {HTMLInputElement} */ field) {
    const here = form();
    if (!here) return;
    const answer = /** @type {HTMLInputElement | null} */ (here.querySelector("#answer"));
    const marker = /** @type {HTMLInputElement | null} */ (here.querySelector("#marker"));
    if (field === marker && answer) answer.value = Number(marker.value).toFixed(2);
    else if (field === answer && marker) marker.value = answer.value.replace(",", ".");
    outputs(here);
  }

  return {
    /** @param {Frame} [frame] */
    shown(frame) {
      const here = form();
      const now = here ? Number(here.dataset.round) : -1;
      if (now !== round) {
        round = now;
        sent = "";
        own.textContent = frame ? "" : own.textContent;
      }
      if (here) {
        const draft = kept.read(round);
        if (draft !== null) refill(here, draft);
        outputs(here);
        dealTo(here, Number(main.dataset.seed));
        if (isOpen() && (sent || (first.round === round && first.given))) {
          const button = here.querySelector("button.primary");
          if (button) button.textContent = "Change my answer";
          if (sent) status("Sent. You may change it until it closes.");
        }
        const button = place.querySelector(".stuck-form button");
        button?.setAttribute("aria-pressed", "false");
      }
      if (place.querySelector(".solution") && asked !== `${round}`) {
        asked = `${round}`;
        if (frame) setTimeout(askOwn, JITTER * Math.random());
      } else if (!place.querySelector(".solution")) {
        asked = "";
        if (frame) own.textContent = "";
      }
    },
    /** What was chosen and not sent goes on its way before it is too late. @param {number} left */
    closing(left) {
      if (left < FLUSH && isOpen() && touched()) send();
    },
    back() {
      if (isOpen() && touched() && sent !== "" && chosenAtOnce()) send();
    },
  };

  async function askOwn() {
    try {
      const answer = await fetch(`${room}/mine`, { headers: { Accept: "application/json" }, cache: "no-store" });
      const said = await answer.json();
      if (answer.ok && said.html) own.innerHTML = said.html;
    } catch {
      // It stands there when the page is loaded again.
    }
  }
}

/** Draw what stands in the fields, and write beside each slider what it stands at: of a whole Q the shares. */
function outputs(/** @type {HTMLFormElement} */ form) {
  placeIn(form);
  const sliders = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input[type=range][name]")]);
  const whole = form.dataset.kind === "pmf" ? sliders.reduce((sum, one) => sum + Number(one.value), 0) : 0;
  for (const slider of sliders) {
    const output = form.querySelector(`output[for="${slider.id}"]`);
    if (!output) continue;
    if (form.dataset.kind === "pmf") {
      const share = whole > 0 ? Number(slider.value) / whole : 0;
      output.textContent = share.toFixed(2);
      /** @type {HTMLElement} */ (slider.parentElement).style.setProperty("--share", String(share));
    } else output.textContent = `${slider.value} %`;
  }
}

/** Put a form's fields back as they were. */
function refill(/** @type {HTMLFormElement} */ form, /** @type {string} */ draft) {
  const fields = new URLSearchParams(draft);
  const taken = new Map();
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("input[name]"))) {
    if (field.type === "hidden") continue;
    const values = fields.getAll(field.name);
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else {
      const index = taken.get(field.name) ?? 0;
      taken.set(field.name, index + 1);
      if (values[index] !== undefined) field.value = values[index];
    }
  }
}

/** What stands in a form, for this tab and round. */
function drafts(/** @type {string} */ room) {
  const name = (/** @type {number} */ round) => `wd-room ${room} ${round}`;
  const memory = new Map();
  return {
    read(/** @type {number} */ round) {
      try {
        return sessionStorage.getItem(name(round)) ?? memory.get(round) ?? null;
      } catch {
        return memory.get(round) ?? null;
      }
    },
    write(/** @type {number} */ round, /** @type {string} */ text) {
      memory.set(round, text);
      try {
        sessionStorage.setItem(name(round), text);
      } catch {
        // A browser that keeps nothing: the page itself does.
      }
    },
  };
}

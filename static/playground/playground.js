// A playground that was opened: an editor in the place of the program, Python in a worker, and what it prints.
import { editor } from "./editor.js";
import { python } from "./python.js";
import { printer } from "./printer.js";
import { keeper } from "./keeper.js";
import { linked, linkTo } from "./linked.js";

const LONG = 5000; // ms after which a run that goes on is remarked upon

/** Bring a playground to life, in its place. @param {HTMLElement} section */
export function open(section) {
  const shown = section.querySelector(".playground-code");
  const original = shown.querySelector("code").textContent.replace(/\n$/, "");
  // A program that a link brought stands beside the learner's own, which is kept as it was.
  const brought = linked()?.id === section.id ? linked().program : null;
  const kept = keeper(brought === null ? section.dataset.key : `${section.dataset.key}/linked`, original);
  const edit = editor(section.id, brought ?? kept.read(), { run, stop, changed: kept.write });
  const print = printer(section.querySelector(".playground-prints"), edit.goTo);
  shown.replaceWith(edit.element);
  // Behind the editor, which does without them where they cannot be had.
  if (section.dataset.colours)
    import(section.dataset.colours).then(
      ({ stretches }) => edit.colour(stretches),
      () => {},
    );

  const row = section.querySelector(".playground-row");
  const button = (text, act, className = "") => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text, className });
    made.addEventListener("click", act);
    return made;
  };
  const buttons = {
    run: button("Run", run, "primary"),
    stop: button("Stop", stop),
    reset: button("Reset", reset, "quiet"),
    link: button("Copy link", copyLink, "quiet"),
  };
  const status = Object.assign(document.createElement("span"), { className: "quiet playground-status" });
  status.setAttribute("role", "status");
  row.replaceChildren(buttons.run, buttons.stop, buttons.reset, buttons.link, status);
  section.dataset.open = "true";
  section.querySelector(".playground-says").textContent = "What it prints";
  for (const name of [".playground-says", ".playground-prints"]) section.querySelector(name).removeAttribute("hidden");

  let running = false,
    patience = 0;
  const say = (text) => {
    status.textContent = text;
  };
  const settle = (text) => {
    clearTimeout(patience);
    running = false;
    buttons.stop.disabled = true;
    say(text);
  };

  const runner = python(section.dataset.worker, {
    ready: () => {
      if (!running) say("Python is ready.");
    },
    text: print.add,
    full: (amount) => {
      settle("Stopped.");
      print.note(`Stopped: it printed more than ${amount}. Print less, and run it again.`);
    },
    done: (error) => {
      settle(error ? "It stopped at an error." : "Done.");
      if (!error) {
        print.end();
        return putInto(section);
      }
      edit.mark(error.line);
      print.error(error);
    },
    broken: (reason) => {
      settle(
        reason
          ? `Python could not start in this browser: ${reason}. The program runs in any Python of your own.`
          : "Python could not be fetched. Check the connection, then press Run again.",
      );
    },
  });

  function run() {
    if (running) runner.stop();
    edit.mark(null);
    print.begin();
    running = true;
    buttons.stop.disabled = false;
    say(runner.isReady() ? "Running …" : "Python is starting …");
    clearTimeout(patience);
    patience = setTimeout(() => {
      if (running) say("Still running. Stop or Escape ends it.");
    }, LONG);
    const { tried } = section.dataset; // a question's call, with the numbers that it shows now
    runner.run(tried === undefined ? edit.text() : `${edit.text()}\n\nprint(${tried})`);
  }
  /** @returns {boolean} whether there was anything to stop */
  function stop() {
    if (!running) return false;
    runner.stop();
    settle("Stopped.");
    print.note("Stopped.");
    return true;
  }
  function reset() {
    stop();
    edit.replace(original);
    edit.mark(null);
    say("The program is as it was at first.");
  }

  async function copyLink() {
    const link = linkTo(section.id, edit.text());
    try {
      await navigator.clipboard.writeText(link);
      say("Copied: the link opens with this program.");
    } catch {
      say(`The browser does not let a page copy here. The link: ${link}`);
    }
  }

  settle("Python is starting …");
  runner.start();
  section.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && stop()) event.preventDefault();
  });
  edit.focus();
}

/** Put what a program to be mended comes to into its question: the last line of what it printed. */
function putInto(/** @type {HTMLElement} */ section) {
  const field = /** @type {HTMLInputElement | null | undefined} */ (
    section.dataset.tried === undefined ? null : section.closest(".check")?.querySelector("input[name=answer]")
  );
  if (!field) return;
  const lines = section.querySelector(".playground-prints").textContent.trimEnd().split("\n");
  field.value = lines.at(-1).trim().slice(0, field.maxLength);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

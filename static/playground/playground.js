// A playground that was opened: an editor in the place of the program, Python in a worker, and what it prints.
import { editor } from "/playground/editor.js";
import { python } from "/playground/python.js";
import { printer } from "/playground/printer.js";
import { keeper } from "/playground/keeper.js";

const LONG = 5000; // ms after which a run that goes on is remarked upon

/** Bring a playground to life, in its place. @param {HTMLElement} section */
export function open(section) {
  const shown = section.querySelector(".playground-code");
  const original = shown.querySelector("code").textContent.replace(/\n$/, "");
  const kept = keeper(section.dataset.key, original);
  const edit = editor(section.id, kept.read(), { run, stop, changed: kept.write });
  const print = printer(section.querySelector(".playground-prints"), edit.goTo);
  shown.replaceWith(edit.element);

  const row = section.querySelector(".playground-row");
  const button = (text, act, className = "") => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text, className });
    made.addEventListener("click", act);
    return made;
  };
  const buttons = { run: button("Run", run, "primary"), stop: button("Stop", stop), reset: button("Reset", reset, "quiet") };
  const status = Object.assign(document.createElement("span"), { className: "quiet playground-status" });
  status.setAttribute("role", "status");
  row.replaceChildren(buttons.run, buttons.stop, buttons.reset, status);
  section.dataset.open = "true";
  section.querySelector(".playground-says").textContent = "What it prints";

  let running = false, patience = 0;
  const say = (text) => { status.textContent = text; };
  const settle = (text) => {
    clearTimeout(patience);
    running = false;
    buttons.stop.disabled = true;
    say(text);
  };

  const runner = python(section.dataset.worker, {
    ready: () => { if (!running) say("Python is ready."); },
    text: print.add,
    full: (amount) => {
      settle("Stopped.");
      print.note(`Stopped: it printed more than ${amount}. Print less, and run it again.`);
    },
    done: (error) => {
      settle(error ? "It stopped at an error." : "Done.");
      if (!error) return print.end();
      edit.mark(error.line);
      print.error(error);
    },
    broken: () => {
      settle("Python could not be fetched. Check the connection, then press Run again.");
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
    patience = setTimeout(() => { if (running) say("Still running. Stop or Escape ends it."); }, LONG);
    runner.run(edit.text());
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

  settle("Python is starting …");
  runner.start();
  section.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && stop()) event.preventDefault();
  });
  edit.focus();
}

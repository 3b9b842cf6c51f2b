// How far a lesson that stands by itself is done, and what its predictions have revealed.
import { formatNumber } from "wd/figure/format.js";
import { kept } from "./carried.js";
import { change, done, onChange, record, recordOf } from "./record.js";

const MARK = "\u0000";

/** Put in the places of figures what their predictions have revealed, before they come to life. */
export function revealPredictions() {
  for (const [name, { guess, truth, unit }] of Object.entries(record().predictions)) {
    const revealed = kept.predictions?.[name];
    if (!revealed) continue;
    const values = { guess, truth, unit, guess_text: formatNumber(guess, unit), truth_text: formatNumber(truth, unit) };
    const parts = revealed.html.split(MARK).map((part, i) => (i % 2 ? written(part, values) : part));
    const holder = document.createElement("template");
    holder.innerHTML = parts.join("");
    document.getElementById(`widget-${revealed.widget}`)?.replaceWith(holder.content.firstElementChild);
  }
  document.addEventListener("wd:prediction", ({ detail: { prediction, guess, truth, unit } }) => {
    change(({ predictions }) => {
      predictions[prediction] ??= { guess, truth, unit };
    });
  });
}

function written(name, values) {
  const json = name.endsWith("_json");
  const value = values[json ? name.slice(0, -5) : name];
  const plain = typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
  return json ? JSON.stringify(plain).replaceAll("<", "\\u003c") : String(plain).replaceAll("<", "&lt;");
}

/** Say how much is done, and what is open. */
export function tellProgress() {
  if (!kept.items?.length) return;
  show();
  onChange(show);
}

function show() {
  const items = kept.items;
  const ready = new Set(done(record(), items));
  const line = document.getElementById("lesson-progress");
  const dots = [...(line?.querySelectorAll(".dots i") ?? [])];
  dots.forEach((dot, i) => dot.classList.toggle("done", ready.has(items[i])));
  const words = `${ready.size} of ${items.length} done${ready.size === items.length ? ": lesson complete" : ""}`;
  const text = line?.querySelector("span:last-child");
  if (text && text.textContent !== words) text.textContent = words;
  const end = document.querySelector("#lesson-end .still-open");
  if (!end) return;
  const open = items.filter((item) => !ready.has(item));
  if (open.length) {
    end.replaceChildren(
      "Still open: ",
      ...open.flatMap(({ anchor, name }, i) => [
        i ? ", " : "",
        Object.assign(document.createElement("a"), { href: `#${anchor}`, textContent: name }),
      ]),
    );
    return;
  }
  end.innerHTML = '<strong class="tick">Lesson complete</strong>: every question answered, every prediction made.';
}

/** On the page of the course: how far each lesson is done. */
export function tellCourse() {
  for (const place of document.querySelectorAll("[data-standing]")) {
    const { lesson, items } = JSON.parse(place.getAttribute("data-standing"));
    const ready = done(recordOf(lesson), items).length;
    if (!ready) continue;
    place.textContent = ready === items.length ? "complete" : `${ready} of ${items.length} done`;
    place.classList.toggle("tick", ready === items.length);
  }
}

// The questions of a lesson that stands by itself: answered, graded, hinted at and solved in the page.
import { kept } from "./carried.js";
import { grade, SAID } from "./grade.js";
import { change, record } from "./record.js";

/**
 * @typedef {object} Numbers a question with some numbers
 * @property {string} html as nobody has touched it
 * @property {string[]} hints
 * @property {string} solution
 * @property {import("./grade.js").Numeric | import("./grade.js").Choice} grading
 * @typedef {{numbers: Numbers[]}} Asked
 */

const SENTENCE = "\uf8ff";

/** Bring the questions to life, as they were left. */
export function answerQuestions() {
  for (const id of Object.keys(kept.questions ?? {})) draw(id, "");
  for (const id of Object.keys(kept.explanations ?? {})) explain(id, "");
  document.addEventListener("submit", (event) => {
    const form = /** @type {Element} */ (event.target).closest("form.check-form");
    if (!(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    act(form, /** @type {HTMLButtonElement | null} */ (event.submitter)?.value ?? "answer");
  });
}

/** A sentence in the learner's own words: kept, and then it stands beside another one. */
function explain(id, action) {
  const [sentence] = record().questions[id]?.answer ?? [];
  if (!sentence) return;
  const holder = document.createElement("template");
  holder.innerHTML = kept.explanations[id].replaceAll(SENTENCE, "");
  const fresh = holder.content.querySelector(".check");
  fresh.querySelector("textarea").value = sentence;
  document.getElementById(id).replaceWith(fresh);
  look(fresh, action);
}

function act(form, action) {
  const { id } = form.closest(".check");
  if (id in (kept.explanations ?? {})) {
    const sentence = form.querySelector("textarea").value.trim();
    if (sentence)
      change(({ questions }) => {
        questions[id] = { answer: [sentence] };
      });
    explain(id, "keep");
    return;
  }
  const { numbers } = kept.questions[id];
  change(({ questions }) => {
    const done = (questions[id] ??= {});
    const at = done.at ?? 0;
    if (action === "answer") {
      done.answer = new FormData(form).getAll("answer").map((each) => String(each).trim());
      if (grade(numbers[at].grading, done.answer).verdict === "right") done.right = 1;
    } else if (action === "hint") done.hints = Math.min((done.hints ?? 0) + 1, numbers[at].hints.length);
    else if (action === "solution") done.solution = 1;
    else questions[id] = { at: (at + 1) % numbers.length, ...(done.right && { right: 1 }) };
  });
  draw(id, action);
}

/** Draw a question as it is, and look where the reader's eye goes. */
function draw(id, action) {
  const done = record().questions[id];
  if (!done) return;
  const shown = kept.questions[id].numbers[done.at ?? 0];
  const holder = document.createElement("template");
  holder.innerHTML = shown.html;
  const check = holder.content.querySelector(".check");
  const form = check.querySelector("form");
  if (done.right) check.querySelector(".check-name").append(" ", part("span", "tick", "answered"));
  fill(form, done.answer ?? []);
  const outcome = done.answer && grade(shown.grading, done.answer);
  const actions = form.querySelector(".check-actions");
  if (outcome) {
    check.setAttribute("data-verdict", outcome.verdict);
    const words = part("div", "", outcome.html);
    const word = part("p", "verdict-word", outcome.said ?? SAID[outcome.verdict]);
    actions.before(part("div", `verdict verdict-${outcome.verdict}`, word, words));
  }
  if (done.hints) {
    actions.before(part("ol", "hints", ...shown.hints.slice(0, done.hints).map((hint) => part("li", "", hint))));
  }
  if (done.solution) {
    const word = part("p", "solution-word", "Worked solution");
    actions.before(part("div", "solution", word, part("div", "", shown.solution)));
  }
  actions.replaceChildren(...buttons(id, shown, done, outcome?.verdict));
  document.getElementById(id).replaceWith(check);
  look(check, action);
}

function fill(form, answer) {
  for (const field of form.querySelectorAll("input[name=answer]")) {
    if (field.type === "text") field.value = answer[0] ?? "";
    else field.checked = answer.includes(field.value);
  }
}

function buttons(id, shown, done, verdict) {
  const open = done.hints ?? 0;
  const offered = [
    [open < shown.hints.length, "hint", open ? "Another hint" : "Hint"],
    [!done.solution && (open || ["wrong", "right"].includes(verdict)), "solution", "Show the solution"],
    [kept.questions[id].numbers.length > 1 && (verdict || done.solution), "another", "Another one, with fresh numbers"],
  ];
  return offered
    .filter(([there]) => there)
    .map(([, value, words]) => {
      const button = part("button", "quiet", String(words));
      Object.assign(button, { name: "action", value, formNoValidate: true });
      return button;
    });
}

function look(check, action) {
  const target = {
    answer: ".verdict",
    hint: ".hints li:last-child",
    solution: ".solution",
    another: ".check-prompt",
    keep: ".compare",
  }[action];
  const place = target && check.querySelector(target);
  if (!place) return;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "nearest" });
}

/** An element with parts; what is a text is HTML of the course's own. @returns {any} */
function part(name, className, ...parts) {
  const made = document.createElement(name);
  if (className) made.className = className;
  for (const each of parts) {
    if (typeof each === "string") made.insertAdjacentHTML("beforeend", each);
    else made.append(each);
  }
  return made;
}

// Answers without leaving the page. Without this module the same forms work through an ordinary post.
import { newId, post, replaceFragments } from "wd/page/post.js";

/** Send each question's form in place: the answer comes back as the changed parts of the page. */
export function sendForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form.check-form");
    if (!form) return;
    event.preventDefault();
    send(form, event.submitter);
  });
}

async function send(form, button) {
  if (form.dataset.sending) return;
  form.dataset.sending = "true";
  const data = new FormData(form);
  if (button?.name) data.set(button.name, button.value);
  // The same deed keeps its id until the server has it: a second try counts once.
  const key = `${button?.value} ${data.getAll("answer")}`;
  if (form.dataset.deed !== key) Object.assign(form.dataset, { deed: key, event: newId() });
  data.set("event", form.dataset.event);
  const id = form.closest(".check").id;
  const status = form.querySelector(".check-status");
  status.textContent = "";
  const patience = setTimeout(() => { status.textContent = "Sending …"; }, 600);
  try {
    const { fragments } = await post(form.getAttribute("action"), new URLSearchParams(data));
    replaceFragments(fragments);
    focusAfter(document.getElementById(id), button?.value);
  } catch (error) {
    status.textContent = error.message;
    delete form.dataset.sending;
  } finally {
    clearTimeout(patience);
  }
}

/** After the exchange the focus goes where the reader's eye goes: to the verdict, the hint, or the fresh question. */
function focusAfter(check, action) {
  const target = {
    answer: ".verdict", hint: ".hints li:last-child", solution: ".solution", another: ".check-prompt",
  }[action] ?? ".verdict";
  const element = check?.querySelector(target);
  if (!element) return;
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
}

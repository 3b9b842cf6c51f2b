// One quiet line when the server is away: the figures go on working, and it says so.

const DELAY = 1500; // ms: a connection that is back sooner is not worth a word

export function showConnection() {
  const line = document.getElementById("connection");
  let timer = 0;
  const say = (text, kind) => { line.textContent = text; line.dataset.kind = kind; line.hidden = !text; };
  document.addEventListener("wd:connection", ({ detail: { status } }) => {
    clearTimeout(timer);
    if (status === "offline") timer = setTimeout(() => say("No connection to the server. The figures go on working; answers wait until it is back.", "offline"), DELAY);
    else if (!line.hidden) {
      say("Connected again.", "live");
      timer = setTimeout(() => say("", ""), 2500);
    }
  });
  document.addEventListener("wd:notice", ({ detail: { text } }) => { clearTimeout(timer); say(text, "notice"); });
}

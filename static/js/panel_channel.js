// What Panel loads for a `Channel`: it ties Panel's connection to the widget's own channel, and keeps trying when the connection is lost.
import { channelOf } from "wd/channel.js";

const RETRY = 3000; // ms between two looks whether the server is back

/** Panel calls this for each `Channel` in the document, and again for the new document after a reconnection. */
export function render({ model }) {
  const channel = channelOf(model.widget);
  const wire = { send: (message) => model.send_msg(message) };
  const receive = (message) => channel.receive(message);
  model.on("msg:custom", receive);
  model.on("remove", () => model.off("msg:custom", receive));
  watch(document_of(model));
  channel.connect(wire);
  lost.add(() => channel.disconnect(wire));
  return document.createElement("span");
}

const lost = new Set();
const watched = new WeakSet();

function document_of(model) { return model.document; }

/** Tell the page and every channel when the connection goes and comes; after Panel's own tries are over, go on asking. */
function watch(doc) {
  if (!doc || watched.has(doc)) return;
  watched.add(doc);
  doc.on_event("connection_lost", (_, event) => {
    for (const tell of lost) tell();
    lost.clear();
    announce("offline");
    if (event.timeout == null) retryForEver(event);
  });
  doc.on_event("client_reconnected", () => announce("live"));
  announce("live");
}

function retryForEver(event) {
  const timer = setInterval(async () => {
    const back = await fetch("/healthz", { cache: "no-store" }).then((answer) => answer.ok, () => false);
    if (!back) return;
    clearInterval(timer);
    event.reconnect();
  }, RETRY);
}

function announce(status) {
  document.dispatchEvent(new CustomEvent("wd:connection", { detail: { status } }));
}

// What Panel loads for the `Channel` of a page: it ties Panel's connection to each widget's own channel, and keeps trying when it is lost.
import { channelOf } from "wd/figure/channel.js";
import { serverIsThere } from "wd/page/health.js";

const RETRY = 3000; // ms between two looks whether the server is back

/** Panel calls this for the document's `Channel`, and again for the new document after a reconnection. */
export function render({ model }) {
  const receive = (message) => channelOf(message.widget).receive(message);
  model.on("msg:custom", receive);
  model.on("remove", () => model.off("msg:custom", receive));
  watch(model.document);
  for (const widget of model.widgets) {
    const wire = { send: (message) => model.send_msg({ widget, ...message }) };
    channelOf(widget).connect(wire);
    lost.add(() => channelOf(widget).disconnect(wire));
  }
  return document.createElement("span");
}

const lost = new Set();
const watched = new WeakSet();

/** Tell the page and every channel when the connection goes and comes; after Panel's own tries are over, go on asking. */
function watch(doc) {
  if (!doc || watched.has(doc)) return;
  watched.add(doc);
  doc.on_event("connection_lost", (_, event) => {
    for (const tell of lost) tell();
    lost.clear();
    forgetHalfAMessage(event);
    announce("offline");
    if (event.timeout == null) retryForEver(event);
  });
  doc.on_event("client_reconnected", () => announce("live"));
  announce("live");
}

/** A message comes in pieces. Bokeh would take the first ones of a new connection for the missing rest, and give up for good. */
function forgetHalfAMessage({ connection }) {
  const receiver = connection.deref()?._receiver;
  if (receiver) Object.assign(receiver, new receiver.constructor());
}

function retryForEver(event) {
  const timer = setInterval(async () => {
    if (!(await serverIsThere())) return;
    clearInterval(timer);
    event.reconnect();
  }, RETRY);
}

function announce(status) {
  document.dispatchEvent(new CustomEvent("wd:connection", { detail: { status } }));
}

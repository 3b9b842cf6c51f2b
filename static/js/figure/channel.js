// The browser's end of a widget's wire: one message in flight, at most ten a second, the latest state always last.
// A view sends whenever it likes; what the wire cannot carry yet waits here, and only the newest state waits.

/**
 * @typedef {{results?: Object<string, number>, error?: string, answer?: any}} Reply
 * @typedef {"connecting" | "live" | "offline"} Status
 */

const INTERVAL = 100; // ms between two states: ten a second
const PATIENCE = 4000; // ms after which an unanswered message counts as lost

/** @type {Map<string, Channel>} */
const channels = new Map();

/** The channel of a widget; made on first asking, by the view or by the wire, whichever comes first. */
export function channelOf(/** @type {string} */ widget) {
  if (!channels.has(widget)) channels.set(widget, new Channel());
  return channels.get(widget);
}

export class Channel {
  #wire = null; // {send(message)} while connected
  #seq = 0;
  #inFlight = null; // {seq, state, timer}
  #waiting = null; // the newest state not yet sent
  #latest = null; // the newest state ever given: sent again when the wire comes back
  #lastSent = -Infinity;
  #timer = 0;
  #confirm = new Set();
  #status = new Set();
  #questions = new Map(); // seq -> {resolve, reject, timer}
  /** @type {Status} */ status = "connecting";

  /** Give the newest state; it reaches the server when the wire allows, and replaces one that still waits. */
  send(state) {
    this.#latest = this.#waiting = state;
    this.#pump();
  }

  /** Ask what only Python computes. Rejects when there is no wire or no answer in time. */
  request(question, timeout = 8000) {
    if (!this.#wire) return Promise.reject(new Error("offline"));
    const seq = ++this.#seq;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => { this.#questions.delete(seq); reject(new Error("no answer")); }, timeout);
      this.#questions.set(seq, { resolve, reject, timer });
      this.#wire.send({ seq, question });
    });
  }

  /** Be told the kernel's numbers for the newest state; stale replies are not passed on. */
  onConfirm(/** @type {(reply: Reply, state: any) => void} */ callback) { this.#confirm.add(callback); }

  /** Be told, now and at each change, how the wire is. */
  onStatus(/** @type {(status: Status) => void} */ callback) { this.#status.add(callback); callback(this.status); }

  /** Called by the wire when it is there (again): the server hears the present state at once. */
  connect(wire) {
    this.#forget();
    this.#wire = wire;
    this.#setStatus("live");
    if (this.#latest !== null) this.#waiting = this.#latest;
    this.#pump();
  }

  /** Called by the wire when it is gone. */
  disconnect(wire) {
    if (wire && wire !== this.#wire) return;
    this.#wire = null;
    this.#forget();
    for (const { reject, timer } of this.#questions.values()) { clearTimeout(timer); reject(new Error("offline")); }
    this.#questions.clear();
    this.#setStatus("offline");
  }

  /** Called by the wire with each message of the server. */
  receive(message) {
    const question = this.#questions.get(message.seq);
    if (question) {
      clearTimeout(question.timer);
      this.#questions.delete(message.seq);
      if (message.error) question.reject(new Error(message.error)); else question.resolve(message.answer);
      return;
    }
    if (!this.#inFlight || message.seq !== this.#inFlight.seq) return;
    const { state } = this.#inFlight;
    this.#forget();
    if (message.slow) this.#waiting ??= state;
    else if (!this.#waiting) for (const callback of this.#confirm) callback(withInfinities(message), state);
    this.#pump();
  }

  #pump() {
    if (!this.#wire || this.#inFlight || this.#waiting === null || this.#timer) return;
    const wait = this.#lastSent + INTERVAL - performance.now();
    if (wait > 0) { this.#timer = setTimeout(() => { this.#timer = 0; this.#pump(); }, wait); return; }
    const state = this.#waiting;
    const seq = ++this.#seq;
    this.#waiting = null;
    this.#lastSent = performance.now();
    const timer = setTimeout(() => { this.#inFlight = null; this.#waiting ??= state; this.#pump(); }, PATIENCE);
    this.#inFlight = { seq, state, timer };
    this.#wire.send({ seq, state });
  }

  #forget() {
    if (this.#inFlight) clearTimeout(this.#inFlight.timer);
    this.#inFlight = null;
  }

  #setStatus(status) {
    this.status = status;
    for (const callback of this.#status) callback(status);
  }
}

/** JSON has no infinity: the server writes it as text. */
function withInfinities(reply) {
  if (!reply.results) return reply;
  const results = Object.fromEntries(Object.entries(reply.results).map(([name, value]) => [name, Number(value)]));
  return { ...reply, results };
}

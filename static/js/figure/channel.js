// A figure's end of the wire: states that the kernel confirms, and questions that only Python answers.
//
// A view gives its state as often as it likes. While a hand moves nothing is sent: the page's own numbers agree with
// the kernel's to twelve digits, and what is confirmed is gone a moment later. When the hand rests, or has let go, the
// newest state is sent.
import { OfflineError, wire } from "wd/page/wire.js";

/** @typedef {{results?: Object<string, number>, error?: string}} Reply */

const REST = 150; // ms without a new state after which a hand rests
const TRIES = 2; // of a state that finds no answer
const THOUGHT = 15_000; // ms for a question

/** @type {Map<string, Channel>} */
const channels = new Map();

/** The channel of a widget; made on first asking. */
export function channelOf(/** @type {string} */ widget, /** @type {string} */ kind) {
  if (!channels.has(widget)) channels.set(widget, new Channel(widget, kind));
  return channels.get(widget);
}

export class Channel {
  #place;
  #kind;
  #wire;
  #waiting = null; // the newest state not yet sent
  #inFlight = false;
  #tries = 0;
  #timer = 0;
  #confirm = new Set();
  #questions = new Map(); // topic -> the question that waits for its turn, or null while none does

  /**
   * @param {string} place
   * @param {string} kind
   * @param {Pick<typeof wire, "ask" | "onStatus">} through carries messages
   */
  constructor(place, kind, through = wire) {
    this.#place = place;
    this.#kind = kind;
    this.#wire = through;
    through.onStatus((status) => {
      if (status === "live" && this.#waiting) this.#pump();
    });
  }

  /** Give the newest state; it replaces one that has not been sent. */
  send(/** @type {object} */ state) {
    this.#waiting = state;
    this.#tries = 0;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#pump(), REST);
  }

  /**
   * Ask what only Python computes. Of one sort one question is under way at a time, and the newest of the others waits;
   * those that it replaces are rejected with "superseded", without an answer with an `OfflineError`.
   */
  request(/** @type {{ask?: string}} */ question) {
    const topic = question.ask ?? "";
    return new Promise((resolve, reject) => {
      const job = { question, resolve, reject };
      if (!this.#questions.has(topic)) {
        this.#questions.set(topic, null);
        this.#work(topic, job);
        return;
      }
      this.#questions.get(topic)?.reject(new Error("superseded"));
      this.#questions.set(topic, job);
    });
  }

  /** Be told the kernel's numbers for the newest state; answers to older ones are not passed on. */
  onConfirm(/** @type {(reply: Reply, state: any) => void} */ callback) {
    this.#confirm.add(callback);
  }

  /** Be told, now and at each change, how the wire is. */
  onStatus(/** @type {(status: import("wd/page/wire.js").Status) => void} */ callback) {
    this.#wire.onStatus(callback);
  }

  async #work(topic, { question, resolve, reject }) {
    let refused = true;
    try {
      const { answer, error } = await this.#wire.ask({ kind: this.#kind, place: this.#place, question }, THOUGHT);
      refused = Boolean(error);
      if (refused) reject(new Error(error));
      else resolve(answer);
    } catch (error) {
      reject(error);
    }
    // What was refused is not asked again at once.
    if (refused) await new Promise((resolve) => setTimeout(resolve, 1000));
    const next = this.#questions.get(topic);
    if (!next) {
      this.#questions.delete(topic);
      return;
    }
    this.#questions.set(topic, null);
    this.#work(topic, next);
  }

  async #pump() {
    if (this.#inFlight || this.#waiting === null) return;
    const state = this.#waiting;
    this.#waiting = null;
    this.#inFlight = true;
    try {
      const reply = await this.#wire.ask({ kind: this.#kind, state });
      if (!this.#waiting) for (const callback of this.#confirm) callback(withInfinities(reply), state);
    } catch (error) {
      if (!(error instanceof OfflineError)) console.error(error);
      // When the server is back the newest state is sent again; a state that it never answers, not for ever.
      if (++this.#tries < TRIES) this.#waiting ??= state;
      return;
    } finally {
      this.#inFlight = false;
    }
    if (this.#waiting) this.send(this.#waiting);
  }
}

/** JSON has no infinity: the server writes it as text. */
function withInfinities(reply) {
  if (!reply.results) return reply;
  const results = Object.fromEntries(Object.entries(reply.results).map(([name, value]) => [name, Number(value)]));
  return { ...reply, results };
}

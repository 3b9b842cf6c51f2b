// The wire: the page's one WebSocket. It is opened when a figure is touched or asks a question, and carries messages
// that need nothing but themselves to be answered; so it may be lost, or closed while nobody needs it, and is made anew
// at the next message.
import { untilServerIsThere } from "wd/page/health.js";

/**
 * @typedef {{seq?: number, results?: Object<string, number | string>, answer?: any, error?: string}} Reply
 * @typedef {"idle" | "live" | "offline"} Status idle until the server has been needed
 */

const OPENING = 5000; // ms in which a server that is there has opened a wire
const PATIENCE = 4000; // ms in which it answers a state
const QUIET = [4001, 4002]; // closed since it was idle, or gave way to another: app/wire/wires.py

/** Thrown where there is no answer; a view tells its reader in words of its own. */
export class OfflineError extends Error {}

/** What a view tells its reader then; a page without any server says it otherwise. */
export const AWAY = {
  what:
    "computed by the server, and there is no connection to it now. " +
    "The figure goes on working; try again when it is back.",
  short: "No connection to the server",
  again: "Others can be sent when it is back.",
};

/** @type {Promise<WebSocket> | null} */
let opening = null;
/** @type {WebSocket | null} */
let socket = null;
/** @type {Status} */
let status = "idle";
let seq = 0;
let needed = ""; // the kind of the figure that was touched first
const listeners = new Set();
const unanswered = new Map(); // seq -> {resolve, reject, timer}

export const wire = {
  /**
   * Open the wire, if it is not open: who touches a figure will soon send something.
   * @param {string} kind the figure's
   */
  open(kind) {
    needed = kind;
    connect(kind).catch(() => {});
  },

  /** Send a message and return its answer; throws an `OfflineError` if there is none. @returns {Promise<Reply>} */
  async ask(/** @type {object} */ message, patience = PATIENCE) {
    const through = await connect();
    return new Promise((resolve, reject) => {
      const mine = ++seq;
      const timer = setTimeout(() => {
        unanswered.delete(mine);
        reject(new OfflineError("no answer"));
        if (patience === PATIENCE) lose(through); // a question may be long, and the server well
      }, patience);
      unanswered.set(mine, { resolve, reject, timer });
      through.send(JSON.stringify({ seq: mine, ...message }));
    });
  },

  /** Be told, now and at each change, how the wire is. */
  onStatus(/** @type {(status: Status) => void} */ callback) {
    listeners.add(callback);
    callback(status);
  },
};

/** @returns {Promise<WebSocket>} */
function connect(kind = "") {
  opening ??= open(kind).catch((error) => {
    opening = null;
    away(false);
    throw error;
  });
  return opening;
}

function open(/** @type {string} */ kind) {
  return new Promise((resolve, reject) => {
    const url = Object.assign(new URL("/wire", location.href), {
      protocol: location.protocol.replace("http", "ws"),
      search: `kind=${kind}`,
    });
    const fresh = new WebSocket(url);
    const refuse = () => {
      clearTimeout(timer);
      reject(new OfflineError("offline"));
    };
    const timer = setTimeout(() => {
      refuse();
      fresh.close();
    }, OPENING);
    fresh.onopen = () => {
      clearTimeout(timer);
      socket = fresh;
      setStatus("live");
      resolve(fresh);
    };
    fresh.onmessage = ({ data }) => receive(JSON.parse(data));
    fresh.onclose = ({ code }) => {
      if (fresh === socket) closed(QUIET.includes(code));
      else refuse();
    };
  });
}

function receive(/** @type {Reply} */ reply) {
  const asked = unanswered.get(reply.seq);
  if (!asked) return;
  clearTimeout(asked.timer);
  unanswered.delete(reply.seq);
  asked.resolve(reply);
}

/** The wire is gone. @param {boolean} quiet because nobody needed it */
function closed(quiet) {
  socket = opening = null;
  const lost = [...unanswered.values()];
  unanswered.clear();
  for (const { reject, timer } of lost) {
    clearTimeout(timer);
    reject(new OfflineError("offline"));
  }
  if (!quiet || lost.length) away(true);
}

/** Nothing is heard of the server any more: do not wait until the browser notices. */
function lose(/** @type {WebSocket} */ silent) {
  if (silent === socket) closed(false);
  silent.close();
}

/**
 * The server is away; say so, and when it is back.
 * @param {boolean} again open another wire then, since there was one
 */
async function away(again) {
  if (status === "offline") return;
  setStatus("offline");
  await untilServerIsThere();
  setStatus("live");
  if (again && needed) wire.open(needed); // what a hand has touched it will touch again
}

function setStatus(/** @type {Status} */ next) {
  if (status === next) return;
  status = next;
  for (const callback of listeners) callback(status);
}

// A page that is put away keeps no wire; when it is brought back, the next touch makes another.
addEventListener("pagehide", () => {
  const last = socket;
  if (last) {
    closed(true);
    last.close();
  }
});

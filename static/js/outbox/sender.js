// Sends what waits in the outbox, in order, one tab at a time, until the server has confirmed it or refused it for
// good.
import { outbox } from "wd/outbox/outbox.js";
import { keep, withRecord } from "wd/page/carried.js";
import { untilServerIsThere } from "wd/page/health.js";

/**
 * @typedef {import("wd/outbox/outbox.js").Deed} Deed
 * @typedef {{fragments?: Object<string, string>, refused?: string}} Outcome what became of a deed
 * @typedef {{deeds: Deed[], trouble: Trouble | null}} Waiting
 * @typedef {{offline: boolean, reason: string}} Trouble why nothing is confirmed now, in a few words of the server's
 */

const LIMIT = 8000; // ms for one try: a server that stands still answers as little as one that is away
const FIRST = 1000; // ms before the second try; each later one waits twice as long
const LONGEST = 60_000;
const OUTAGE = 1500; // ms: after a longer one the next try is made at once
const AGAIN = [408, 425, 429]; // of the 4xx: not now, says the server, and not: never

const others = globalThis.BroadcastChannel ? new BroadcastChannel("wd-outbox") : null;
let tries = 0;
let timer = 0;
/** @type {Promise<void> | null} */
let passing = null;
let wanted = false;

/** Send soon what waits; whoever asks while something is sent is served after it. */
export function send() {
  wanted = true;
  passing ??= pass().finally(() => {
    passing = null;
  });
}

/** Be told what became of each deed, in whichever tab it was sent. */
export function onOutcome(/** @type {(deed: Deed, outcome: Outcome) => void} */ callback) {
  document.addEventListener("wd:outcome", ({ detail }) => callback(detail.deed, detail.outcome));
}

/** Be told whenever it has changed what waits, or why. */
export function onWaiting(/** @type {(waiting: Waiting) => void} */ callback) {
  document.addEventListener("wd:waiting", ({ detail }) => callback(detail));
}

/** Begin: with what an earlier page has left, and again whenever the connection may be back. */
export function keepSending() {
  others?.addEventListener("message", ({ data }) => {
    tell("wd:outcome", data);
    report(null);
  });
  const afresh = () => {
    tries = 0;
    send();
  };
  addEventListener("online", afresh);
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) afresh();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) afresh();
  });
  let since = 0;
  document.addEventListener("wd:connection", ({ detail: { status } }) => {
    if (status === "offline") since = performance.now();
    else if (performance.now() - since > OUTAGE) afresh();
  });
  send();
}

async function pass() {
  while (wanted) {
    wanted = false;
    clearTimeout(timer);
    const trouble = await oneTabAtATime(sendAll);
    await report(trouble);
    if (!trouble) {
      tries = 0;
      continue;
    }
    timer = setTimeout(send, Math.min(LONGEST, FIRST * 2 ** tries++) * (0.8 + 0.4 * Math.random()));
    if (trouble.offline) untilServerIsThere();
  }
}

/**
 * Where a browser has no locks, two tabs may send the same: the server counts it once.
 * @template T @param {() => Promise<T>} work @returns {Promise<T>}
 */
function oneTabAtATime(work) {
  return navigator.locks ? navigator.locks.request("wd-outbox", work) : work();
}

/** Send until nothing waits, or the server cannot take more now. @returns {Promise<Trouble | null>} */
async function sendAll() {
  const left = new Set(); // deeds over which the server stumbles: the others need not wait for its repair
  /** @type {Trouble | null} */
  let stumbled = null;
  for (;;) {
    const deed = (await outbox.waiting()).find(({ id }) => !left.has(id));
    if (!deed) return stumbled;
    const { trouble, outcome, stumbles } = await attempt(deed);
    if (stumbles) {
      left.add(deed.id);
      stumbled = trouble;
      continue;
    }
    if (trouble) return trouble;
    tries = 0;
    await outbox.remove(deed.id);
    tell("wd:outcome", { deed, outcome });
    others?.postMessage({ deed, outcome });
  }
}

/** @returns {Promise<{outcome?: Outcome, trouble?: Trouble, stumbles?: boolean}>} */
async function attempt(/** @type {Deed} */ deed) {
  const headers = {
    Accept: "application/json",
    "Content-Type": deed.type,
    "WD-Waited": String(Math.max(0, Date.now() - deed.at)),
    ...(deed.who && { "WD-Learner": deed.who }),
  };
  try {
    const signal = AbortSignal.timeout(LIMIT);
    const answer = await fetch(deed.url, { method: "POST", body: withRecord(deed.body, deed.type), headers, signal });
    const json = await answer.json().catch(() => ({})); // somebody else's page, as hotels show one, confirms nothing
    if (answer.ok) keep(json);
    if (answer.ok && json.fragments) return { outcome: { fragments: json.fragments } };
    if (isFinal(answer.status) && json.error) return { outcome: { refused: json.error } };
    const trouble = { offline: !json.error, reason: json.fault ?? "" };
    return { trouble, stumbles: answer.status === 500 };
  } catch {
    return { trouble: { offline: true, reason: "" } };
  }
}

const isFinal = (/** @type {number} */ status) => status >= 400 && status < 500 && !AGAIN.includes(status);

async function report(/** @type {Trouble | null} */ trouble) {
  tell("wd:waiting", { deeds: await outbox.waiting(), trouble });
  // What lives in this page alone would go with it.
  if (outbox.lasts) removeEventListener("beforeunload", ask);
  else addEventListener("beforeunload", ask);
}

const ask = (/** @type {Event} */ event) => event.preventDefault();

const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

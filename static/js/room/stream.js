// The newest state of a room: by one stream of events, or by asking every three seconds where a proxy swallows it.

/**
 * @typedef {{version: number, step: number, phase: string, round: number, closes: number | null, html: string}} Frame
 * @typedef {object} Shown
 * @property {(frame: Frame) => void} show   a newer state
 * @property {(closes: number | null) => void} until   when the round closes, in the server's ms
 * @property {(server: number) => void} clock   the server's time, in ms
 * @property {(up: boolean) => void} line   whether the server is heard
 * @property {() => void} over   there is no such room any more
 */

const FIRST = 6000; // ms: a stream that says nothing for so long at its beginning is swallowed
const SILENCE = 40_000; // ms: the server says every 25 s that it lives
const ASK = 3000; // ms between two questions
const AGAIN = 20; // questions, after which the stream is tried again where it was swallowed
const SOON = 2; // the same where it was refused

/** @param {string} room @param {number} version @param {Shown} shown */
export function follow(room, version, shown) {
  /** @type {EventSource | null} */
  let stream = null;
  let heard = 0;
  /** @type {number | undefined} */
  let asking;

  const take = (/** @type {Frame} */ frame) => {
    // After a restore of the database a room may be younger than it was: only what is the same is passed over.
    if (frame.version !== version) {
      version = frame.version;
      shown.show(frame);
    }
    shown.until(frame.closes);
  };
  const listen = () => {
    stream?.close();
    clearTimeout(asking);
    stream = new EventSource(`${room}/stream`);
    heard = 0;
    const alive = () => {
      heard = performance.now();
      shown.line(true);
    };
    stream.onmessage = ({ data }) => {
      alive();
      take(JSON.parse(data));
    };
    stream.addEventListener("clock", ({ data }) => {
      alive();
      shown.clock(Number(data));
    });
    stream.addEventListener("beat", alive);
    stream.onerror = ({ target }) => {
      shown.line(false);
      // It tries again by itself after a broken line, but not after a refusal, as of a server that is ending.
      const mine = /** @type {EventSource} */ (target);
      if (mine === stream && mine.readyState === EventSource.CLOSED) giveUp(SOON);
    };
    stream.addEventListener("elsewhere", () => setTimeout(listen, 300 + 700 * Math.random()));
    stream.addEventListener("over", () => {
      stream?.close();
      shown.over();
    });
    setTimeout(watch, FIRST, stream);
  };
  const watch = (/** @type {EventSource} */ mine) => {
    if (mine !== stream) return;
    if (heard && performance.now() - heard < SILENCE) {
      setTimeout(watch, SILENCE / 4, mine);
      return;
    }
    giveUp(AGAIN);
  };
  /** Do without a stream for so many questions. */
  const giveUp = (/** @type {number} */ questions) => {
    stream?.close();
    stream = null;
    clearTimeout(asking);
    ask(questions);
  };
  const ask = async (/** @type {number} */ left) => {
    try {
      const answer = await fetch(`${room}?since=${version}`, {
        headers: { Accept: "application/json" },
        cache: "no-store",
        signal: AbortSignal.timeout(10_000),
      });
      if (answer.status === 404) {
        shown.over();
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      shown.line(true);
      shown.clock(Number(answer.headers.get("X-Clock")));
      if (answer.status === 200) take(await answer.json());
    } catch {
      shown.line(false);
    }
    if (stream) return; // somebody has looked at the page again meanwhile
    if (left > 0) asking = setTimeout(ask, ASK, left - 1);
    else listen();
  };

  document.addEventListener("visibilitychange", () => {
    // A phone that was locked has missed what was sent, and may not know that its stream is dead.
    if (document.visibilityState === "visible") listen();
  });
  addEventListener("pageshow", ({ persisted }) => persisted && listen());
  listen();
}

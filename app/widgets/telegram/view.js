// The telegram comes alive: it plays the tape that the server counted, and asks for another one when something is changed.
import { formatNumber, fullPrecision } from "wd/figure/format.js";
import { onHighlight, tellHighlight, tellLetter, tellQuantities, tellState } from "wd/page/events.js";
import { AWAY, OfflineError } from "wd/page/wire.js";
import { canvasFigure } from "./canvas.js";
import { bindControls } from "./controls.js";
import { curves, drawn, share } from "./curves.js";
import { Player } from "./player.js";
import { readPair, toQuery } from "./query.js";
import { ribbonOf } from "./ribbon.js";
import { Run } from "./run.js";
import { stillFigure } from "./still.js";
import { formatBits, outcome } from "./words.js";

const BUSY = 12; // frames a second that the ribbon is rewritten while letters run fast: more is only flicker

/** @param {HTMLElement} element @param {import("wd/page/mount.js").Start} start */
export function mount(element, { id, state: first, options, channel }) {
  const given = JSON.parse(element.querySelector(".telegram-tape").textContent);
  const root = element.querySelector(".telegram");
  const role = (name) => root.querySelector(`[data-role="${name}"]`);
  const numbers = [...root.querySelectorAll(".account [data-quantity]")];
  const still = stillFigure(role("plot"));
  const ribbon = ribbonOf(role("ribbon"), given.words);
  const state = { ...first };
  let { frame, results, blocks } = given;
  let run = new Run(given.tape, state.labels);
  let counts = drawn(run.total);
  const wanted = { ...first }; // the state with what has been wished for since and is not there yet
  let wishes = 0;
  let written = 0; // when the ribbon was last rewritten

  const sent = () => state.sent ?? run.total;
  const canvas = canvasFigure(role("plot"), () => draw());
  const player = new Player({ sent, total: () => run.total, speed: () => state.speed, move, ended: settle });

  function draw() {
    const lines = curves(run, counts, sent());
    if (root.querySelector(".plot").dataset.canvas !== "true" || !player.playing) still(lines, frame);
    canvas.draw(lines, frame);
  }

  /** Everything that follows from how many letters are sent. */
  function paint() {
    const now = sent();
    const values = { ...results, ...run.numbers(now) };
    draw();
    if (!player.playing || performance.now() - written > 1000 / BUSY) {
      ribbon(run, now);
      written = performance.now();
    }
    for (const number of numbers) write(number, values[number.dataset.quantity], state.code);
    role("sent").textContent = now;
    role("total").textContent = run.total;
    controls.place(now ? Math.round(1000 * share(now, run.total)) : 0, `${now} of ${run.total} letters`);
    for (const row of root.querySelectorAll("[data-count]")) row.hidden = Number(row.dataset.count) > now;
    tellQuantities(id, values, "bits");
  }

  function move(/** @type {number} */ letters) {
    const last = letters > sent() ? letters - 1 : null;
    state.sent = wanted.sent = letters >= run.total ? null : letters;
    paint();
    if (last !== null)
      tellLetter(id, { p: run.word("p", last), q: run.word("q", last) }, player.playing ? 1 / state.speed : Infinity);
  }

  /** A gesture is over: say how it stands, to the reader and to the page. The numbers are the server's already. */
  function settle() {
    player.pause();
    paint();
    role("outcome").textContent = outcome(given.words.outcomes, run, sent(), state.code);
    controls.playing(false);
    tellState(id, toQuery(state));
  }

  /** Ask for another tape; the present one stays until it is there, and of several wishes the last one counts. */
  async function change(/** @type {object} */ fields) {
    player.pause();
    controls.playing(false);
    controls.complain("");
    const wish = Object.assign(wanted, fields);
    const mine = ++wishes;
    try {
      const answer = await channel.request({ tape: wish, id, hide: options.hide });
      if (mine === wishes) take(answer);
      controls.offline("");
      return true;
    } catch (error) {
      if (mine !== wishes) return false;
      Object.assign(wanted, state);
      if (error instanceof OfflineError)
        controls.offline(`${AWAY.short}: this telegram stays, and goes on playing. ${AWAY.again}`);
      else controls.complain(sentence(error.message));
      controls.show(state, blocks);
      return false;
    }
  }

  function take(answer) {
    Object.assign(state, answer.state);
    Object.assign(wanted, answer.state);
    ({ frame, results, blocks } = { ...answer, results: finite(answer.results) });
    run = new Run(answer.tape, state.labels);
    counts = drawn(run.total);
    root.dataset.code = state.code;
    for (const [name, html] of Object.entries(answer.fragments)) {
      const place = root.querySelector(`[data-fragment="${name}"]`);
      if (place) place.innerHTML = html;
    }
    for (const number of root.querySelectorAll(".account [data-quantity]"))
      if (!(number.dataset.quantity in results)) write(number, undefined, state.code);
    controls.show(state, blocks);
    settle();
  }

  const controls = bindControls(root, {
    state,
    wanted,
    play() {
      if (player.playing) {
        settle();
        return;
      }
      controls.playing(true);
      role("outcome").textContent = "";
      player.play();
    },
    step() {
      player.pause();
      move(sent() >= run.total ? 1 : sent() + 1);
      settle();
    },
    rewind() {
      player.pause();
      move(0);
      settle();
    },
    moveTo(part) {
      player.pause();
      controls.playing(false);
      move(part ? Math.max(1, Math.round(run.total ** part)) : 0);
    },
    moveBy(letters) {
      player.pause();
      move(Math.min(run.total, Math.max(0, sent() + letters)));
      settle();
    },
    settle,
    speed(value) {
      state.speed = wanted.speed = value;
      tellState(id, toQuery(state));
    },
    change,
    link: () => `${new URL(options.link, location.href).href}?${new URLSearchParams(toQuery(state))}`,
  });

  results = finite(results);
  root.dataset.alive = "true";
  controls.show(state, blocks);
  controls.playing(false);
  channel.onStatus((status) => {
    if (status === "live") controls.offline("");
  });

  const stopHighlight = onHighlight(id, (quantity) => {
    for (const number of root.querySelectorAll("[data-quantity]"))
      number.classList.toggle("lit", number.dataset.quantity === quantity);
  });
  root.addEventListener("pointerover", ({ target }) =>
    tellHighlight(id, target.closest("[data-quantity]")?.dataset.quantity ?? null),
  );
  root.addEventListener("pointerleave", () => tellHighlight(id, null));

  const follow = ({ detail }) => {
    if (detail.widget !== options.follows) return;
    const pair = readPair(detail.query);
    change({
      ...pair,
      source: "draw",
      message: "",
      sent: null,
      block: Math.min(wanted.block, largestBlock(pair.p.length)),
    });
  };
  if (options.follows) document.addEventListener("wd:state", follow);

  return {
    state: () => ({ ...state }),
    query: () => toQuery(state),
    go: (next) => change(next),
    /** Go to the state in which an earlier page was left; another tape than the page's is the server's to count. */
    restore(left) {
      const tape = ({ sent: _, speed: __, ...fields }) => JSON.stringify(fields);
      if (tape(left) !== tape(state)) {
        change(left);
        return;
      }
      Object.assign(wanted, Object.assign(state, left));
      controls.show(state, blocks);
      paint();
    },
    shownValues: () => ({ ...state, counts: run.counts(sent()) }),
    destroy() {
      player.pause();
      canvas.destroy();
      stopHighlight();
      document.removeEventListener("wd:state", follow);
    },
  };
}

/** Write one number of the account; a dash where there is none. */
function write(element, value, code) {
  const { quantity } = element.dataset;
  const exists = value !== undefined && !Number.isNaN(value);
  const text = exists ? (quantity.startsWith("bits-") ? formatBits(value, code) : formatNumber(value)) : "–";
  if (element.textContent !== text) element.textContent = text;
  element.dataset.value = element.title = exists ? fullPrecision(value) : "";
}

/** The largest block of which there are few enough, as checking.py says. */
function largestBlock(letters) {
  let size = 2;
  while (size < 8 && letters ** (size + 1) <= 4096) size++;
  return size;
}

function finite(results) {
  return Object.fromEntries(Object.entries(results).map(([name, value]) => [name, Number(value)]));
}

function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

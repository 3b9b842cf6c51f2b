// The telegram comes alive: it plays the tape that the server counted, and asks for another one when something is changed.
import { formatNumber, fullPrecision } from "wd/format.js";
import { tellQuantities, tellState } from "wd/events.js";
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

/** @param {HTMLElement} element @param {import("wd/mount.js").Start} start */
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
  let written = 0; // when the ribbon was last rewritten

  const sent = () => state.sent ?? run.total;
  const canvas = canvasFigure(role("plot"), id, () => draw());
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
    state.sent = letters >= run.total ? null : letters;
    paint();
  }

  /** A gesture is over: say how it stands, to the reader, the page and the server. */
  function settle() {
    player.pause();
    paint();
    role("outcome").textContent = outcome(given.words.outcomes, run, sent(), state.code);
    controls.playing(false, sent() >= run.total);
    channel.send({ ...state });
    tellState(id, toQuery(state));
  }

  /** Ask for another tape; what is on the table stays until it is there. */
  async function change(/** @type {object} */ fields) {
    player.pause();
    controls.playing(false, sent() >= run.total);
    controls.complain("");
    try {
      take(await channel.request({ tape: { ...state, ...fields }, id, hide: options.hide }));
      controls.offline("");
      return true;
    } catch (error) {
      const lost = ["offline", "no answer"].includes(error.message);
      if (lost) controls.offline("No connection to the server: this telegram stays, and goes on playing. Another one comes when the connection is back.");
      else controls.complain(sentence(error.message));
      controls.show(state, blocks);
      return false;
    }
  }

  function take(answer) {
    Object.assign(state, answer.state);
    ({ frame, results, blocks } = { ...answer, results: finite(answer.results) });
    run = new Run(answer.tape, state.labels);
    counts = drawn(run.total);
    root.dataset.code = state.code;
    for (const [name, html] of Object.entries(answer.fragments)) {
      const place = root.querySelector(`[data-fragment="${name}"]`);
      if (place) place.innerHTML = html;
    }
    for (const number of root.querySelectorAll(".account [data-quantity]")) if (!(number.dataset.quantity in results)) write(number, undefined, state.code);
    controls.show(state, blocks);
    settle();
  }

  const controls = bindControls(root, {
    state,
    options,
    play() {
      if (player.playing) { settle(); return; }
      controls.playing(true, false);
      role("outcome").textContent = "";
      player.play();
    },
    step() { player.pause(); move(sent() >= run.total ? 1 : sent() + 1); settle(); },
    rewind() { player.pause(); move(0); settle(); },
    moveTo(part) { player.pause(); controls.playing(false, false); move(part ? Math.max(1, Math.round(run.total ** part)) : 0); },
    moveBy(letters) { player.pause(); move(Math.min(run.total, Math.max(0, sent() + letters))); settle(); },
    settle,
    speed(value) { state.speed = value; tellState(id, toQuery(state)); },
    change,
    link: () => `${new URL(options.link, location.href).href}?${new URLSearchParams(toQuery(state))}`,
  });

  results = finite(results);
  controls.show(state, blocks);
  controls.playing(false, sent() >= run.total);
  channel.onStatus((status) => { if (status === "live") controls.offline(""); });

  const follow = ({ detail }) => { if (detail.widget === options.follows) change({ ...readPair(detail.query), source: "draw", message: "" }); };
  if (options.follows) document.addEventListener("wd:state", follow);

  return {
    state: () => ({ ...state }),
    destroy() { player.pause(); canvas.destroy(); document.removeEventListener("wd:state", follow); },
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

function finite(results) { return Object.fromEntries(Object.entries(results).map(([name, value]) => [name, Number(value)])); }

function sentence(text) { return text.charAt(0).toUpperCase() + text.slice(1); }

// Lets figures be heard: what a figure names in `data-heard`, and shows, has a pitch; code words have tones.
import { frequencyOf, inNats, lengthOf, SILENT, tonesOf } from "wd/sound/pitch.js";
import { Tones } from "wd/sound/tones.js";
import { wished } from "wd/sound/wish.js";

/** What the two dictionaries of a telegram are heard at, in hertz: a fifth apart. */
const CODES = { p: { frequency: 330, side: -1 }, q: { frequency: 495, side: 1 } };
const UNIT = 0.07; // s of a 0, where there is time

/** @type {Tones | null} */
let tones = null;
const last = new Map(); // `widget.quantity` -> nats, as they were painted last
const fresh = new Set(); // those that have changed since their last note
let busy = 0; // when the last code word will have ended, ms

/** Make the tones, from within a gesture: else a browser keeps them still. @returns {Tones} */
export function wakeTones() {
  tones ??= new Tones();
  tones.wake();
  return tones;
}

/** A short note, so that whoever asks for sound hears that there is some. */
export function sample() {
  wakeTones().play({ frequency: frequencyOf(0.5), shaking: false, side: 0 });
}

/** Listen to all figures of the page. */
export function hearFigures() {
  for (const sort of ["pointerdown", "pointerup", "keydown"]) {
    document.addEventListener(
      sort,
      ({ target }) => {
        if (wished("on") && target instanceof Element && target.closest("figure.widget")) wakeTones();
      },
      { capture: true, passive: true },
    );
  }
  document.addEventListener("wd:quantities", (/** @type {any} */ { detail }) => {
    if (!wished("on")) return; // and nothing is looked for: a drag in silence costs what it did
    for (const { name, nats, side } of heard(detail)) {
      const before = last.get(name);
      last.set(name, nats);
      if (before === undefined || before === nats) continue;
      fresh.add(name);
      if (tones) sound(nats, before, side, wished("brief"));
    }
  });
  document.addEventListener("wd:state", (/** @type {any} */ { detail: { widget } }) => {
    if (!tones || !wished("on") || !wished("brief")) return;
    for (const { name, side } of places(widget)) if (fresh.delete(name)) note(last.get(name), side);
  });
  document.addEventListener("wd:letter", (/** @type {any} */ { detail }) => {
    if (tones && wished("on")) spell(detail);
  });
}

/** What of a figure is heard: the quantities that it names and shows, two of them left and right. */
function places(widget) {
  const figure = document.getElementById(`widget-${widget}`);
  const names = figure?.dataset.heard?.split(" ") ?? [];
  const shown = names.map((quantity) => ({ quantity, place: seen(figure, quantity) })).filter(({ place }) => place);
  return shown.map(({ quantity, place }, i) => ({
    name: `${widget}.${quantity}`,
    quantity,
    unit: place.dataset.unit,
    side: shown.length > 1 ? 2 * i - 1 : 0,
  }));
}

function seen(figure, quantity) {
  const all = [...figure.querySelectorAll(`[data-quantity="${quantity}"]`)];
  return all.find((place) => place.textContent !== "?" && place.getClientRects().length > 0);
}

function heard({ widget, values, unit }) {
  return places(widget)
    .filter(({ quantity }) => typeof values[quantity] === "number")
    .map((place) => ({ ...place, nats: inNats(values[place.quantity], place.unit ?? unit) }));
}

function sound(nats, before, side, brief) {
  if (nats < SILENT) {
    tones.rest(side);
    if (!(before < SILENT)) tones.click(side);
  } else if (!brief) {
    tones.hold({ frequency: frequencyOf(nats), shaking: nats === Infinity, side });
  }
}

function note(nats, side) {
  if (nats >= SILENT) tones.play({ frequency: frequencyOf(nats), shaking: nats === Infinity, side });
}

/**
 * A letter's words in both dictionaries at once: what is still heard on the right when the left has ended is the gap.
 * @param {{words: Object<string, {digits: string, bits: number}>, seconds: number}} letter
 */
function spell({ words, seconds }) {
  if (performance.now() < busy) return; // letters that run faster than their words are not piled up
  const plain = Object.entries(words).map(([name, { digits, bits }]) => ({ name, tones: tonesOf(digits, bits, 1) }));
  const longest = Math.max(...plain.map((each) => lengthOf(each.tones)));
  if (!longest) return;
  const unit = Math.min(UNIT, Math.max(seconds, 0.05) / longest);
  for (const { name, tones: word } of plain) {
    for (const { start, length } of word) tones.play({ ...CODES[name], shaking: false }, start * unit, length * unit);
  }
  busy = performance.now() + longest * unit * 1000;
}

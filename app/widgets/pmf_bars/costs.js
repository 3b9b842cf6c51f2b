// The nested bars: H(P), and under it H(P, Q) = H(P) + KL on the same scale; the other direction and JS are built of
// the same parts.
import { attribute, percent, style } from "wd/figure/paint.js";
import { formatPlain } from "wd/figure/format.js";
import { ticks } from "./scale.js";
import { element } from "wd/figure/element.js";

/** One pair: an entropy, the total under it, and the band between them. @param {Element} root */
export function makePair(root, { entropy, total, hideEntropy = false }) {
  const rects = {
    entropy: root.querySelector(`.measure-${entropy} .track rect`),
    base: root.querySelectorAll(`.measure-${total} .track .result`)[0],
    band: root.querySelectorAll(`.measure-${total} .track .result`)[1],
  };
  const write = {
    entropy: attribute(rects.entropy, "width"),
    base: attribute(rects.base, "width"),
    bandX: attribute(rects.band, "x"),
    band: attribute(rects.band, "width"),
    torn: attribute(root.querySelector(`.measure-${total}`), "data-torn"),
    guide: style(root.querySelector(".guide"), "left"),
    at: style(root.querySelector(".band-name"), "--at"),
  };
  return {
    /** @param {{drawn: any, scale: number, pending: boolean, reveal: number}} frame */
    paint({ drawn, scale, pending, reveal }) {
      const start = Math.min(1, drawn[entropy] / scale);
      const end = Math.min(1, drawn[total] / scale);
      const shown = pending ? 0 : reveal;
      write.entropy(percent(pending && hideEntropy ? 0 : start));
      write.base(percent(start * shown));
      write.bandX(percent(start * shown));
      write.band(percent((end - start) * shown));
      write.torn(String(!pending && shown === 1 && drawn[total] > scale));
      write.guide(percent(pending && hideEntropy ? 0 : start));
      write.at(String(pending && hideEntropy ? 0 : start));
    },
  };
}

/** The axis below the bars. @param {Element} root */
export function makeAxis(root) {
  let key = "";
  let marks = [];
  return {
    /**
     * @param {{scale: number, round: number, state: {unit: string}}} frame `round` is the length that the axis is
     *   gliding to
     */
    paint({ scale, round, state }) {
      const now = `${round} ${state.unit}`;
      if (now !== key) {
        key = now;
        const places = ticks(round);
        marks = places.map((place, i) => ({
          place,
          mark: element("span", {}, formatPlain(place) + (i === places.length - 1 ? ` ${state.unit}` : "")),
        }));
        root.replaceChildren(...marks.map(({ mark }) => mark));
      }
      for (const { place, mark } of marks) {
        mark.style.left = percent(place / scale);
        mark.style.visibility = place > scale * 1.001 ? "hidden" : "visible";
      }
    },
  };
}

/** One bar alone, such as JS. */
export function makeSingle(/** @type {Element} */ root, /** @type {string} */ quantity) {
  const width = attribute(root.querySelector(".track .result"), "width");
  return { paint: ({ drawn, scale, pending }) => width(percent(pending ? 0 : drawn[quantity] / scale)) };
}

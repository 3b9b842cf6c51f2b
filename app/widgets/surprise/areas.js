// The areas: each outcome a rectangle, as wide as it is probable and as high as it surprises; the level, the ceiling,
// the names.
import { element } from "wd/figure/element.js";
import { formatNumber, formatPlain } from "wd/figure/format.js";
import { attribute, percent, style, text } from "wd/figure/paint.js";
import { ticks } from "wd/figure/scale.js";
import { tagSide, TIGHT } from "./frame.js";

/** @param {Element} root the figure */
export function makeAreas(root) {
  const area = root.querySelector(".area");
  const rectangles = area.querySelector(".rectangles");
  const tags = area.querySelector(".tags");
  const patterns = [
    rectangles.querySelector(".part"),
    tags.querySelector(".tag"),
    tags.querySelector(".word-length"),
  ].map((each) => /** @type {any} */ (each.cloneNode(true)));
  const parts = [...rectangles.querySelectorAll(".part")].map((part, i) =>
    makePart(part, tags.querySelectorAll(".tag")[i], tags.querySelectorAll(".word-length")[i]),
  );
  const level = style(area.querySelector(".level"), "bottom");
  const ceiling = style(area.querySelector(".ceiling"), "bottom");
  const scale = makeScale(area.querySelector(".scale"));

  function sync(n) {
    while (parts.length > n) parts.pop().remove();
    while (parts.length < n) {
      const [part, tag, word] = patterns.map((each) => /** @type {any} */ (each.cloneNode(true)));
      tag.querySelector(".number").dataset.outcome = String(parts.length);
      rectangles.append(part);
      tags.append(tag, word);
      parts.push(makePart(part, tag, word));
    }
  }

  return {
    /** @param {import("./figure.js").Frame} frame */
    paint(frame) {
      const { drawn, height, pending, reveal } = frame;
      sync(drawn.p.length);
      let left = 0;
      parts.forEach((part, i) => {
        part.paint(frame, i, left);
        left += drawn.p[i];
      });
      level(percent(pending ? 0 : (drawn.entropy * reveal) / height));
      ceiling(percent(drawn.ceiling / height));
      scale(frame);
    },
    light(index) {
      parts.forEach((part, i) => part.light(i === index));
    },
  };
}

function makePart(part, tag, word) {
  const rect = (name, ...attributes) => attributes.map((each) => attribute(part.querySelector(`.${name}`), each));
  const [x, width] = [attribute(part, "x"), attribute(part, "width")];
  const [gapY, gapHeight] = rect("gap", "y", "height");
  const [lowHeight] = rect("low", "height");
  const [overY, overHeight] = rect("over", "y", "height");
  const [edgeHeight] = rect("edge", "height");
  const write = writersOf(tag, word);
  return {
    remove() {
      part.remove();
      tag.remove();
      word.remove();
    },
    light(on) {
      part.classList.toggle("lit", on);
    },
    paint({ state, surprises, lengths, drawn, height, pending, reveal, perBit, codewords }, i, left) {
      const p = drawn.p[i];
      const top = pending || p === 0 ? 0 : Math.min(drawn.surprises[i], height * 2) * reveal;
      const line = pending ? 0 : drawn.entropy * reveal;
      x(percent(left));
      width(percent(p));
      gapY(percent(top / height));
      gapHeight(percent((line - top) / height));
      lowHeight(percent(Math.min(top, line) / height));
      overY(percent(line / height));
      overHeight(percent((top - line) / height));
      edgeHeight(percent(top / height));
      write.name(state.labels[i]);
      write.number(pending ? "?" : formatNumber(surprises[i]));
      write.value(pending ? "" : String(surprises[i]));
      write.title(pending ? "" : `${surprises[i]} ${state.unit}`);
      const side = pending ? "none" : tagSide(i, drawn.p, drawn.surprises, height);
      write.side(side);
      write.torn(String(!pending && Number.isFinite(surprises[i]) && surprises[i] > height));
      write.tight(String(p < TIGHT));
      const digits = pending ? 0 : Math.min(lengths[i] * perBit, height);
      write.bottom(percent((side === "over" ? Math.max(top, line, codewords ? digits : 0) : top) / height));
      write.middle(percent(left + p / 2));
      write.left(percent(left));
      write.right(percent(1 - left - p));
      write.width(percent(p));
      write.wordLeft(percent(left));
      write.wordWidth(percent(p));
      write.wordBottom(percent(digits / height));
      write.wordNone(String(pending || state.p[i] === 0));
    },
  };
}

function writersOf(tag, word) {
  const number = tag.querySelector(".number");
  return {
    name: text(tag.querySelector(".tag-name")),
    number: text(number),
    value: attribute(number, "data-value"),
    title: attribute(number, "title"),
    side: attribute(tag, "data-side"),
    torn: attribute(tag, "data-torn"),
    tight: attribute(tag, "data-tight"),
    bottom: style(tag, "bottom"),
    middle: style(tag, "--middle"),
    left: style(tag, "--left"),
    right: style(tag, "--right"),
    width: style(tag, "--width"),
    wordLeft: style(word, "--left"),
    wordWidth: style(word, "--width"),
    wordBottom: style(word, "bottom"),
    wordNone: attribute(word, "data-none"),
  };
}

/** The marks beside the figure; they glide with the axis. */
function makeScale(root) {
  let key = 0;
  let marks = [];
  return ({ height, round }) => {
    if (round !== key) {
      key = round;
      marks = ticks(round).map((place) => ({ place, mark: element("span", {}, formatPlain(place)) }));
      root.replaceChildren(...marks.map(({ mark }) => mark));
    }
    for (const { place, mark } of marks) {
      mark.style.bottom = percent(place / height);
      mark.style.visibility = place > height * 1.001 ? "hidden" : "visible";
    }
  };
}

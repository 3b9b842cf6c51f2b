// The gap story: two equal bumps drawn apart, and the KL of each minimum as far as the reader has been. Nothing is told before it was seen.
import { element } from "wd/figure/element.js";
import { formatNumber } from "wd/figure/format.js";
import { style } from "wd/figure/paint.js";
import { makeCanvas } from "wd/figure/canvas.js";
import { onSlid } from "wd/figure/slid.js";
import { whenTouched } from "wd/page/touch.js";
import { ask } from "./ask.js";
import { makeAxis, placeTicks } from "./picture.js";
import { across, ticks } from "./window.js";

const WIDEST = 12; // sd
const HIGHEST = 1.25; // nats: beyond, only the covering minimum goes on rising

/** @param {HTMLElement} panel @param {any} host */
export function makeGap(panel, host) {
  const slider = panel.querySelector("[data-control=separation]");
  const label = panel.querySelector("[data-role=separation]");
  const words = panel.querySelector("[data-role=gap-words]");
  const frame = panel.querySelector(".map-frame");
  const cursor = frame.appendChild(element("div", { class: "cursor", "aria-hidden": "true" }));
  const dots = ["covering", "one-bump"].map((name) =>
    frame.appendChild(
      element(
        "div",
        { class: `story-dot ${name}`, "aria-hidden": "true" },
        element("span", {}, name === "covering" ? "covering both" : "on one bump"),
      ),
    ),
  );
  const signs = frame.appendChild(element("div", { class: "signs", "aria-hidden": "true" }));
  const left = style(cursor, "left");
  makeAxis(panel.querySelector(".map-x"))({ low: 0, high: WIDEST }, 7);
  const canvas = makeCanvas(panel.querySelector(".canvas"), () => draw());
  let wanted = false;
  const want = () => {
    wanted = true;
    look();
  };
  whenTouched(panel, want);
  let story = null;
  let asking = false;
  let been = null; // [from, to] in sd
  let sliding = false;
  let last = null;

  function look() {
    if (panel.hidden || !wanted || story || asking) return;
    asking = true;
    ask(host.channel, { ask: "gap", of: {} }, "This story is").then(
      (answer) => {
        asking = false;
        story = answer;
        words.textContent = "";
        panel.dataset.drawn = "true";
        draw();
        if (last) paint(last);
      },
      (error) => {
        asking = false;
        words.textContent = error.message;
      },
    );
  }

  slider.addEventListener("input", () => {
    if (!sliding) {
      sliding = true;
      host.begin();
    }
    const apart = Number(slider.value);
    const sd = Math.min(host.state().sds[0], 1.6);
    const half = Number(((apart * sd) / 2).toFixed(12));
    host.move({ weights: [0.5, 0.5], means: [-half, half], sds: [sd, sd] });
  });
  onSlid(slider, () => {
    if (!sliding) return;
    sliding = false;
    host.end(`Separation ${label.textContent} sd. ${words.textContent}`, false);
  });
  panel.querySelector("[data-control=whole-gap]")?.addEventListener("click", () => {
    been = [0, WIDEST];
    draw();
    if (last) paint(last);
  });

  const at = (x) => {
    const place = (x * (story.separations.length - 1)) / WIDEST;
    const [low, high] = [Math.floor(place), Math.ceil(place)];
    const mix = (list) =>
      list[low] === null || list[high] === null ? null : list[low] + (list[high] - list[low]) * (place - low);
    return { covering: mix(story.covering), oneBump: mix(story.oneBump) };
  };

  function draw() {
    if (!story || !canvas.there() || !been) return;
    const per = host.per();
    canvas.window(0, WIDEST, 0, HIGHEST * per);
    const rows = story.separations
      .map((x, i) => [x, story.covering[i], story.oneBump[i]])
      .filter(([x]) => x >= been[0] - 1e-9 && x <= been[1] + 1e-9);
    const alone = rows.filter(([, , kl]) => kl !== null);
    canvas.set("covering", { data: { x: rows.map(([x]) => x), y: rows.map(([, kl]) => kl * per) } });
    canvas.set("one-bump", { data: { x: alone.map(([x]) => x), y: alone.map(([, , kl]) => kl * per) } });
    canvas.glyph("line-covering", { line_color: canvas.colour("--kl-type") });
    canvas.glyph("line-one-bump", { line_color: canvas.colour("--q") });
    placeTicks(
      panel.querySelector(".map-y"),
      ticks({ low: 0, high: HIGHEST * per }, 7).map((tick) => ({
        at: tick / (HIGHEST * per),
        text: formatNumber(tick, null, 1),
      })),
      "bottom",
    );
  }

  function paint(next) {
    last = next;
    if (panel.hidden) return;
    look();
    const apart = separationOf(next.state);
    label.textContent = apart === null ? "" : formatNumber(apart, null, 2);
    cursor.hidden = apart === null;
    for (const dot of dots) dot.hidden = true;
    if (apart === null) {
      if (story) words.textContent = "P is not two equal bumps now; the slider makes it so.";
      return;
    }
    if (!sliding || Number(slider.value) !== apart) slider.value = String(apart);
    left(`${(100 * across({ low: 0, high: WIDEST }, Math.min(apart, WIDEST))).toFixed(3)}%`);
    const seen = [Math.min(WIDEST, Math.max(0, apart))];
    const wider = been ? [Math.min(been[0], ...seen), Math.max(been[1], ...seen)] : [seen[0], seen[0]];
    const grown = !been || wider[0] < been[0] || wider[1] > been[1] || next.unit !== draw.unit;
    been = wider;
    draw.unit = next.unit;
    if (!story) return;
    if (grown) draw();
    paintDots(Math.min(apart, WIDEST));
    tell(apart, next);
    paintSigns();
  }

  function paintDots(apart) {
    const now = at(apart);
    [now.covering, now.oneBump].forEach((kl, index) => {
      const dot = dots[index];
      dot.hidden = kl === null || kl > HIGHEST;
      if (dot.hidden) return;
      dot.style.left = `${((100 * apart) / WIDEST).toFixed(3)}%`;
      dot.style.bottom = `${((100 * kl) / HIGHEST).toFixed(3)}%`;
      dot.dataset.side =
        index === 0 ? (apart > 0.25 * WIDEST ? "left" : "right") : apart > 0.75 * WIDEST ? "left" : "right";
      dot.dataset.under = String(
        now.oneBump !== null && now.covering !== null && kl === Math.min(now.covering, now.oneBump),
      );
    });
  }

  function tell(apart, { unit, per }) {
    const { covering, oneBump } = at(Math.min(apart, WIDEST));
    const [a, b] = [formatNumber(covering * per, unit), oneBump === null ? null : formatNumber(oneBump * per, unit)];
    const text =
      oneBump === null
        ? `There is one minimum, and it covers ${apart < story.bimodal ? "P" : "both bumps"}: ${a}.`
        : `Covering both costs ${a}, sitting on one bump ${b}: ${oneBump < covering ? "one bump is better" : "covering is better"}.`;
    if (words.textContent !== text) words.textContent = text;
  }

  /** What has been passed, once it has been passed. */
  function paintSigns() {
    const found = [
      [story.bimodal, "two bumps"],
      [story.birth, "a minimum on each bump"],
      [story.swap, "the best changes"],
    ].filter(([x]) => been[0] < x && x < been[1]);
    if (signs.childElementCount === found.length) return;
    signs.replaceChildren(
      ...found.map(([x, text]) => {
        const sign = element("span", {}, element("em", {}, `${formatNumber(x, null, 3)} `), text);
        sign.style.left = `${((100 * x) / WIDEST).toFixed(3)}%`;
        return sign;
      }),
    );
  }

  return { paint, settled: look, destroy: () => canvas.destroy() };
}

/** The distance of two equal bumps in sd; null if P is something else. */
export function separationOf({ weights, means, sds }) {
  if (means.length !== 2 || Math.abs(weights[0] - 0.5) > 1e-9 || sds[0] !== sds[1]) return null;
  return Number((Math.abs(means[1] - means[0]) / sds[0]).toFixed(9));
}

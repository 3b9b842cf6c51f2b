// Rolling downhill: the server computes the steps, the reader follows them in both pictures.
import { formatNumber } from "wd/figure/format.js";
import { ask } from "./ask.js";
import { near, sameTruth } from "./model.js";

const PACE = 130; // ms a step: slow enough to follow
const REDUCED = matchMedia("(prefers-reduced-motion: reduce)");

/** @param {HTMLElement} panel @param {any} host @param {Element} words */
export function makeRoll(panel, host, words) {
  const buttons = {
    roll: panel.querySelector("[data-control=roll]"),
    step: panel.querySelector("[data-control=step]"),
  };
  let way = null; // {of, direction, steps, at}
  let timer = 0;
  let asking = false;

  const same = (of) =>
    sameTruth(of, host.state()) && of.direction === host.state().direction && of.fixed === host.state().fixed;
  const onWay = () => way && same(way.of) && near(host.state(), way.steps[way.at]);

  async function prepare() {
    if (onWay() && way.at < way.steps.length - 1) return true;
    const of = host.state();
    asking = true;
    try {
      const { steps } = await ask(host.channel, { ask: "downhill", of }, "The way downhill is");
      way = { of, steps, at: 0 };
    } catch (error) {
      words.textContent = error.message;
      return false;
    } finally {
      asking = false;
    }
    host.keep();
    return true;
  }

  function go(at) {
    way.at = at;
    const { mu, sigma } = way.steps[at];
    host.pose({ mu, sigma });
  }

  function tell() {
    const { steps, at } = way;
    const { unit } = host.state();
    const cost = formatNumber(steps[at].kl * host.per(), unit);
    if (at < steps.length - 1) {
      words.textContent = `Step ${at} of ${steps.length - 1}: ${cost}.`;
      return;
    }
    const best = host.best();
    const least = best && (way.of.direction === "forward" ? best.forward : best.reverse[0]);
    const more = least ? steps[at].kl - least.kl : 0;
    const stuck =
      more > 1e-6
        ? ` It is stuck in a trap: the best Q costs ${formatNumber(least.kl * host.per(), unit)}, but every way out leads uphill.`
        : " No Q is better.";
    words.textContent =
      steps.length === 1
        ? `Q is at a minimum already, at ${cost}.${stuck}`
        : `${steps.length - 1} steps down to ${cost}.${stuck}`;
  }

  function stop() {
    if (!timer) return;
    clearTimeout(timer);
    timer = 0;
    buttons.roll.textContent = "Roll downhill";
  }

  function finish() {
    stop();
    tell();
    host.settle(words.textContent);
  }

  async function roll() {
    if (timer) {
      finish();
      return;
    }
    if (asking || !(await prepare())) return;
    if (REDUCED.matches) {
      go(way.steps.length - 1);
      finish();
      return;
    }
    buttons.roll.textContent = "Stop";
    const next = () => {
      if (!onWay()) {
        stop();
        return;
      }
      if (way.at >= way.steps.length - 1) {
        finish();
        return;
      }
      go(way.at + 1);
      tell();
      timer = setTimeout(next, PACE);
    };
    timer = setTimeout(next, 0);
  }

  async function step() {
    stop();
    if (asking || !(await prepare())) return;
    if (way.at < way.steps.length - 1) go(way.at + 1);
    finish();
  }

  buttons.roll?.addEventListener("click", roll);
  buttons.step?.addEventListener("click", step);
  return {
    /** The steps taken so far, while Q stands on the way. */
    trail: () => (way && same(way.of) ? way.steps.slice(0, way.at + 1) : []),
    forget() {
      if (way && !onWay()) {
        stop();
        way = null;
      }
    },
    destroy: stop,
  };
}

// A slider with its name, and the field beside it in which its number is typed.
import { formatNumber } from "wd/figure/format.js";
import { makeNumberField } from "wd/figure/number_field.js";
import { onSlid } from "wd/figure/slid.js";
import { inside, stepped } from "wd/figure/within.js";

/** @typedef {import("wd/figure/dials.js").Field} Field @typedef {import("wd/figure/dials.js").Host} Host */

const KEYS = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 };

/**
 * Bring a slider to life. @param {HTMLElement} element @param {Host} host @param {Field} number
 * @returns {import("wd/figure/dials.js").Dial}
 */
export function turned(element, host, number) {
  /** @type {HTMLInputElement} */
  const slider = element.querySelector("input[type=range]");
  const name = element.querySelector("label").textContent;
  const text = (value = number.get(host.state())) => formatNumber(value, null, number.digits);
  const way = wayOf(number, element.dataset.scale === "log");
  const typed = typedField(element.querySelector(".typed"), host, number, name);
  let base = null;

  const to = (value) => {
    const reason = host.blocked();
    if (reason) {
      host.complain(reason);
      paint(host.state());
      return;
    }
    if (base === null) {
      base = host.state();
      host.begin();
    }
    host.move(number.set(host.state(), value, base));
  };
  const end = () => {
    if (base === null) return;
    base = null;
    host.end(`${name} ${text()}`, false);
  };
  slider.addEventListener("input", () => to(way.valueAt(Number(slider.value))));
  onSlid(slider, end);
  slider.addEventListener("keydown", (event) => {
    if (!Object.hasOwn(KEYS, event.key)) return;
    event.preventDefault();
    to(way.valueAt(keyed(way, number.get(host.state()), KEYS[event.key], text)));
  });
  slider.addEventListener("keyup", end);
  slider.addEventListener("blur", end);

  function paint(state) {
    const value = number.get(state);
    if (Number(slider.value) !== way.place(value)) slider.value = String(way.place(value));
    slider.setAttribute("aria-valuetext", text(value));
    typed(text(value));
  }
  return { paint };
}

/**
 * Between a number and its place on the slider, 0 to 1; on a logarithmic one equal ways are equal factors.
 * @param {Field} number @param {boolean} log
 */
function wayOf({ bounds, step, digits }, log) {
  const [low, high] = bounds;
  const place = (value) => (log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low));
  // On a logarithmic scale a step is a hundredth of the way; three figures are kept, so that one reads what one set.
  const onLog = (part) => {
    const value = Number((low * (high / low) ** part).toPrecision(3));
    return digits === 0 ? Math.round(value) : value;
  };
  return {
    place,
    valueAt: (part) => inside(log ? onLog(part) : stepped(low + part * (high - low), step), bounds),
    moved(part, by) {
      if (log) return inside(part + by / 100, [0, 1]);
      return place(inside(Number((low + part * (high - low) + by * step).toFixed(12)), bounds));
    },
  };
}

/** A key changes what is read: where the steps are smaller than its last digit, as many as that takes. */
function keyed({ place, moved, valueAt }, value, by, text) {
  let part = place(value);
  for (let next = moved(part, by); next !== part; next = moved(part, by)) {
    part = next;
    if (text(valueAt(part)) !== text(value)) break;
  }
  return part;
}

/** @returns {(shown: string) => void} keeps the field true to the number */
function typedField(input, host, number, name) {
  const text = (value) => formatNumber(value, null, number.digits);
  if (input.hasAttribute("tabindex"))
    return (shown) => {
      input.value = shown;
    };
  const field = makeNumberField(input, {
    bounds: number.bounds,
    text: () => text(number.get(host.state())),
    example: text((number.bounds[0] + number.bounds[1]) / 2),
    name: () => name,
    blocked: () => host.blocked(),
    complain: (message) => host.complain(message),
    commit(value) {
      const next = number.digits === 0 ? Math.round(value) : value;
      host.change(`${name} ${text(value)}`, number.set(host.state(), next));
    },
  });
  return field.refresh;
}

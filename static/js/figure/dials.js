// What moves the fields of a small widget's state: handles in the picture, sliders, typed numbers, choices and boxes.
import { formatNumber } from "wd/figure/format.js";
import { makeHandle } from "wd/figure/handle.js";
import { makeNumberField } from "wd/figure/number_field.js";
import { onSlid } from "wd/figure/slid.js";
import { Ratios, withProbability } from "wd/figure/probability.js";

/**
 * @typedef {Object<string, any>} State
 * @typedef {object} Host
 * @property {() => State} state
 * @property {() => void} begin a gesture begins
 * @property {(next: State) => void} move
 * @property {(what: string, cancelled: boolean) => void} end
 * @property {(what: string, next: State) => void} change a gesture of one step
 * @property {(message: string) => void} complain
 * @property {() => string | null} blocked why nothing moves now, or null
 *
 * @typedef {{paint: (state: State) => void, destroy?: () => void}} Dial
 */

/** Bring all of a figure's to life. @param {HTMLElement} root @param {Host} host @returns {Dial} */
export function makeDials(root, host) {
  /** @type {Map<string, Ratios>} by the names of distributions */
  const ratios = new Map();
  /** @type {Dial[]} */
  const dials = [
    ...[...root.querySelectorAll(".grab[data-field]")].map((element) => grabbed(root, element, host, ratios)),
    ...[...root.querySelectorAll(".dial[data-field]")].map((element) => turned(element, host, ratios)),
    ...[...root.querySelectorAll(".choice[data-field], .flag[data-field]")].map((element) => chosen(element, host)),
  ];
  return {
    paint(state) {
      for (const dial of dials) dial.paint(state);
    },
    destroy() {
      for (const dial of dials) dial.destroy?.();
    },
  };
}

/**
 * One number of a state: `beta`, or `values.0` in a list. A share of a distribution takes from the others in
 * proportion.
 */
function numberAt(/** @type {DOMStringMap} */ { field, low, high, step, digits, shares }, ratios) {
  const [name, index] = field.split(".");
  const at = Number(index);
  if (shares !== undefined && !ratios.has(name)) ratios.set(name, new Ratios());
  return {
    bounds: /** @type {[number, number]} */ ([Number(low), Number(high)]),
    step: Number(step),
    digits: Number(digits),
    /** @returns {number} */
    get: (state) => (index === undefined ? state[name] : state[name][at]),
    /** @returns {State} from the state in which the gesture began, so that way and way back meet */
    set(state, value, base = state) {
      if (index === undefined) return { ...state, [name]: value };
      if (shares !== undefined)
        return { ...state, [name]: withProbability(ratios.get(name).base(base[name], at), at, value) };
      return { ...state, [name]: state[name].map((old, i) => (i === at ? value : old)) };
    },
  };
}

/** A pointer sets whole steps; more than twelve decimals are noise. */
const stepped = (value, step) => Number((Math.round(value / step) * step).toFixed(12));

function grabbed(root, element, host, ratios) {
  const { dataset } = element;
  const number = numberAt(dataset, ratios);
  const range = /** @type {[number, number]} */ ([Number(dataset.start), Number(dataset.end)]);
  const label = element.getAttribute("aria-label");
  const text = (value) => formatNumber(value, null, number.digits);
  let base = null;
  const handle = makeHandle(element, {
    axis: dataset.axis,
    track: root.querySelector(dataset.track),
    value: () => number.get(host.state()),
    range: () => range,
    bounds: number.bounds,
    step: number.step,
    page: 10 * number.step,
    grab: 40,
    onStart() {
      base = host.state();
      host.begin();
    },
    onInput: (value, by) =>
      host.move(
        number.set(host.state(), by === "pointer" ? inside(stepped(value, number.step), number.bounds) : value, base),
      ),
    onEnd: (cancelled) => host.end(`${label} ${text(number.get(host.state()))}`, cancelled),
    blocked: () => host.blocked() !== null,
    onRefuse: () => host.complain(host.blocked()),
  });
  return {
    paint(state) {
      const value = number.get(state);
      if (element.ariaValueNow === String(value)) return;
      element.ariaValueNow = String(value);
      element.ariaValueText = text(value);
    },
    destroy: handle.destroy,
  };
}

const inside = (value, [low, high]) => Math.min(high, Math.max(low, value));

function turned(element, host, ratios) {
  const { dataset } = element;
  const number = numberAt(dataset, ratios);
  const [low, high] = number.bounds;
  const slider = element.querySelector("input[type=range]");
  const name = element.querySelector("label").textContent;
  const text = (value = number.get(host.state())) => formatNumber(value, null, number.digits);
  const log = dataset.scale === "log";
  const place = (value) => (log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low));
  // On a logarithmic scale a step is a hundredth of the way; three figures are kept, so that one reads what one set.
  const onLog = (part) => {
    const value = Number((low * (high / low) ** part).toPrecision(3));
    return number.digits === 0 ? Math.round(value) : value;
  };
  const valueAt = (part) => inside(log ? onLog(part) : stepped(low + part * (high - low), number.step), number.bounds);
  const moved = (part, by) => {
    if (log) return inside(part + by / 100, [0, 1]);
    return place(inside(Number((low + part * (high - low) + by * number.step).toFixed(12)), number.bounds));
  };
  // A key changes what is read: where the steps are smaller than its last digit, as many as that takes.
  const keyed = (by) => {
    let part = place(number.get(host.state()));
    for (let next = moved(part, by); next !== part; next = moved(part, by)) {
      part = next;
      if (text(valueAt(part)) !== text()) break;
    }
    return part;
  };
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
    if (base !== null) {
      base = null;
      host.end(`${name} ${text()}`, false);
    }
  };
  slider.addEventListener("input", () => to(valueAt(Number(slider.value))));
  onSlid(slider, end);
  slider.addEventListener("keydown", (event) => {
    const by = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    to(valueAt(keyed(by)));
  });
  slider.addEventListener("keyup", end);
  slider.addEventListener("blur", end);

  const typed = element.querySelector(".typed");
  const field = typed.hasAttribute("tabindex")
    ? null
    : makeNumberField(typed, {
        bounds: number.bounds,
        text,
        example: text((low + high) / 2),
        name: () => name,
        blocked: () => host.blocked(),
        complain: (message) => host.complain(message),
        commit: (value) =>
          host.change(
            `${name} ${text(value)}`,
            number.set(host.state(), number.digits === 0 ? Math.round(value) : value),
          ),
      });

  function paint(state) {
    const value = number.get(state);
    if (Number(slider.value) !== place(value)) slider.value = String(place(value));
    slider.setAttribute("aria-valuetext", text(value));
    if (field) field.refresh();
    else typed.value = text(value);
  }
  return { paint };
}

function chosen(element, host) {
  const name = element.dataset.field;
  const inputs = [...element.querySelectorAll("input")];
  const flag = inputs[0].type === "checkbox";
  const caption = (input) => input.closest("label").textContent.trim();
  const paint = (state) => {
    for (const input of inputs) input.checked = flag ? state[name] : input.value === state[name];
  };
  for (const input of inputs) {
    input.addEventListener("change", () => {
      host.change(flag ? `${caption(input)} ${input.checked ? "on" : "off"}` : caption(input), {
        ...host.state(),
        [name]: flag ? input.checked : input.value,
      });
      paint(host.state());
    });
  }
  return { paint };
}

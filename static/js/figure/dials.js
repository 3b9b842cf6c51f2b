// What moves the fields of a small widget's state: handles in the picture, sliders, typed numbers, choices and boxes.
import { formatNumber } from "wd/figure/format.js";
import { makeHandle } from "wd/figure/handle.js";
import { Ratios, withProbability } from "wd/figure/probability.js";
import { turned } from "wd/figure/turned.js";
import { inside, stepped } from "wd/figure/within.js";

/**
 * @typedef {Object<string, any>} State
 * @typedef {object} Host
 * @property {import("wd/figure/kind.js").Fields} fields
 * @property {() => State} state
 * @property {() => void} begin a gesture begins
 * @property {(next: State) => void} move
 * @property {(what: string, cancelled: boolean) => void} end
 * @property {(what: string, next: State) => void} change a gesture of one step
 * @property {(message: string) => void} complain
 * @property {() => string | null} blocked why nothing moves now, or null
 *
 * @typedef {{paint: (state: State) => void, destroy?: () => void}} Dial
 *
 * @typedef {object} Field one number of a state
 * @property {[number, number]} bounds
 * @property {number} step
 * @property {number} digits
 * @property {(state: State) => number} get
 * @property {(state: State, value: number, base?: State) => State} set from the state in which the gesture began, so
 *   that way and way back meet
 */

/** Bring all of a figure's to life. @param {HTMLElement} root @param {Host} host @returns {Dial} */
export function makeDials(root, host) {
  /** @type {Map<string, Ratios>} by the names of distributions */
  const ratios = new Map();
  const all = (selector) => /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);
  /** @type {Dial[]} */
  const dials = [
    ...all(".grab[data-field]").map((element) => grabbed(root, element, host, ratios)),
    ...all(".dial[data-field]").map((element) => turned(element, host, numberAt(element.dataset, host, ratios))),
    ...all(".choice[data-field], .flag[data-field]").map((element) => chosen(element, host)),
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
 * @returns {Field}
 */
function numberAt(
  /** @type {DOMStringMap} */ { field, step, digits, shares },
  /** @type {Host} */ { fields },
  /** @type {Map<string, Ratios>} */ ratios,
) {
  const [name, index] = field.split(".");
  const at = Number(index);
  if (shares !== undefined && !ratios.has(name)) ratios.set(name, new Ratios());
  return {
    bounds: fields[name].bounds,
    step: Number(step),
    digits: Number(digits),
    get: (state) => (index === undefined ? state[name] : state[name][at]),
    set(state, value, base = state) {
      if (index === undefined) return { ...state, [name]: value };
      if (shares !== undefined)
        return { ...state, [name]: withProbability(ratios.get(name).base(base[name], at), at, value) };
      return { ...state, [name]: state[name].map((old, i) => (i === at ? value : old)) };
    },
  };
}

function grabbed(root, element, host, ratios) {
  const { dataset } = element;
  const number = numberAt(dataset, host, ratios);
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

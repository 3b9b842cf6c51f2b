// A Gaussian that is placed over the truth: by finger or mouse, by keys, or by numbers that are typed.
import { makeGesture } from "../figure/gesture.js";

const PEAK = 1 / Math.sqrt(2 * Math.PI);
const SHOULDER = PEAK * Math.exp(-0.5); // a standard normal's density at one sd
const STEPS = 100; // arrow keys cross the picture in so many

/**
 * Bring the picture of a form to life; what it says is in the fields, and nowhere else.
 * @param {HTMLFormElement} form
 */
export function placeIn(form) {
  const place = /** @type {HTMLElement | null} */ (form.querySelector(".place-q"));
  if (!place) return;
  const [low, high, top, narrowest, widest] = ["low", "high", "top", "narrowest", "widest"].map((name) =>
    Number(place.dataset[name]),
  );
  const length = high - low;
  const field = (name) => /** @type {HTMLInputElement} */ (place.querySelector(`[name=${name}]`));
  const read = (name) => Number(field(name).value.replace(",", ".").replace("−", "-"));
  const bounds = { mean: [low, high], sd: [narrowest, widest] };
  const track = /** @type {SVGSVGElement} */ (place.querySelector("svg"));
  const { width, height: floor } = track.viewBox.baseVal;

  const draw = () => {
    const [mean, sd] = [read("mean"), read("sd")];
    const drawable = Number.isFinite(mean) && sd > 0;
    place.classList.toggle("undrawn", !drawable);
    if (!drawable) return;
    const [across, up] = [width / length, floor / top];
    const matrix = `matrix(${sd * across} 0 0 ${-up / sd} ${(mean - low) * across} ${floor})`;
    place.querySelector(".plot-q")?.setAttribute("transform", matrix);
    stand("mean", mean, PEAK / sd / top, mean, "centre");
    stand("sd", mean + sd, SHOULDER / sd / top, sd, "width");
  };
  /** Put a grip on the curve, inside the picture. */
  const stand = (name, x, height, value, said) => {
    const grip = /** @type {HTMLElement} */ (place.querySelector(`[data-grip=${name}]`));
    grip.style.left = `${Math.min(100, (100 * (x - low)) / length)}%`;
    grip.style.bottom = `${100 * Math.min(name === "sd" ? 0.58 : 0.92, height)}%`;
    const [least, most] = bounds[name];
    const about = { min: least, max: most, now: value };
    for (const [key, number] of Object.entries(about)) grip.setAttribute(`aria-value${key}`, number.toFixed(2));
    grip.setAttribute("aria-valuetext", `${said} ${value.toFixed(2)}`);
  };
  const want = (name, value) => {
    const [least, most] = bounds[name];
    // Rounded inwards: what the picture offers is what the server takes.
    const inside = Math.min(Math.floor(most * 100), Math.max(Math.ceil(least * 100), Math.round(value * 100))) / 100;
    field(name).value = inside.toFixed(2);
    field(name).dispatchEvent(new Event("input", { bubbles: true }));
  };

  for (const name of ["mean", "sd"]) {
    const grip = /** @type {HTMLElement} */ (place.querySelector(`[data-grip=${name}]`));
    if (grip.dataset.alive) continue;
    grip.dataset.alive = "true";
    let offset = 0; // from the pointer to what it took hold of
    const from = () => (name === "sd" ? read("mean") : 0); // a width is measured from the centre
    const at = (event, box) => low + ((event.clientX - box.left) / box.width) * length - from();
    makeGesture(grip, {
      track,
      blocked: () => Boolean(form.querySelector("fieldset:disabled")),
      press(event, box) {
        offset = at(event, box) - read(name);
        return false;
      },
      follow: (event, box) => at(event, box) - offset,
      onDrag: (value) => want(name, value),
      key({ key }) {
        const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
        if (key in by) return () => want(name, read(name) + (by[key] * length) / STEPS);
        const end = { Home: bounds[name][0], End: bounds[name][1] }[key];
        return end === undefined ? null : () => want(name, end);
      },
    });
  }
  draw();
}

// Numbers in the prose that follow a widget, and light up what they measure.
import { formatNumber } from "wd/figure/format.js";

/** Keep each `<span data-live="widget.quantity">` true, and tie it to the thing that it measures. */
export function followLiveNumbers() {
  const spans = new Map();
  for (const span of document.querySelectorAll("[data-live]")) {
    const name = span.getAttribute("data-live");
    if (!spans.has(name)) spans.set(name, []);
    spans.get(name).push(span);
    const [widget, quantity] = split(name);
    span.addEventListener("pointerenter", () => highlight(widget, quantity));
    span.addEventListener("pointerleave", () => highlight(widget, null));
  }
  if (!spans.size) return;
  document.addEventListener("wd:quantities", ({ detail: { widget, values, unit } }) => {
    for (const [quantity, value] of Object.entries(values)) {
      for (const span of spans.get(`${widget}.${quantity}`) ?? []) {
        const text = formatNumber(value, span.dataset.unit === undefined ? unit : span.dataset.unit || null);
        if (span.textContent !== text) span.textContent = text;
      }
    }
  });
  document.addEventListener("wd:highlight", ({ detail: { widget, quantity } }) => {
    for (const [name, those] of spans) {
      const [owner, measured] = split(name);
      if (owner === widget) for (const span of those) span.classList.toggle("lit", measured === quantity);
    }
  });
}

function split(name) {
  const dot = name.indexOf(".");
  return [name.slice(0, dot), name.slice(dot + 1)];
}

function highlight(widget, quantity) {
  document.dispatchEvent(new CustomEvent("wd:highlight", { detail: { widget, quantity } }));
}

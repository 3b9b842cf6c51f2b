// Writers that touch the page only where something changed: what is painted sixty times a second must not repeat
// itself.
import { percent as shareOf } from "wd/figure/places.js";

/** @returns {(value: string) => void} sets one attribute */
export function attribute(/** @type {Element} */ element, /** @type {string} */ name) {
  let last = element.getAttribute(name);
  return (value) => {
    if (value !== last) element.setAttribute(name, (last = value));
  };
}

/** @returns {(value: string) => void} sets the text of an element that holds nothing else */
export function text(/** @type {Element} */ element) {
  let last = element.textContent;
  return (value) => {
    if (value === last) return;
    last = value;
    const [only] = element.childNodes;
    if (only instanceof Text && element.childNodes.length === 1) only.data = value;
    else element.textContent = value;
  };
}

/** @returns {(value: string) => void} sets one property of the element's own style */
export function style(/** @type {HTMLElement | SVGElement} */ element, /** @type {string} */ name) {
  let last = null;
  return (value) => {
    if (value !== last) element.style.setProperty(name, (last = value));
  };
}

/** A length along a long track. */
export const percent = (/** @type {number} */ part) => shareOf(part, 4);

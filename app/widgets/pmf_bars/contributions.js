// KL term by term: a running sum of signed bars that ends at KL, with each outcome's surprise.
import { attribute, percent, text } from "wd/figure/paint.js";
import { formatNumber } from "wd/figure/format.js";

/** @param {HTMLElement} root the panel */
export function makeContributions(root) {
  const sum = makeTerm(root.querySelector(".sum"));
  const pattern = root.querySelector(".term").cloneNode(true);
  const terms = [...root.querySelectorAll(".term:not(.sum)")].map(makeTerm);

  function sync(n) {
    while (terms.length > n) terms.pop().element.remove();
    while (terms.length < n) {
      const row = pattern.cloneNode(true);
      sum.element.before(row);
      terms.push(makeTerm(row));
    }
  }

  return {
    paint({ state, terms: values, surprises, results, room, pending }) {
      if (root.hidden) return;
      sync(state.labels.length);
      const [below, above] = room;
      let start = 0;
      terms.forEach((term, i) => {
        const end = start + values[i];
        term.paint(state.labels[i], surprises[i], values[i], pending ? [0, 0] : [start, end], below, above, pending);
        start = end;
      });
      sum.paint(null, null, null, pending ? [0, 0] : [0, results.kl], below, above, pending);
    },
  };
}

function makeTerm(element) {
  const bar = element.querySelector("rect");
  const zero = element.querySelector(".zero");
  const write = {
    name: text(element.querySelector(".term-name")),
    surprise: text(element.querySelector(".term-surprise")),
    x: attribute(bar, "x"),
    width: attribute(bar, "width"),
    x1: attribute(zero, "x1"),
    x2: attribute(zero, "x2"),
    falls: attribute(element, "data-falls"),
    torn: attribute(element, "data-torn"),
  };
  const valueElement = element.querySelector(".term-value");
  const value = valueElement && text(valueElement);
  return {
    element,
    paint(label, surprise, term, [start, end], below, above, pending) {
      if (label !== null) {
        write.name(label);
        write.surprise(pending ? "?" : formatNumber(surprise));
        value(pending ? "?" : formatNumber(term));
      }
      const at = (number) => Math.min(1, Math.max(0, (number + below) / (below + above)));
      const [left, right] = Number.isFinite(start) ? [at(Math.min(start, end)), at(Math.max(start, end))] : [0, 0];
      write.x(percent(left));
      write.width(percent(right - left));
      write.x1(percent(at(0)));
      write.x2(percent(at(0)));
      write.falls(String(end < start));
      write.torn(String(Number.isFinite(start) && end > above));
    },
  };
}

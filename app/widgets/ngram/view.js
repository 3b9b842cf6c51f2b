// A small language model, alive: the text is scored where it is typed, sign by sign.
import { mountFigure } from "wd/figure/figure.js";
import { formatNumber } from "wd/figure/format.js";
import { frame, probabilities, results, surprises } from "./frame.js";
import { cleaned } from "./model.js";
import { makeTape } from "./tape.js";

/** @param {HTMLElement} element @param {any} start */
export function mount(element, start) {
  const root = /** @type {HTMLElement} */ (element.querySelector(".ngram"));
  const tape = makeTape(root);
  const own = /** @type {HTMLInputElement | null} */ (root.querySelector("[data-role=own]"));

  const figure = mountFigure(root, start, {
    results,
    frame(state, numbers, pending) {
      const shown = frame(state, numbers, pending);
      const signs = cleaned(state.text);
      tape?.paint(signs, shown.tape);
      // What is being typed is left alone; elsewhere the field says how the model reads it.
      if (own && /** @type {Document | ShadowRoot} */ (own.getRootNode()).activeElement !== own && own.value !== signs)
        own.value = signs;
      return shown;
    },
    // A figure may lack the text or the curves: what it does not show it does not say either.
    say({ unit }, numbers) {
      const shows = (name) => root.querySelector(`[data-quantity=${name}]`);
      const said = [];
      if (shows("perplexity"))
        said.push(
          `perplexity of this text ${formatNumber(numbers.perplexity)}, ` +
            `${formatNumber(numbers["cross-entropy"], unit)} a sign`,
        );
      if (shows("held-out"))
        said.push(
          `perplexity on what it has read ${formatNumber(numbers.training)}, ` +
            `on what it has not read ${formatNumber(numbers["held-out"])}`,
        );
      return said.join("; ");
    },
    setup(figure) {
      tape?.listen(figure, surprises);
      own?.addEventListener("input", () => type(figure, own), { signal: figure.signal });
      own?.addEventListener(
        "change",
        () => {
          figure.settle("Your own text");
          own.value = cleaned(figure.state().text);
        },
        { signal: figure.signal },
      );
    },
  });
  // "Show the Python" begins with what the model gave to each sign, to twelve digits.
  const shownValues = () => ({
    ...figure.state(),
    q: Array.from(probabilities(figure.state()), (q) => Number(q.toPrecision(12))),
  });
  return Object.assign(figure, { shownValues });
}

function type(figure, own) {
  const text = cleaned(own.value);
  if (figure.pending) {
    figure.complain("Commit your prediction first; then the figure moves.");
    return;
  }
  if (!text) {
    figure.complain("The model knows the letters a to z alone: type at least one.");
    return;
  }
  figure.show({ ...figure.state(), text, at: text.length });
}

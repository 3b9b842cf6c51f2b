// The paper ribbon: each letter with the bits that it adds, as ribbon.py draws it first.

const LONG =
  "The last letters sent, each with its bits under both dictionaries; the numbers below are for all of them.";

/**
 * @param {HTMLElement} cells
 * @param {{whole: number, window: number}} sizes
 * @returns {(run: import("./run.js").Run, sent: number) => void}
 */
export function ribbonOf(cells, { whole, window: sight }) {
  let shown = null; // the run that lies here as a whole
  return (run, sent) => {
    const short = run.total <= whole;
    cells.setAttribute("aria-label", short ? spoken(run, sent) : LONG);
    cells.parentElement.dataset.whole = String(short);
    if (short && shown === run) {
      [...cells.children].forEach((cell, place) => cell.classList.toggle("to-come", place >= sent));
      return;
    }
    shown = short ? run : null;
    const first = short ? 0 : Math.max(0, sent - sight);
    const last = short ? run.total : sent;
    const made = [];
    for (let place = first; place < last; place++) made.push(cell(run, place, place < sent));
    cells.replaceChildren(...made);
  };
}

/** What the ribbon says to somebody who cannot see it. */
function spoken(run, sent) {
  if (!sent) return "No letter is sent yet.";
  const places = Array.from({ length: sent }, (_, place) => place);
  const bits = (name) =>
    places
      .map((place) => run.written(name, place))
      .filter(Boolean)
      .join(" ");
  const letters = places.map((place) => run.letter(place)).join(" ");
  return `Letters ${letters}. With the right dictionary ${bits("p")}. With the wrong dictionary ${bits("q")}.`;
}

function cell(run, place, sent) {
  const made = document.createElement("span");
  made.className = sent ? "cell" : "cell to-come";
  for (const [name, text] of [
    ["b", run.letter(place)],
    ["i", run.written("p", place)],
    ["i", run.written("q", place)],
  ]) {
    made.append(Object.assign(document.createElement(name), { textContent: text }));
  }
  return made;
}

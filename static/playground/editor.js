// The editor: a plain text area that knows what an indented line is, with numbered lines and one that can be marked.
// Behind it, once somebody brings them, are the colours of what is typed; keys, voices and fingers meet the text area.

const STEP = "    ";
/** What ends a block. */
const LEAVES = /^\s*(?:return|pass|break|continue|raise)\b/;

/** @typedef {(text: string) => {from: number, to: number, kind: string}[]} Stretches */

/**
 * @param {string} id begins the ids in it
 * @param {string} text the program
 * @param {{run: () => void, stop: () => boolean, changed: (text: string) => void}} on
 */
export function editor(id, text, on) {
  const element = Object.assign(document.createElement("div"), { className: "playground-editor" });
  element.innerHTML = `
    <label class="visually-hidden" for="${id}-text">The program</label>
    <pre class="playground-lines" aria-hidden="true"></pre>
    <div class="playground-paper"><div class="playground-mark" hidden></div>
    <pre class="playground-colours" aria-hidden="true" hidden></pre>
    <textarea id="${id}-text" wrap="off" spellcheck="false" autocapitalize="off" autocomplete="off" autocorrect="off"
      aria-describedby="${id}-keys"></textarea></div>
    <p class="quiet playground-keys" id="${id}-keys"><kbd>Ctrl</kbd>&hairsp;+&hairsp;<kbd>Enter</kbd> runs.
    <kbd>Tab</kbd> indents; to leave the editor, <kbd>Escape</kbd> and then <kbd>Tab</kbd>.</p>`;
  const area = element.querySelector("textarea");
  const numbers = element.querySelector(".playground-lines");
  const mark = /** @type {HTMLElement} */ (element.querySelector(".playground-mark"));
  const paper = /** @type {HTMLElement} */ (element.querySelector(".playground-colours"));
  let marked = null,
    free = false;
  /** @type {Stretches | null} */
  let stretches = null;
  area.value = text;

  const drawNumbers = () => {
    const count = area.value.split("\n").length;
    numbers.textContent = Array.from({ length: count }, (_, i) => (i + 1 === marked ? `▸${i + 1}` : i + 1)).join("\n");
    area.rows = count;
  };
  const drawColours = () => {
    if (!stretches) return;
    /** @type {(string | Node)[]} */
    const drawn = [];
    let done = 0;
    for (const { from, to, kind } of stretches(area.value)) {
      const stretch = Object.assign(document.createElement("span"), { className: `code-${kind}` });
      stretch.textContent = area.value.slice(from, to);
      drawn.push(area.value.slice(done, from), stretch);
      done = to;
    }
    paper.replaceChildren(...drawn, `${area.value.slice(done)}\n`); // as the area shows a last line that is empty
    paper.scrollLeft = area.scrollLeft;
  };
  const setMark = (line) => {
    marked = line;
    mark.hidden = line === null;
    mark.style.setProperty("--line", String((line ?? 1) - 1));
    if (line === null) area.removeAttribute("aria-invalid");
    else area.setAttribute("aria-invalid", "true");
    drawNumbers();
  };
  /** Type as a person would, so that undo knows of it. */
  const type = (typed, from = area.selectionStart, to = area.selectionEnd) => {
    area.focus({ preventScroll: true }); // it edits what has the focus, even where the selection is set elsewhere
    area.setSelectionRange(from, to);
    if (!document.execCommand(typed ? "insertText" : "delete", false, typed)) {
      area.setRangeText(typed, from, to, "end");
      area.dispatchEvent(new Event("input"));
    }
  };
  const lineStart = (at) => area.value.lastIndexOf("\n", at - 1) + 1;
  /** Indent the lines of the selection, or take a step away from each. */
  const shift = (out) => {
    const { selectionStart: from, selectionEnd: to, value } = area;
    if (from === to && !out) return type(STEP.slice((from - lineStart(from)) % STEP.length));
    const first = lineStart(from);
    const next = value.indexOf("\n", Math.max(from, to - 1));
    const last = next < 0 ? value.length : next;
    const before = value.slice(first, last);
    const after = before.replace(out ? /^ {1,4}/gm : /^(?=[^\n])/gm, out ? "" : STEP);
    if (after === before) return;
    type(after, first, last);
    if (from === to)
      area.setSelectionRange(
        Math.max(first, from + after.length - before.length),
        Math.max(first, from + after.length - before.length),
      );
    else area.setSelectionRange(first, first + after.length);
  };
  const newLine = () => {
    const before = area.value.slice(lineStart(area.selectionStart), area.selectionStart);
    const indent = before.match(/^ */)?.[0] ?? "";
    const next = /:\s*(#.*)?$/.test(before) ? indent + STEP : LEAVES.test(before) ? indent.slice(STEP.length) : indent;
    type(`\n${next}`);
  };

  area.addEventListener("input", () => {
    if (marked !== null) setMark(null);
    drawNumbers();
    drawColours();
    on.changed(area.value);
  });
  area.addEventListener("scroll", () => {
    paper.scrollLeft = area.scrollLeft;
  });
  area.addEventListener("blur", () => {
    free = false;
  });
  area.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) on.run();
    else if (event.key === "Enter" && plain && !event.shiftKey) newLine();
    else if (event.key === "Tab" && plain && !free) shift(event.shiftKey);
    else {
      free = event.key === "Escape" || (free && event.key === "Shift");
      return;
    }
    event.preventDefault();
  });
  drawNumbers();

  return {
    element,
    text: () => area.value,
    focus: () => area.focus({ preventScroll: true }),
    mark: setMark,
    /** Colour what is typed, from now on. @param {Stretches} of */
    colour(of) {
      stretches = of;
      paper.hidden = false;
      element.dataset.coloured = "true";
      drawColours();
    },
    replace(fresh) {
      type(fresh, 0, area.value.length);
      area.setSelectionRange(0, 0);
    },
    goTo(line) {
      const lines = area.value.split("\n").slice(0, line);
      const end = lines.join("\n").length;
      area.focus();
      area.setSelectionRange(end - lines.at(-1).length, end);
    },
  };
}

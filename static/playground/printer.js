// What a program prints: a log, and at its end what went wrong, with the way to the line.

/** @param {HTMLElement} box @param {(line: number) => void} goTo */
export function printer(box, goTo) {
  const make = (tag, className, text = "") =>
    Object.assign(document.createElement(tag), { className, textContent: text });
  let samp = null;
  const after = (...parts) => {
    box.append(...parts);
    box.scrollTop = box.scrollHeight;
  };
  return {
    begin() {
      samp = document.createElement("samp");
      box.replaceChildren(samp);
    },
    add(text) {
      samp.append(text);
      box.scrollTop = box.scrollHeight;
    },
    end() {
      if (!samp.textContent) after(make("span", "playground-note", "It printed nothing."));
    },
    note: (text) => after(make("span", "playground-note", text)),
    error({ line, what, trace }) {
      const where = line === null ? "" : `Line ${line}: `;
      after(make("strong", "playground-error", where + what));
      if (trace) after(make("span", "playground-trace", trace));
      if (line === null) return;
      const button = make("button", "quiet", `Go to line ${line}`);
      button.type = "button";
      button.addEventListener("click", () => goTo(line));
      after(button);
    },
  };
}

// The panel for pasting: what was understood is shown before it is taken, with what was left out or scaled, and asked
// about where two readings are possible.
import { element } from "wd/figure/element.js";
import { probabilityText } from "wd/figure/probability.js";
import { PasteError, PasteQuestion, readPasted } from "./pasted.js";

/** Milliseconds without a key before what was understood is said aloud. */
const PAUSE = 600;
/** More outcomes than this are not said aloud one by one. */
const MOST_SAID = 6;

export class PastePanel {
  #field;
  #doubts;
  #shown;
  #status;
  #problem;
  #p;
  #q;
  #names;
  #take;
  #id;
  /** @type {import("./pasted_doubts.js").Question[]} */ #asked = [];
  /** @type {import("./pasted.js").Answers} */ #answers = {};
  #saying = 0;

  /**
   * @param {Element} panel
   * @param {import("./pasted.js").Names} names
   * @param {(pasted: import("./pasted.js").Pasted, side: "p" | "q") => void} take may throw a PasteError
   */
  constructor(panel, names, take) {
    const find = (/** @type {string} */ name) => panel.querySelector(`[data-role=${name}], [data-control=${name}]`);
    [this.#field, this.#doubts, this.#shown] = ["pasted", "paste-doubts", "understood"].map(find);
    [this.#status, this.#problem] = ["paste-status", "paste-problem"].map(find);
    [this.#p, this.#q] = ["paste-p", "paste-q"].map(find);
    this.#names = names;
    this.#take = take;
    this.#id = panel.id;
    this.#field.addEventListener("input", () => {
      this.#asked = [];
      this.#answers = {};
      this.#understand();
    });
    for (const side of /** @type {const} */ (["p", "q"])) {
      (side === "p" ? this.#p : this.#q).addEventListener("click", () => this.#use(side));
    }
  }

  focus() {
    this.#field.focus();
  }

  #read() {
    return readPasted(this.#field.value, this.#names, this.#answers);
  }

  /** @returns {import("./pasted.js").Pasted | null} what is there, shown; null if there is a question or a problem */
  #understand() {
    this.#problem.textContent = "";
    if (!this.#field.value.trim()) {
      this.#show(null, "");
      return null;
    }
    try {
      const pasted = this.#read();
      this.#show(pasted, summary(pasted));
      return pasted;
    } catch (error) {
      if (error instanceof PasteQuestion) this.#asked.push(error.question);
      else if (!(error instanceof PasteError)) throw error;
      this.#show(null, error.message);
      return null;
    }
  }

  #use(/** @type {"p" | "q"} */ side) {
    const open = this.#asked.find(({ id }) => this.#answers[id] === undefined);
    if (open) {
      this.#problem.textContent = "There are two readings: choose one first.";
      this.#doubts.querySelector(`[name="${this.#id}-${open.id}"]`).focus();
      return;
    }
    try {
      this.#take(this.#read(), side);
      this.#problem.textContent = "";
    } catch (error) {
      if (!(error instanceof PasteError)) throw error;
      this.#problem.textContent = error.message;
    }
  }

  #show(/** @type {import("./pasted.js").Pasted | null} */ pasted, /** @type {string} */ said) {
    this.#doubts.replaceChildren(...this.#asked.map((question) => this.#questioned(question)));
    const problem = !pasted && said && !this.#asked.some(({ id }) => this.#answers[id] === undefined);
    this.#shown.replaceChildren(
      ...(pasted ? preview(pasted) : problem ? [element("p", {}, `Not understood yet. ${said}`)] : []),
    );
    this.#shown.hidden = !this.#shown.childElementCount;
    const both = pasted?.columns.length === 2;
    this.#q.hidden = both;
    this.#p.querySelector(".and-q").hidden = !both;
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => {
      this.#status.textContent = said;
    }, PAUSE);
  }

  #questioned(/** @type {import("./pasted_doubts.js").Question} */ { id, text, options }) {
    const name = `${this.#id}-${id}`;
    const choose = (/** @type {string} */ value) => {
      this.#answers[id] = value;
      const here = this.#asked.findIndex((each) => each.id === id);
      for (const later of this.#asked.splice(here + 1)) delete this.#answers[later.id];
      this.#understand();
      /** @type {HTMLElement} */ (this.#doubts.querySelector(`[name="${name}"]:checked`)).focus();
    };
    const choices = options.map(({ value, label }) =>
      element(
        "label",
        {},
        element("input", {
          type: "radio",
          name,
          value,
          checked: this.#answers[id] === value,
          onchange: () => choose(value),
        }),
        ` ${label}`,
      ),
    );
    return element("fieldset", { class: "paste-doubt" }, element("legend", {}, text), ...choices);
  }
}

/** What was understood, in a sentence. */
function summary(/** @type {import("./pasted.js").Pasted} */ { labels, columns, notes }) {
  const count = columns[0].length;
  const each = columns[0].map(
    (_, i) =>
      `${labels?.[i] ?? `outcome ${i + 1}`} ${columns.map((column) => probabilityText(column[i])).join(" and ")}`,
  );
  const what = columns.length === 2 ? `${count} outcomes, P and Q` : `${count} outcomes`;
  return [`Understood: ${what}${count > MOST_SAID ? "" : `: ${each.join(", ")}`}.`, ...notes].join(" ");
}

/** The table of what was understood, and what was done on the way. */
function preview(/** @type {import("./pasted.js").Pasted} */ { labels, columns, given, notes }) {
  const scaled = columns.map((column, i) =>
    column.some((value, row) => Math.abs(Number(given[i][row].replace(",", ".")) - value) > 1e-9),
  );
  const side = (/** @type {number} */ i) => (columns.length === 2 ? "PQ"[i] : "share");
  const head = columns.flatMap((_, i) => [
    ...(scaled[i] ? [element("th", { scope: "col" }, "pasted")] : []),
    element("th", { scope: "col" }, side(i)),
  ]);
  const rows = columns[0].map((_, row) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, labels?.[row] ?? `${row + 1}`),
      ...columns.flatMap((column, i) => [
        ...(scaled[i] ? [element("td", { class: "given" }, given[i][row])] : []),
        element("td", {}, probabilityText(column[row])),
      ]),
    ),
  );
  const table = element(
    "table",
    {},
    element("caption", { class: "visually-hidden" }, "What was understood"),
    element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "outcome"), ...head)),
    element("tbody", {}, ...rows),
  );
  const told = notes.length ? [element("ul", {}, ...notes.map((note) => element("li", {}, sentence(note))))] : [];
  return [
    element("p", { class: "understood-title" }, "Understood as"),
    element("div", { class: "table-scroll", tabindex: "0", role: "group", "aria-label": "What was understood" }, table),
    ...told,
  ];
}

function sentence(/** @type {string} */ text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

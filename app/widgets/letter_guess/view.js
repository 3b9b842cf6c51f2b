// Guess the letter, alive: each guess is answered at once, and the server confirms the numbers.
import { element } from "wd/figure/element.js";
import { onHighlight, tellHighlight, tellQuantities, tellState } from "wd/page/events.js";
import { makeControls } from "wd/figure/figure_controls.js";
import { formatNumber } from "wd/figure/format.js";
import { attribute, style, text } from "wd/figure/paint.js";
import { differ } from "wd/figure/probability.js";
import { ALPHABET, countsOf, ended, guessed, numbersOf, shown, toQuery } from "./game.js";

const WINDOW = 32; // letters on the tape
const HEIGHT = 8; // bits
const height = (bits) => `${((bits / HEIGHT) * 100).toFixed(4)}%`;
const named = (letter) => (letter === " " ? "space" : letter);

/** @param {HTMLElement} element @param {{id: string, state: import("./game.js").State, options: any, channel: any}} start */
export function mount(element, { id, state, options, channel }) {
  return new View(element.querySelector(".letter-guess"), id, state, options, channel);
}

class View {
  #root; #id; #state; #options; #channel; #passage; #numbers;
  #write; #tape; #drawn = null; #controls; #lit; #warned = false;

  constructor(root, id, first, options, channel) {
    this.#root = root;
    this.#id = id;
    this.#state = first;
    this.#options = options;
    this.#channel = channel;
    this.#passage = JSON.parse(root.querySelector(".passage").textContent);
    this.#tape = root.querySelector(".cells");
    const find = (role) => root.querySelector(`[data-role=${role}]`);
    this.#write = {
      known: text(find("known")), remark: text(find("remark")), guesses: text(find("guesses")), said: text(find("announcer")), message: text(find("message")),
      average: style(root.querySelector(".average"), "bottom"),
      numbers: [...root.querySelectorAll("[data-quantity]")].map((place) => ({
        quantity: place.dataset.quantity, text: text(place), value: attribute(place, "data-value"), title: attribute(place, "title"),
      })),
    };
    this.#controls = makeControls(root, {
      unit() {}, preset() {}, undo() {}, redo() {}, panel() {},
      reset: () => this.#go({ known: this.#passage.given, tries: [], tried: "" }, "From the beginning"),
      link: () => Object.assign(new URL(options.link, location.href), { search: new URLSearchParams(toQuery(this.#state)).toString() }).href,
      complain: (message) => this.#write.message(message),
    }, { show: () => this.#show(1), more: () => this.#show(20) });
    this.#listen();
    this.#numbers = numbersOf(this.#passage, first);
    root.dataset.alive = "true";
    this.#paint();
  }

  state() { return { ...this.#state }; }

  shownValues() { return { ...this.#state, text: this.#passage.text.slice(0, this.#state.known), counts: countsOf(this.#passage) }; }

  destroy() { this.#lit(); }

  #listen() {
    for (const key of this.#root.querySelectorAll("[data-letter]")) key.addEventListener("click", () => this.#guess(key.dataset.letter));
    this.#root.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
      const letter = event.key.toLowerCase();
      // On a button the space bar presses it; on the tape it is a letter.
      if (!ALPHABET.includes(letter) || (letter === " " && event.target.dataset.role !== "tape")) return;
      event.preventDefault();
      this.#guess(letter);
    });
    const measured = [...this.#root.querySelectorAll("[data-measures]")];
    for (const place of measured) {
      place.addEventListener("pointerenter", () => tellHighlight(this.#id, place.dataset.measures));
      place.addEventListener("pointerleave", () => tellHighlight(this.#id, null));
    }
    this.#lit = onHighlight(this.#id, (quantity) => { for (const place of measured) place.classList.toggle("lit", place.dataset.measures === quantity); });
    this.#channel.onConfirm((reply, sent) => this.#confirm(reply, sent));
  }

  #guess(letter) {
    const next = guessed(this.#passage, this.#state, letter);
    if (next === this.#state) return;
    if (next.known === this.#state.known) { this.#go(next, `Not ${named(letter)}.`); return; }
    const count = next.tries.at(-1);
    this.#go(next, `Yes: ${named(letter)}, after ${count} ${count === 1 ? "guess" : "guesses"}.`);
  }

  #show(count) {
    const next = shown(this.#passage, this.#state, count);
    this.#go(next, count === 1 ? `It was ${named(this.#passage.text[this.#state.known])}.` : `${next.known} letters are known.`);
  }

  #go(next, words) {
    const news = next.known === this.#state.known + 1;
    this.#state = next;
    this.#numbers = numbersOf(this.#passage, next);
    this.#write.message("");
    const told = news ? ` It told ${formatNumber(this.#numbers.surprisal, "bits")}.` : "";
    this.#paint(ended(this.#passage, next) ? "That was the whole text. Over all of it the average is exactly the entropy of its letters." : `${words}${told}`);
    this.#write.said(`${words}${told}`.replaceAll("\u00a0", " "));
    this.#channel.send(this.state());
    tellState(this.#id, toQuery(next));
  }

  #paint(remark = null) {
    const { known, tried, tries } = this.#state;
    const over = ended(this.#passage, this.#state);
    this.#paintTape(known, over);
    for (const key of this.#root.querySelectorAll("[data-letter]")) {
      if (over || tried.includes(key.dataset.letter)) key.setAttribute("aria-disabled", "true"); else key.removeAttribute("aria-disabled");
    }
    this.#write.known(this.#passage.text.slice(0, known));
    if (remark !== null) this.#write.remark(remark);
    for (const { quantity, text: write, value, title } of this.#write.numbers) {
      write(formatNumber(this.#numbers[quantity], "bits"));
      value(String(this.#numbers[quantity]));
      title(`${this.#numbers[quantity]} bits`);
    }
    this.#write.guesses(tries.length ? formatNumber(this.#numbers.guesses, null, 2) : "–");
    this.#write.average(height(this.#numbers.average));
    for (const name of ["show", "more"]) { const control = this.#controls.find(name); if (control) control.disabled = over; }
    tellQuantities(this.#id, this.#numbers, "bits");
  }

  #paintTape(known, over) {
    if (known === this.#drawn) return;
    this.#drawn = known;
    const { text: whole, surprises } = this.#passage;
    const letters = [...whole.slice(Math.max(0, known - WINDOW), known)];
    const cells = letters.map((letter) => {
      const bar = element("span", { class: "bar" });
      bar.style.height = height(surprises[letter]);
      return element("div", { class: "cell" }, element("span", { class: "rail" }, bar), element("span", { class: "sign" }, letter === " " ? "␣" : letter));
    });
    this.#tape.replaceChildren(...cells, element("div", { class: "cell next" }, element("span", { class: "sign" }, over ? "" : "?")));
  }

  #confirm({ results, error }, sent) {
    if (error) { console.warn(`${this.#id}: the server refused a state: ${error}`); return; }
    if (!results || sent.known !== this.#state.known || sent.tries.length !== this.#state.tries.length) return;
    if (!Object.keys(results).some((name) => differ(results[name], this.#numbers[name]))) return;
    if (!this.#warned) console.warn(`${this.#id}: the browser's numbers differ from the kernel's, which are shown`);
    this.#warned = true;
    this.#numbers = results;
    this.#paint();
  }
}

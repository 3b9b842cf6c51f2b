// The telegram comes alive: it plays the tape that the server counted, and asks for another one when something is
// changed.
import { View } from "wd/figure/view.js";
import { AWAY, OfflineError } from "wd/page/wire.js";
import { lightNumbers } from "./lights.js";
import { Setting } from "./setting.js";
import { Stage } from "./stage.js";
import { Tape } from "./tape.js";
import { Transport } from "./transport.js";

/** @typedef {import("wd/figure/kind.js").State} State */

/** @param {HTMLElement} element @param {import("wd/page/mount.js").Start} start */
export function mount(element, start) {
  const told = JSON.parse(element.querySelector(".telegram-tape").textContent);
  const view = new TelegramView(element.querySelector(".telegram"), start, new Tape(told, start.state), told.words);
  lightNumbers(view);
  if (view.options.follows) follow(view, told.words.largest);
  return view;
}

export class TelegramView extends View {
  #tape;
  #transport;
  #setting;
  #wished = {}; // the fields of tapes that are not there yet

  /**
   * @param {HTMLElement} root @param {import("wd/page/mount.js").Start} start
   * @param {Tape} tape @param {any} words the sentences and sizes that Python goes by
   */
  constructor(root, start, tape, words) {
    /** @type {Transport} */
    let transport;
    super(root, start, {
      numbers: (state) => ({ results: tape.results(state) }),
      stage(view) {
        transport = new Transport(view, tape, words.speeds);
        return new Stage(view, tape, transport, words);
      },
      announce: () => "", // the outcome is a status by itself
      buttons: { play: () => transport.play(), step: () => transport.step(), rewind: () => transport.rewind() },
      python: (state) => ({ ...state, counts: tape.run.counts(tape.sent(state)) }),
      forgets: true,
    });
    this.#tape = tape;
    this.#transport = transport;
    this.#setting = new Setting(this, tape);
    this.#setting.show();
    this.channel.onStatus((status) => {
      if (status === "live") this.#away("");
    });
  }

  /** The state with what has been wished for since and is not there yet. @returns {State} */
  get wanted() {
    return { ...this.state(), ...this.#wished };
  }

  /**
   * Ask for another tape; the present one stays until it is there, and of several wishes the last one counts.
   * @param {object} fields of its state
   * @returns {Promise<boolean>} whether it has come
   */
  async wish(fields) {
    this.#transport.rest();
    this.complain("");
    const wished = (this.#wished = { ...this.#wished, ...fields });
    try {
      const answer = await this.channel.request({ tape: this.wanted, id: this.id, hide: this.options.hide });
      if (wished === this.#wished) this.#take(answer);
      this.#away("");
      return true;
    } catch (error) {
      if (wished === this.#wished) this.#give(error);
      return false;
    }
  }

  change(/** @type {string} */ what, /** @type {State} */ next) {
    this.#transport.rest();
    if (this.#tape.holds(next)) super.change(what, next);
    else this.wish(next);
  }

  restore(/** @type {State} */ left) {
    if (this.#tape.holds(left)) super.restore(left);
    else this.wish(left);
  }

  complain(/** @type {string} */ message) {
    this.#role("problem").textContent = message;
    if (message) return;
    for (const field of this.root.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  }

  say() {}

  #take(answer) {
    this.#wished = {};
    this.#tape.take(answer, answer.state);
    this.root.dataset.code = answer.state.code;
    for (const [name, html] of Object.entries(answer.fragments)) {
      const place = this.root.querySelector(`[data-fragment="${name}"]`);
      if (place) place.innerHTML = html;
    }
    super.change("", answer.state);
    this.#setting.show();
  }

  /** The wish is given up. */
  #give(error) {
    this.#wished = {};
    if (error instanceof OfflineError)
      this.#away(`${AWAY.short}: this telegram stays, and goes on playing. ${AWAY.again}`);
    else this.complain(error.message.charAt(0).toUpperCase() + error.message.slice(1));
    this.#setting.show();
  }

  #away(words) {
    this.#role("connection").textContent = words;
  }

  #role(name) {
    return this.root.querySelector(`[data-role="${name}"]`);
  }
}

/**
 * Take over P, Q and the alphabet of another widget.
 * @param {TelegramView} view @param {Object<number, number>} largest block, by how many letters there are
 */
function follow(view, largest) {
  const take = (/** @type {any} */ { detail: { widget, query } }) => {
    if (widget !== view.options.follows) return;
    const [p, q] = [query.p, query.q].map((list) => list.split(",").map(Number));
    const labels = query.labels.split(",").map(decodeURIComponent);
    const block = Math.min(view.wanted.block, largest[p.length]);
    view.wish({ p, q, labels, block, source: "draw", message: "", sent: null });
  };
  document.addEventListener("wd:state", take, { signal: view.signal });
}

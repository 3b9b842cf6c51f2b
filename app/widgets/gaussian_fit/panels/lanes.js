// P's bumps, each in a lane under the picture.
import { element } from "wd/figure/element.js";
import { withOneMore, withoutBump } from "../truth/bumps.js";
import { Lane } from "./lane.js";

/** @typedef {import("../parts.js").Part} Part */

/** @implements {Part} */
export class Lanes {
  #place;
  #host;
  #list = element("div", { class: "lane-list" });
  #more;
  /** @type {Lane[]} */ #lanes = [];

  /** @param {HTMLElement} place @param {import("../host.js").Host} host */
  constructor(place, host) {
    this.#place = place;
    this.#host = host;
    const onclick = () => {
      if (this.#canGrow) host.change("Added a bump", withOneMore(host.state(), host.fields));
    };
    this.#more = element("button", { type: "button", class: "plain", "data-control": "add", onclick }, "Add a bump");
    place.replaceChildren(this.#list, element("p", { class: "lane-foot" }, this.#more));
  }

  paint(/** @type {import("../parts.js").Frame} */ { state, seen }) {
    if (this.#place.hidden) return;
    const count = state.means.length;
    while (this.#lanes.length > count) this.#lanes.pop().remove();
    while (this.#lanes.length < count) {
      const index = this.#lanes.length;
      const remove = () => this.#host.change(`Removed bump ${index + 1}`, withoutBump(this.#host.state(), index));
      this.#lanes.push(new Lane(this.#list, index, this.#host, remove));
    }
    this.#more.disabled = !this.#canGrow;
    for (const lane of this.#lanes) lane.paint(state, seen);
  }

  get #canGrow() {
    const { state, fields } = this.#host;
    return state().means.length < fields.means.most;
  }

  destroy() {
    for (const lane of this.#lanes) lane.remove();
    this.#lanes = [];
  }
}

// Brings the widgets of a page to life: each figure's own module adopts the figure that the server drew.
import { channelOf } from "wd/figure/channel.js";
import { breath } from "wd/figure/painting.js";
import { showPython } from "wd/figure/python.js";
import { viewOf } from "wd/page/views.js";

/**
 * @typedef {object} View
 * @property {() => object} state
 * @property {() => Object<string, string>} query
 * @property {(state: any) => void} go
 * @property {(state: object) => void} [restore]
 * @property {(guess: number, state: object) => void} [recall]
 * @property {() => void} [destroy]
 * @typedef {{id: string, state: any, options: any, fields?: import("wd/figure/kind.js").Fields,
 *   channel: import("wd/figure/channel.js").Channel}} Start
 */

/**
 * Mount every widget on the page, one after the other.
 * @param {Map<string, View>} views takes the views by widget id, as they come alive
 */
export async function mountWidgets(views) {
  for (const figure of document.querySelectorAll("figure.widget")) {
    await mount(figure, views);
    await breath();
  }
}

const WAITS = [1000, 3000]; // ms before the second and third try: on a bad line one of three usually arrives

async function patiently(load) {
  for (const wait of WAITS) {
    const loaded = await load().catch(() => null);
    if (loaded) return loaded;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  return load();
}

async function mount(figure, views) {
  const { widget: id, kind } = figure.dataset;
  try {
    const first = JSON.parse(figure.querySelector(".widget-state").textContent);
    const { mount: bringToLife } = await patiently(() => viewOf(kind));
    const view = bringToLife(figure.querySelector(".widget-body"), { id, ...first, channel: channelOf(id, kind) });
    views.set(id, view);
    showPython(figure.querySelector("details.python"), id, view);
    figure.dataset.alive = "true";
  } catch (error) {
    // The still figure stays, with its numbers; the reader is told that it does not move.
    figure.dataset.alive = "false";
    figure.append(
      Object.assign(document.createElement("p"), {
        className: "problem",
        role: "alert",
        textContent: "This figure could not come to life. Reload the page to try again.",
      }),
    );
    console.error(`widget ${id} (${kind})`, error);
  }
}

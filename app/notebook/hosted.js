// A figure of the course inside a Panel component: adopts the HTML that Python drew, and speaks with Python as Panel
// does.
import { Channel } from "wd/figure/channel.js";
import { showPython } from "wd/figure/python.js";
import { canvases as known } from "wd/page/later.js";
import { OfflineError } from "wd/page/wire.js";

const PATIENCE = 15_000; // ms in which Python has answered
let count = 0;

/**
 * Return what Panel calls to show a figure.
 * @typedef {import("wd/page/mount.js").Start} Start
 * @param {(element: HTMLElement, start: Start) => import("wd/page/mount.js").View} mount the figure's own
 * @param {string} styles its style sheet; what a page has for its root goes to the host of the shadow root
 * @param {Object<string, object>} canvases what Bokeh draws in it
 */
export function hosted(mount, styles, canvases) {
  Object.assign(known, canvases);
  const sheet = styles.replaceAll(":root", ":host").replaceAll("html:not(.alive)", ":host(.still)");
  return { render: ({ model, el }) => show(mount, sheet, model, el) };
}

function show(mount, sheet, model, el) {
  const place = document.createElement("div");
  el.append(Object.assign(document.createElement("style"), { textContent: sheet }), place);
  const { wire, hear } = wireOf(model);
  let view = null;
  const draw = () => {
    const fresh = document.createElement("template");
    fresh.innerHTML = JSON.parse(model.html);
    const figure = /** @type {HTMLElement} */ (fresh.content.querySelector("figure.widget"));
    const first = JSON.parse(figure.querySelector(".widget-state").textContent);
    if (view && JSON.stringify(view.state()) === JSON.stringify(first.state)) return; // it is what has told Python
    view?.destroy?.();
    place.replaceChildren(fresh.content);
    figure.querySelector(".skip").remove(); // a link does not find its way through a shadow root
    figure.dataset.touched = "true"; // Bokeh is here already
    const { widget: id, kind } = figure.dataset;
    view = mount(figure.querySelector(".widget-body"), { id, ...first, channel: new Channel(id, kind, wire) });
    showPython(figure.querySelector("details.python"), id, view);
    figure.dataset.alive = "true";
  };
  model.on("html", draw);
  model.on("msg:custom", hear);
  model.on("lifecycle:remove", () => {
    view?.destroy?.();
    model.off("msg:custom", hear);
  });
  draw();
}

/** Panel's connection as the figure's channel wants it: each message has one answer. */
function wireOf(model) {
  const mine = `${Date.now().toString(36)}-${++count}`; // several views of one model hear each other's answers
  const asked = new Map();
  let seq = 0;
  const wire = {
    /** @returns {Promise<import("wd/page/wire.js").Reply>} */
    ask: (/** @type {object} */ message) =>
      new Promise((resolve, reject) => {
        const number = `${mine}-${++seq}`;
        const timer = setTimeout(() => {
          asked.delete(number);
          reject(new OfflineError("no answer"));
        }, PATIENCE);
        asked.set(number, (reply) => {
          clearTimeout(timer);
          asked.delete(number);
          resolve(reply);
        });
        model.send_msg({ seq: number, ...message });
      }),
    onStatus(/** @type {(status: import("wd/page/wire.js").Status) => void} */ callback) {
      callback("live");
    },
  };
  return { wire, hear: (reply) => asked.get(reply.seq)?.(reply) };
}

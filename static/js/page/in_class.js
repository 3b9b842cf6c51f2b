// "Use in class": links to what a figure shows, for a wall: what to hide, what to cover, and steps; and its picture.
import { element } from "wd/figure/element.js";
import { shortened } from "wd/figure/short_link.js";
import { askAbout } from "wd/page/teaching.js";

// Between the steps of an address, their fields, and a field and its value; app/pages/figure/lecture.py reads them.
const [BETWEEN, FIELD, IS] = ["~", ";", ":"];
const NAMES = {
  entropy: "H(P)",
  "entropy-q": "H(Q)",
  "cross-entropy": "H(P, Q)",
  "cross-entropy-reverse": "H(Q, P)",
  kl: "KL(P ‖ Q)",
  "kl-reverse": "KL(Q ‖ P)",
  js: "JS(P, Q)",
};

/**
 * Fill each panel when it is opened, and keep its links true to the figure. Called when the figures live: a panel that
 * was opened before is filled now.
 * @param {Map<string, any>} views
 */
export function offerForClass(views) {
  for (const panel of /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details.in-class"))) {
    if (panel.open) fill(panel, views);
    else panel.addEventListener("toggle", () => fill(panel, views), { once: true });
  }
}

/** On paper the address of what is seen stands under each figure. @param {Map<string, any>} views */
export function printAddresses(views) {
  addEventListener("beforeprint", () => {
    for (const place of document.querySelectorAll("[data-printed]")) {
      const query = views.get(/** @type {HTMLElement} */ (place.closest("figure.widget")).dataset.widget)?.query?.();
      if (query) place.textContent = addressOf(place.getAttribute("data-page"), new URLSearchParams(shortened(query)));
    }
  });
}

function addressOf(page, query) {
  const { origin, pathname } = new URL(page, location.href);
  return `${origin}${pathname}?${legible(query)}`;
}

function fill(panel, views) {
  // On a figure's own page the panel stands beside it, and has what a picture needs already.
  const beside = panel.closest("main.lab");
  const figure = panel.closest("figure.widget") ?? beside.querySelector("figure.widget");
  const view = views.get(figure.dataset.widget);
  const place = panel.querySelector("[data-more]");
  const { page, names, hidden: left } = panel.querySelector(".on-a-wall").dataset;
  if (!view?.query || !place) return;
  const shown = [...figure.querySelectorAll("[data-quantity]")];
  const quantities = [...new Set(shown.map(({ dataset }) => dataset.quantity))];
  const steps = /** @type {Object<string, string>[]} */ ([]);
  const hidden = new Set(left.split(" ").filter(Boolean));
  const covered = new Set();
  const address = element("p", { class: "address" });
  const press = (act, ...words) => {
    const attributes = {
      type: "button",
      class: "plain",
      onclick: () => {
        act();
        refresh();
      },
    };
    return element("button", attributes, ...words);
  };
  const add = press(() => steps.push(shortened(view.query())));
  const drop = press(() => {
    steps.length = 0;
  }, "Forget the steps");
  const refresh = () => {
    const own = new URLSearchParams(shortened(view.query()));
    if (hidden.size) own.set("hide", [...hidden].join(","));
    // A lecture of steps begins with the first of them; the others say what is different then.
    const wall = new URLSearchParams(steps[0] ?? own);
    if (hidden.size) wall.set("hide", [...hidden].join(","));
    if (covered.size) wall.set("ask", [...covered].join(","));
    if (steps.length) wall.set("steps", steps.map((step) => written(step, steps[0])).join(BETWEEN));
    wall.set("view", "projector");
    panel.querySelector("[data-own]").href = addressOf(page, own);
    panel.querySelector("[data-wall]").href = address.textContent = addressOf(page, wall);
    const many = steps.length === 1 ? "the step" : `the ${steps.length} steps`;
    add.textContent = steps.length ? `Add this state to ${many}` : "Add this state as a step";
    drop.hidden = !steps.length;
  };
  place.replaceChildren(
    element("p", {}, add, drop, ...(beside ? [] : [save("SVG", figure), save("PNG", figure)])),
    boxes("Ask first: cover", ["all", ...quantities], covered, refresh, NAMES),
    boxes("Leave out", ["readouts", ...names.split(" ")], hidden, refresh),
    address,
    ...askAbout(figure),
  );
  document.addEventListener("wd:state", (/** @type {any} */ { detail }) => {
    if (detail.widget === figure.dataset.widget) refresh();
  });
  refresh();
}

function boxes(legend, names, chosen, refresh, words = {}) {
  const set = element("fieldset", {}, element("legend", {}, legend));
  for (const name of names) {
    const box = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox" }));
    box.checked = chosen.has(name);
    box.addEventListener("change", () => {
      chosen[box.checked ? "add" : "delete"](name);
      refresh();
    });
    set.append(element("label", {}, box, words[name] ?? name));
  }
  return set;
}

function save(kind, figure) {
  const button = element("button", { type: "button", class: "plain" }, `Save as ${kind}`);
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const { pngOf, stillOf } = await import(document.querySelector("meta[name=still-image]").getAttribute("content"));
      const still = await stillOf(figure);
      const blob = kind === "PNG" ? await pngOf(still) : new Blob([still.svg], { type: "image/svg+xml" });
      const name = `${figure.dataset.kind}.${kind.toLowerCase()}`;
      const link = element("a", { href: URL.createObjectURL(blob), download: name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    } finally {
      button.disabled = false;
    }
  });
  return button;
}

/** What is different in a step, as the address has it. */
function written(step, first) {
  const fields = Object.entries(step).filter(([name, text]) => text !== first[name] || step === first);
  return fields.map(([name, text]) => `${name}${IS}${text.replace(/[%~;:]/g, encodeURIComponent)}`).join(FIELD);
}

/** A query with its commas as they are, and whatever else needs no escape: one reads it better. */
function legible(/** @type {URLSearchParams} */ query) {
  return String(query).replace(/%(2C|3A|3B|7E)/g, (escape) => decodeURIComponent(escape));
}

// The buttons, fields and choices of the telegram: what is pressed becomes a wish, and what is wished is decided in view.js.
import { onSlid } from "wd/figure/slid.js";
import { readNumber } from "wd/figure/typed_number.js";

/**
 * @param {HTMLElement} root
 * @param {object} wishes what can be done; see view.js
 */
export function bindControls(root, wishes) {
  const { state, wanted } = wishes;
  const control = (name) => root.querySelector(`[data-control="${name}"]`);
  const role = (name) => root.querySelector(`[data-role="${name}"]`);
  const on = (name, event, listener) => control(name)?.addEventListener(event, listener);
  const speeds = JSON.parse(root.parentElement.querySelector(".telegram-tape").textContent).words.speeds;

  on("play", "click", wishes.play);
  on("step", "click", wishes.step);
  on("rewind", "click", wishes.rewind);
  // Where there is little room, what is set once is folded away behind this.
  on("setting", "click", ({ target }) => {
    target.setAttribute("aria-expanded", target.getAttribute("aria-expanded") !== "true");
  });
  on("speed", "input", ({ target }) => {
    wishes.speed(speeds[target.value]);
    showSpeed();
  });
  on("another", "click", () => wishes.change({ source: "draw", seed: (wanted.seed + 1) % 1e9, sent: null }));
  on("seed", "change", ({ target }) => {
    const seed = Number(target.value.trim());
    if (/^\d{1,9}$/.test(target.value.trim())) wishes.change({ source: "draw", seed, sent: null });
    else {
      target.setAttribute("aria-invalid", "true");
      complain(`The number of a telegram has one to nine digits; “${target.value}” has not. Type one such as 7.`);
    }
  });
  on("length", "change", ({ target }) => wishes.change({ source: "draw", length: Number(target.value), sent: null }));
  on("block", "change", ({ target }) => wishes.change({ code: "block", block: Number(target.value) }));
  for (const choice of root.querySelectorAll('[data-control="code"]'))
    choice.addEventListener("change", () => wishes.change(codeChange(choice.value)));
  on("message", "submit", async (event) => {
    event.preventDefault();
    const typed = role("text").value;
    const done = await wishes.change(
      typed.trim() ? { source: "message", message: typed, sent: null } : { source: "draw", sent: null },
    );
    if (!done) {
      role("text").value = typed;
      role("text").setAttribute("aria-invalid", "true");
    }
  });
  on("link", "click", async () => {
    const link = wishes.link();
    const copied = await navigator.clipboard?.writeText(link).then(
      () => true,
      () => false,
    );
    role("copied").textContent = copied ? "Copied." : link;
  });

  const place = control("place");
  place.addEventListener("input", () => wishes.moveTo(place.value / 1000));
  onSlid(place, wishes.settle);
  place.addEventListener("keydown", (event) => {
    const letters = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (!letters) return;
    event.preventDefault();
    wishes.moveBy(letters);
  });

  // Probabilities stand in a fragment that comes anew with each tape: one listener for all of them.
  root.addEventListener("change", ({ target }) => {
    if (target.dataset.control !== "probability") return;
    const { which, place: letter } = target.dataset;
    const value = readNumber(target.value);
    if (value >= 0 && value <= 1) {
      refocus(target);
      wishes.change({ [which]: giveWay(wanted[which], Number(letter), value) });
    } else {
      target.setAttribute("aria-invalid", "true");
      complain(
        `${target.getAttribute("aria-label")}: “${target.value}” is no probability. Type a number from 0 to 1, such as 0.25.`,
      );
    }
  });

  /** A field that is replaced while it has the focus gives the focus to its successor. */
  function refocus(field) {
    const watch = new MutationObserver(() => {
      watch.disconnect();
      const { activeElement } = root.getRootNode(); // a document's is its body where nothing has the focus
      if (activeElement === document.body || activeElement === null) {
        root
          .querySelector(
            `[data-control="probability"][data-which="${field.dataset.which}"][data-place="${field.dataset.place}"]`,
          )
          ?.focus();
      }
    });
    watch.observe(root.querySelector('[data-fragment="codewords"]'), { childList: true });
    setTimeout(() => watch.disconnect(), 9000);
  }

  function codeChange(code) {
    const most = Number(control("block")?.lastElementChild.value ?? 2);
    return code === "block" ? { code, block: Math.min(state.block, most) } : { code };
  }

  function showSpeed() {
    const slider = control("speed");
    if (!slider) return;
    slider.value = speeds.indexOf(state.speed);
    slider.setAttribute("aria-valuetext", `${state.speed} letters a second`);
    role("speed").textContent = `${state.speed}/s`;
  }

  function complain(text) {
    role("problem").textContent = text;
    if (!text) for (const field of root.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  }

  return {
    complain,
    offline(text) {
      role("connection").textContent = text;
    },
    place(value, text) {
      place.value = value;
      place.setAttribute("aria-valuetext", text);
    },
    playing(now) {
      control("play").textContent = now ? "Pause" : "Play";
    },
    /** Let every control say what the state says. */
    show(now, blocks) {
      showSpeed();
      for (const choice of root.querySelectorAll('[data-control="code"]')) choice.checked = choice.value === now.code;
      const sizes = control("block");
      if (sizes) {
        sizes.replaceChildren(...blocks.map((size) => new Option(`of ${size}`, size, false, size === now.block)));
        sizes.dataset.idle = String(now.code !== "block");
      }
      if (control("seed")) Object.assign(control("seed"), { value: now.seed, readOnly: false });
      if (control("length")) control("length").value = now.length;
      if (role("text")) role("text").value = now.source === "message" ? now.message : "";
      for (const field of root.querySelectorAll('[data-control="probability"]')) field.readOnly = false;
    },
  };
}

/** One probability takes a value, the others give way in proportion. @returns {number[]} */
export function giveWay(
  /** @type {number[]} */ probabilities,
  /** @type {number} */ letter,
  /** @type {number} */ value,
) {
  const rest = probabilities.reduce((sum, each, index) => (index === letter ? sum : sum + each), 0);
  const others = probabilities.length - 1;
  const given = probabilities.map((each, index) => {
    if (index === letter) return value;
    return rest > 0 ? (each * (1 - value)) / rest : (1 - value) / others;
  });
  return given;
}

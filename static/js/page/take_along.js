// "Take it with you": the link, the frame, the QR code and the picture of a figure as it stands; what it needs for a
// wall is filled in by in_class.js.

const LEAST = 320; // px of a frame that does not hear how high its page is

/** Fill the panel when it is opened, and keep it true while it is open. */
export function offerToTakeAlong() {
  const panel = document.getElementById("take-along");
  if (!(panel instanceof HTMLDetailsElement)) return;
  const part = (selector) => panel.querySelector(selector);
  const figure = document.querySelector("main.lab figure.widget");
  const status = part(".take-status");
  const pictures = () => import(panel.dataset.pictures);
  let saved = "";

  const refresh = async () => {
    if (!panel.open) return;
    const link = new URL(panel.dataset.page, location.href);
    link.search = location.search;
    link.searchParams.delete("view");
    const left = new URL(part("[data-own]").href).searchParams.get("hide");
    if (left) link.searchParams.set("hide", left);
    else link.searchParams.delete("hide");
    const frame = new URL(link);
    frame.searchParams.set("embed", "");
    part("#take-link").value = link.href;
    const height = Math.max(LEAST, Math.ceil(figure.getBoundingClientRect().height) + 60);
    const iframe = document.createElement("iframe");
    Object.assign(iframe, { src: frame.href.replace(/embed=(?=&|$)/, "embed"), title: panel.dataset.name });
    iframe.setAttribute("loading", "lazy");
    iframe.setAttribute("style", `width: 100%; height: ${height}px; border: 0`);
    part("#take-frame").value = iframe.outerHTML;
    for (const teach of /** @type {NodeListOf<HTMLAnchorElement>} */ (panel.querySelectorAll("[data-teach]")))
      teach.search = new URLSearchParams({ from: `${link.pathname}${link.search}` }).toString();
    const code = `${link.pathname}/qr.svg${link.search}`;
    const image = part(".take-qr");
    if (image.getAttribute("src") !== code) image.src = code;
    image.hidden = false;
    Object.assign(part("[data-save=qr]"), { href: code, download: `${name()}-qr.svg` });
    const { described } = await pictures();
    part("#take-words").value = described(figure);
  };
  const name = () => panel.dataset.page.split("/").at(-1);

  panel.addEventListener("toggle", refresh);
  panel.addEventListener("change", refresh); // something is left out
  document.addEventListener("wd:state", () => queueMicrotask(refresh));
  panel.addEventListener("click", async ({ target }) => {
    const button = /** @type {HTMLElement} */ (target).closest("button");
    if (button?.dataset.copies) await copy(button, part(`#${button.dataset.copies}`));
    if (button?.dataset.picture) await save(button.dataset.picture);
  });

  async function save(/** @type {string} */ form) {
    status.textContent = "";
    try {
      const { stillOf, pngOf } = await pictures();
      const still = await stillOf(figure);
      const blob = form === "png" ? await pngOf(still) : new Blob([still.svg], { type: "image/svg+xml" });
      URL.revokeObjectURL(saved);
      saved = URL.createObjectURL(blob);
      Object.assign(document.createElement("a"), { href: saved, download: `${name()}.${form}` }).click();
      status.textContent = `Saved as ${name()}.${form}.`;
    } catch (error) {
      status.textContent = "The picture could not be made. Check the connection and try again.";
      console.warn("picture", error);
    }
  }

  async function copy(button, field) {
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = "Copied.";
    } catch {
      field.select();
      status.textContent = "Marked: copy it with your keys.";
    }
  }
}

// A page in another site's frame tells its height, in the words that course systems and pages listen to, and opens what
// leads away in a tab of its own.

const RESIZER = "[iFrameSizer]"; // how iframe-resizer's messages begin, in both directions

/** @returns {boolean} whether this page was asked for as a part of another */
export const isEmbedded = () => document.body.classList.contains("embedded");

/** Keep the frame around this page as high as the page. */
export function tellHeight() {
  if (!isEmbedded() || window.parent === window) return;
  let known = 0;
  let resizer = ""; // the name by which iframe-resizer in the parent knows this frame
  const tell = (type) => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === known && type === "size") return;
    known = height;
    // LTI's own message, as an object for Canvas and Moodle and as a text for Brightspace.
    const message = { subject: "lti.frameResize", height };
    window.parent.postMessage(message, "*");
    window.parent.postMessage(JSON.stringify(message), "*");
    window.parent.postMessage({ type: "resize", context: "iframe.resize", height, src: location.href }, "*");
    if (resizer) {
      window.parent.postMessage(`${RESIZER}${resizer}:${height}:${document.body.scrollWidth}:${type}`, "*");
    }
  };
  addEventListener("message", ({ data, source }) => {
    if (source !== window.parent || typeof data !== "string" || !data.startsWith(RESIZER)) return;
    const first = !resizer;
    resizer = data.slice(RESIZER.length).split(":")[0];
    if (first) tell("init");
  });
  new ResizeObserver(() => tell("size")).observe(document.body);
}

/** Let links that lead to another page open beside the frame, and the foot's link keep the figure's state. */
export function leaveFrame() {
  if (!isEmbedded()) return;
  document.addEventListener(
    "click",
    ({ target }) => {
      const link = /** @type {Element} */ (target).closest?.("a[href]");
      if (!(link instanceof HTMLAnchorElement)) return;
      if (link.pathname === location.pathname && link.hash) return;
      Object.assign(link, { target: "_blank", rel: "noopener" });
    },
    { capture: true },
  );
  document.addEventListener("wd:state", ({ detail: { query } }) => {
    const whole = document.querySelector("a[data-whole]");
    if (!(whole instanceof HTMLAnchorElement) || !document.querySelector("main.lab")) return;
    whole.search = new URLSearchParams(query).toString();
  });
}

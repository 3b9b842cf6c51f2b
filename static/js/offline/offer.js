// The course page keeps the whole course in the browser: it says how much that is, and then fetches it, unless somebody
// says no.
import { element } from "wd/figure/element.js";

const QUIET = 2000; // ms after the page has come: the reader's own requests come first
const NOTICE = 3000; // ms in which one can say no, once the size is said
const DECLINED = "wd-offline-declined";
const SLOW = ["slow-2g", "2g", "3g"];

export function offerOffline() {
  const workers = navigator.serviceWorker;
  const place = document.getElementById("offline");
  if (!workers) return; // as where the course is read by plain HTTP from another machine
  followVersion(workers);
  if (place) setTimeout(() => begin(workers, place).catch(() => {}), QUIET);
}

/**
 * Another version takes over only where somebody asks for it: then every open page is loaded anew, all of one version.
 */
function followVersion(workers) {
  const others = globalThis.BroadcastChannel ? new BroadcastChannel("wd-version") : null;
  let asked = false;
  others?.addEventListener("message", () => {
    asked = true;
  });
  document.addEventListener("wd:version", () => {
    asked = true;
    others?.postMessage("take over");
  });
  workers.addEventListener("controllerchange", () => {
    if (asked) location.reload();
  });
}

/** @param {ServiceWorkerContainer} workers @param {HTMLElement} place */
async function begin(workers, place) {
  const found = await workers.getRegistration("/");
  const about = await fetch("/offline.json")
    .then((answer) => answer.json())
    .catch(() => null);
  if (about && !about.bytes) {
    await found?.update();
    return;
  } // switched off: the last worker takes the copy away
  const size = about ? `${(about.bytes / 1e6).toFixed(1)} MB` : "";
  const say = (text, ...buttons) => {
    place.hidden = false;
    place.querySelector("[data-say]").replaceChildren(text, ...buttons.flatMap((button) => [" ", button]));
  };
  const button = (name, press) => element("button", { type: "button", onclick: press }, name);

  const offer = () =>
    say(
      "The whole course can be kept in this browser, and then be read, moved and searched without a network.",
      button(`Keep the course for offline reading (${size})`, () => {
        decline(false);
        navigator.storage?.persist?.();
        keep();
      }),
    );
  const remove = async () => {
    decline(true);
    await (await workers.getRegistration("/"))?.unregister();
    for (const name of await caches.keys()) if (name.startsWith("wd-course-")) await caches.delete(name);
    offer();
  };
  const kept = (registration) => {
    if (registration.waiting) {
      const use = button("Use it now", () => {
        document.dispatchEvent(new CustomEvent("wd:version"));
        registration.waiting.addEventListener("statechange", ({ target }) => {
          if (target.state === "activated") location.reload(); // this page may have come before any worker
        });
        registration.waiting.postMessage("take over");
      });
      say("A newer version of the course is kept. It comes into use when all its pages are closed, or at once.", use);
    } else if (registration.active) {
      say(
        `The course is kept in this browser${size && `, ${size}`}: it can be read, moved and searched without a ` +
          "network. Answers are kept too, and marked when you are back.",
        button("Remove the copy", remove),
      );
    }
  };
  const watch = (registration) => {
    const follow = () => {
      const { installing } = registration;
      installing?.addEventListener("statechange", () => {
        if (installing.state === "redundant" && !registration.active) failed();
        else kept(registration);
      });
    };
    registration.addEventListener("updatefound", follow);
    follow();
    kept(registration);
  };
  const failed = () => {
    say("Not all of the course arrived; what did is not fetched again.", button(`Try again (${size})`, keep));
  };
  const keep = () => {
    say(`The course is being kept in this browser, ${size}, so that it can be read without a network …`);
    workers.register("/sw.js", { scope: "/", updateViaCache: "none" }).then(watch, failed);
  };

  if (found) {
    watch(found);
    return;
  }
  if (!about) return;
  const line = navigator["connection"]; // where a browser tells of it
  if (declined() || line?.saveData || SLOW.includes(line?.effectiveType)) {
    offer();
    return;
  }
  const soon = setTimeout(keep, NOTICE);
  say(
    `The course will be kept in this browser, ${size}, so that it can be read, moved and searched without a network.`,
    button("Not here", () => {
      clearTimeout(soon);
      decline(true);
      offer();
    }),
  );
}

function declined() {
  try {
    return localStorage.getItem(DECLINED) === "1";
  } catch {
    return false;
  }
}

function decline(yes) {
  try {
    if (yes) localStorage.setItem(DECLINED, "1");
    else localStorage.removeItem(DECLINED);
  } catch {
    /* it is asked again next time */
  }
}

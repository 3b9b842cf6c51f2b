// Where one is in a lesson: marks the section that is read, and leads back to where one left.

const READING = 0.35; // of the window's height: a heading above that line is what one reads under
const KEY = "wd-place:";

/** Keep the rail of a lesson true; without this it is a list of links. */
export function followReading() {
  const rail = document.querySelector(".lesson-rail");
  const lesson = /** @type {HTMLElement | null} */ (document.querySelector("[data-lesson]"))?.dataset.lesson;
  if (!rail || !lesson) return;
  const links = /** @type {HTMLAnchorElement[]} */ ([...rail.querySelectorAll("li a")]);
  // Looked up each time: the end of a lesson is another element after each answer.
  const places = () => links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const here = rail.querySelector("[data-here]");
  offerReturn(rail, links, remembered(lesson));

  let current = -1;
  let waiting = 0;
  const look = () => {
    waiting = 0;
    const line = innerHeight * READING;
    let at = 0;
    places().forEach((place, i) => {
      if (place && i && place.getBoundingClientRect().top <= line) at = i;
    });
    if (at === current) return;
    current = at;
    links.forEach((link, i) => {
      link.classList.toggle("read", i < at);
      if (i === at) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    });
    here.textContent = links[at].textContent.trim();
    if (at) remember(lesson, links[at].hash);
  };
  addEventListener(
    "scroll",
    () => {
      waiting ||= requestAnimationFrame(look);
    },
    { passive: true },
  );
  addEventListener("resize", () => {
    waiting ||= requestAnimationFrame(look);
  });
  look();
}

/** A link to where one left the lesson, unless one comes to some place of it anyway; it goes once one reads on. */
function offerReturn(rail, links, hash) {
  const target = links.find((link) => link.hash === hash);
  if (!target || location.hash || scrollY > 0) return;
  const back = rail.querySelector("[data-back]");
  back.href = hash;
  back.textContent = `Go on at “${target.textContent.trim()}”`;
  back.hidden = false;
  const away = () => {
    if (scrollY > innerHeight / 2) {
      back.hidden = true;
      removeEventListener("scroll", away);
    }
  };
  addEventListener("scroll", away, { passive: true });
}

function remembered(lesson) {
  try {
    return localStorage.getItem(KEY + lesson) ?? "";
  } catch {
    return "";
  }
}

function remember(lesson, hash) {
  try {
    localStorage.setItem(KEY + lesson, hash);
  } catch {
    /* a private window: one scrolls */
  }
}

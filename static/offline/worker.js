// The service worker: keeps the course as a newcomer sees it, whole and of one version, and answers from it where the
// network does not. Before this text stands `const MANIFEST`, from app/pages/served/offline.py: {version, entries:
// [{url, digest}]}. Nothing of a learner is kept here: everything is fetched without a cookie, and what the network
// sends to a page is never written down.

const PREFIX = "wd-course-";
const NAME = PREFIX + MANIFEST.version;
const PATIENCE = 6000; // ms in which a server that is there has sent a page's head
const ABREAST = 4; // fetches at once: the reader's own come first
const AWAY = [502, 503, 504]; // what a proxy says in the place of a server that is away
const DROPPED = ["content-encoding", "content-length", "set-cookie"]; // the body is kept decoded

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("message", ({ data }) => {
  if (data === "take over") skipWaiting();
});
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (url.searchParams.has("v")) event.respondWith(file(request));
});

/** Fetch what is not there yet. What came before a line broke stays, so that the next try goes on from it. */
async function fill() {
  const kept = await caches.open(NAME);
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
  const older = await Promise.all(others.map((name) => caches.open(name)));
  const left = [...MANIFEST.entries];
  const work = async () => {
    for (let entry = left.shift(); entry; entry = left.shift()) {
      if (await holds(kept, entry)) continue;
      const found = await first(older, (cache) => holds(cache, entry));
      await kept.put(entry.url, found ?? (await fetched(entry)));
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, work));
}

async function holds(cache, { url, digest }) {
  const response = await cache.match(url, { ignoreVary: true });
  return response?.headers.get("wd-digest") === digest ? response : null;
}

async function first(list, ask) {
  for (const each of list) {
    const found = await ask(each);
    if (found) return found;
  }
  return null;
}

/** Fetch one file or page, as everybody gets it; one of another version fails the whole: two are never mixed. */
async function fetched({ url, digest }) {
  const response = await fetch(url, { credentials: "omit", cache: url.includes("?v=") ? "default" : "no-store" });
  const bytes = await response.arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const found = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!response.ok || found !== digest) throw new Error(`${url} is not what the manifest names`);
  const headers = new Headers([...response.headers].filter(([name]) => !DROPPED.includes(name)));
  headers.set("wd-digest", digest);
  const isPage = headers.get("content-type")?.startsWith("text/html");
  // A copy says that it is one: the page's own script asks for the server, and shows what waits to be sent.
  const content = isPage ? new TextDecoder().decode(bytes).replace("<html ", "<html data-kept-copy ") : bytes;
  return new Response(content, { headers });
}

async function takeOver() {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== NAME) await caches.delete(name);
  // Where the preload finds no server, Firefox 153 shows its own page of errors, whatever the worker answers.
  const preload = registration.navigationPreload;
  await (navigator.userAgent.includes("Firefox/") ? preload?.disable() : preload?.enable());
}

/** The page of the network, which knows the learner; where there is none, the copy. */
async function page(event, url) {
  try {
    const response = await inTime(
      Promise.resolve(event.preloadResponse).then((ahead) => ahead ?? fetch(event.request)),
    );
    return (AWAY.includes(response.status) && (await copyOf(url))) || response;
  } catch (error) {
    return (await copyOf(url)) ?? (await copyOf(new URL("/offline", location.origin))) ?? Promise.reject(error);
  }
}

async function copyOf({ pathname }) {
  return (await caches.open(NAME)).match(pathname, { ignoreVary: true });
}

/** A file under its version is the same wherever it comes from. */
async function file(request) {
  return (await (await caches.open(NAME)).match(request.url, { ignoreVary: true })) ?? fetch(request);
}

function inTime(promise) {
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error("no answer in time")), PATIENCE);
  });
  return Promise.race([promise, late]);
}

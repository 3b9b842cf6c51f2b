// The switch that ends it (WD_OFFLINE=off): takes the place of the service worker, deletes what was kept, and goes.

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(end()));

async function end() {
  for (const name of await caches.keys()) if (name.startsWith("wd-course-")) await caches.delete(name);
  await registration.unregister();
}

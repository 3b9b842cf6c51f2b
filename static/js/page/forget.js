// The server's answer to "forget" empties the browser by a header, which counts by HTTPS and on localhost alone; and a
// browser may not know it. So the page empties its own stores first.

/** Empty what this site keeps in the browser before a form asks the server to forget. */
export function emptyStores() {
  document.addEventListener("submit", async (event) => {
    const form = /** @type {HTMLFormElement | null} */ (
      /** @type {Element} */ (event.target).closest('form[action="/forget"]')
    );
    if (!form) return;
    event.preventDefault();
    const { name, value } = /** @type {Partial<HTMLButtonElement>} */ (event.submitter ?? {});
    if (name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    // A store that somebody holds open, as another tab, is emptied when that lets go; nobody waits for it here.
    await Promise.race([Promise.allSettled(stores()), new Promise((resolve) => setTimeout(resolve, 1500))]);
    form.submit();
  });
}

function stores() {
  for (const store of [localStorage, sessionStorage]) store.clear();
  for (const name of ["wd_zone", "wd_who", "wd_sure"]) document.cookie = `${name}=; path=/; max-age=0`;
  return [emptyDatabases(), emptyCaches(), stopWorkers()];
}

async function emptyDatabases() {
  const names = (await indexedDB.databases?.()) ?? [];
  await Promise.all(
    names.map(
      ({ name }) =>
        new Promise((resolve) => {
          const request = indexedDB.deleteDatabase(name);
          request.onsuccess = request.onerror = resolve;
        }),
    ),
  );
}

async function emptyCaches() {
  if (!("caches" in self)) return;
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
}

async function stopWorkers() {
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(workers.map((worker) => worker.unregister()));
}

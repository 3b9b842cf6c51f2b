// A list in this browser's database, which outlives page, tab and machine; where the browser refuses one, it lives with
// the page.
import { createStore, get, update } from "idb-keyval";

const LIMIT = 3000; // ms: a database that does not answer must not hold up what could be sent
const KEY = "deeds";

/** @template {{id: string}} T */
export class KeptList {
  #name;
  #store = null;
  /** @type {T[]} what the browser has refused to keep */
  #loose = [];

  constructor(/** @type {string} */ name) {
    this.#name = name;
  }

  /** Whether all of it outlives the page. */
  get lasts() {
    return this.#loose.length === 0;
  }

  /** @returns {Promise<T[]>} in the order in which they were put */
  async all() {
    const kept = (await inTime(this.#ask((store) => get(KEY, store))).catch(() => null)) ?? [];
    return [...kept, ...this.#loose.filter(({ id }) => !kept.some((each) => each.id === id))];
  }

  /** Put one at the end; once this is done it is kept, as long as `lasts` says so. */
  async put(/** @type {T} */ item) {
    const written = this.#change((list) => [...list, item]);
    await inTime(written).catch(() => {
      this.#loose.push(item);
      written.then(() => (this.#loose = this.#loose.filter((each) => each !== item))).catch(() => {});
    });
  }

  /** Keep those alone of which something holds. */
  async keep(/** @type {(item: T) => boolean} */ wanted) {
    this.#loose = this.#loose.filter(wanted);
    if ((await this.all()).every(wanted)) return;
    await inTime(this.#change((list) => list.filter(wanted))).catch(() => {});
  }

  /** One transaction: of two tabs that write at once neither loses anything. */
  #change(/** @type {(list: T[]) => T[]} */ change) {
    return this.#ask((store) => update(KEY, (list) => change(list ?? []), store));
  }

  /** @template R @param {(store: import("idb-keyval").UseStore) => Promise<R>} question @returns {Promise<R>} */
  async #ask(question) {
    return question((this.#store ??= opened(this.#name)));
  }
}

/** What the database says, unless it is late. @template R @param {Promise<R>} said @returns {Promise<R>} */
async function inTime(said) {
  let timer = 0;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer")), LIMIT);
  });
  try {
    return await Promise.race([said, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A store that lets go where another tab deletes the database, as for a learner who wants to be forgotten. */
function opened(/** @type {string} */ name) {
  const store = createStore(name, "list");
  store("readonly", ({ transaction: { db } }) => {
    // After its own `onclose` idb-keyval opens the database anew when it is used again.
    db.onversionchange = () => {
      db.close();
      db.onclose?.(new Event("close"));
    };
  }).catch(() => {});
  return store;
}

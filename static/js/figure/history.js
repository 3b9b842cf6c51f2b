// Undo and redo over whole states, which are small and never changed in place.

/** @template T */
export class History {
  #past = [];
  #future = [];
  #limit;

  constructor(limit = 200) {
    this.#limit = limit;
  }

  /** Keep the state that a gesture is about to leave. @param {T} before */
  keep(before) {
    this.#past.push(before);
    if (this.#past.length > this.#limit) this.#past.shift();
    this.#future = [];
  }

  /** @param {T} now @returns {T | null} the state before, or null at the beginning */
  undo(now) {
    return this.#step(this.#past, this.#future, now);
  }

  /** @param {T} now @returns {T | null} the state that was undone, or null */
  redo(now) {
    return this.#step(this.#future, this.#past, now);
  }

  get canUndo() {
    return this.#past.length > 0;
  }
  get canRedo() {
    return this.#future.length > 0;
  }

  #step(from, to, now) {
    if (!from.length) return null;
    to.push(now);
    return from.pop();
  }
}

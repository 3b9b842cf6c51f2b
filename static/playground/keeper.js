// Keeps a learner's program in this browser, so that a reload loses nothing.

/** @param {string} key @param {string} original */
export function keeper(key, original) {
  const name = `wd-playground:${key}`;
  return {
    read() {
      try {
        return localStorage.getItem(name) ?? original;
      } catch {
        return original; // a browser that keeps nothing
      }
    },
    write(text) {
      try {
        if (text === original) localStorage.removeItem(name);
        else localStorage.setItem(name, text);
      } catch {
        // The program stays in the page; only a reload would lose it.
      }
    },
  };
}

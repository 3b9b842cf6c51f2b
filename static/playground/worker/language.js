// Part of the playground's worker, before Brython: it asks the browser for its language, and would not start where that
// is no tag of BCP 47, as "en-US@posix" is none. No number and no message depends on it.
"use strict";
try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  Object.defineProperty(navigator, "language", { value: "en", configurable: true });
}

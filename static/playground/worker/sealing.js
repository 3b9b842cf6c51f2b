// The end of the playground's worker: of all that a worker can call, only the language itself stays. The file's own
// content-security policy lets it fetch nothing; what could reach the server, the page or the disk is taken away
// besides.
"use strict";
(() => {
  const { ready } = globalThis.playground;
  const STAYS = new Set(
    `
    Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp
    Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError
    JSON Math Intl ArrayBuffer SharedArrayBuffer Atomics DataView Map Set WeakMap WeakSet WeakRef FinalizationRegistry
    Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array Float16Array Float32Array Float64Array
    Uint8ClampedArray BigUint64Array BigInt64Array BigInt Iterator Proxy Reflect globalThis self name constructor
    decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape eval isFinite isNaN
    performance crypto setTimeout clearTimeout TextEncoder TextDecoder structuredClone Event __BRYTHON__
  `.split(/\s+/),
  );
  for (let where = globalThis; where && where !== Object.prototype; where = Object.getPrototypeOf(where)) {
    for (const name of Object.getOwnPropertyNames(where)) {
      if (!STAYS.has(name)) Reflect.deleteProperty(where, name); // what cannot be deleted are Brython's own variables
    }
  }
  // Brython warns here, and reads where it was loaded from.
  const silent = Object.fromEntries(["log", "info", "debug", "warn", "error"].map((name) => [name, () => {}]));
  Object.assign(globalThis, { console: silent, location: { href: "", origin: "", pathname: "" }, navigator: {} });
  ready();
})();

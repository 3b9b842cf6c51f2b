import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import test from "node:test";

const WIDGETS = new URL("../../app/widgets/", import.meta.url);
const IMPORT = /^import [^;]*?"([^"]+)";/gm;
const PAGE = /\b(?:document|window|navigator|location|requestAnimationFrame)\b\s*[.(]/;
const code = (/** @type {string} */ path) => readFileSync(path, "utf8").replace(/\/\*[^]*?\*\/|\/\/.*/g, "");
const kinds = readdirSync(WIDGETS).filter((kind) => existsSync(new URL(`${kind}/frame.js`, WIDGETS)));

/** Every module that one stands on, by its file. @returns {Set<string>} */
function standsOn(/** @type {URL} */ module, found = new Set()) {
  if (found.has(module.pathname)) return found;
  found.add(module.pathname);
  for (const [, name] of readFileSync(module, "utf8").matchAll(IMPORT)) {
    const base = name.startsWith("wd/") ? new URL("../../static/js/", import.meta.url) : module;
    standsOn(new URL(name.replace(/^wd\//, ""), base), found);
  }
  return found;
}

test("there are frames", () => assert.ok(kinds.length >= 17));

for (const kind of kinds) {
  test(`the frame of ${kind} needs no page`, async () => {
    await import(`/widgets/${kind}/frame.js`);
    const needy = [...standsOn(new URL(`${kind}/frame.js`, WIDGETS))].filter((path) => PAGE.test(code(path)));
    assert.deepEqual(needy, []);
  });
}

import assert from "node:assert/strict";
import test from "node:test";
import { coordinate, percent } from "wd/figure/places.js";

test("a length stays on its track", () => {
  assert.deepEqual(
    [-1, 0.25, 2].map((part) => percent(part)),
    ["0.00%", "25.00%", "100.00%"],
  );
  assert.equal(percent(1 / 3, 4), "33.3333%");
});

test("a coordinate has no negative zero", () => {
  assert.deepEqual([-0.001, -0, 1 / 3, -0.006].map(coordinate), ["0.00", "0.00", "0.33", "-0.01"]);
});

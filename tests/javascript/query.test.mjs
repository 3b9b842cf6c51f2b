import assert from "node:assert/strict";
import test from "node:test";
import { toQuery } from "wd/figure/query.js";

test("an address has the fields by their names, and none that it leaves unsaid", () => {
  const fields = { means: { address: "m" }, sent: { address: "s" }, note: { unsaid: "" } };
  const state = { means: [0.5, 1], sent: null, speed: 3, note: "", lit: true, labels: ["a,b", "50 %"] };
  const said = { m: "0.5,1", speed: "3", lit: "1", labels: "a%2Cb,50 %25" };
  assert.deepEqual(toQuery(state, fields), said);
  assert.deepEqual(toQuery({ ...state, sent: 0, note: "x" }, fields), { ...said, s: "0", note: "x" });
});

test("what is empty is said where nothing else is declared", () => {
  assert.deepEqual(toQuery({ show: [], tried: "" }, {}), { show: "", tried: "" });
});

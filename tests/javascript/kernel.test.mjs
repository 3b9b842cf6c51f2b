import assert from "node:assert/strict";
import test from "node:test";
import { crossEntropy, entropy, jsDivergence, klDivergence, klTerms } from "wd/kernel/divergences.js";
import { mutualInformation } from "wd/kernel/information.js";
import { softmax } from "wd/kernel/softmax.js";

// The three of P and the three of Q share nothing; the sum of their gaps comes out one digit above its limit.
const APART = [
  [0.3682245947103518, 0.3253103095705487, 0.3064650957190995, 0, 0, 0],
  [0, 0, 0, 0.232887550407665, 0.7599541936756664, 0.007158255916668509],
];

test("JS of what shares nothing is one bit, and never more", () => {
  assert.equal(jsDivergence(APART[0], APART[1], "bits"), 1);
  assert.equal(jsDivergence(APART[0], APART[1], "nats"), Math.LN2);
});

test("infinity is an answer", () => {
  assert.equal(klDivergence([0.5, 0.5], [1, 0]), Infinity);
  assert.equal(crossEntropy([0.5, 0.5], [1, 0]), Infinity);
  assert.equal(klDivergence([1, 0], [0.5, 0.5]), 1);
});

test("nothing is less than nothing", () => {
  assert.equal(klDivergence([0.1, 0.2, 0.7], [0.1, 0.2, 0.7]), 0);
  assert.equal(entropy([1]), 0);
  assert.equal(
    mutualInformation([
      [1, 2],
      [3, 6],
    ]),
    0,
  );
  assert.ok(
    klTerms([0.5, 0.5], [0.9, 0.1]).some((term) => term < 0),
    "a term of the sum may be",
  );
});

test("what is no distribution is refused by name, value, rule and repair", () => {
  const refused = (/** @type {() => unknown} */ work, /** @type {RegExp} */ why) =>
    assert.throws(work, { name: "KernelError", message: why });
  refused(() => entropy([]), /P is empty: give/);
  refused(() => entropy([0.5, 0.6]), /P sums to 1\.1, not to 1: correct/);
  refused(() => entropy([1.5, -0.5]), /P\[1\] is -0\.5, but a probability lies between 0 and 1/);
  refused(() => klDivergence([1], [0.5, 0.5]), /P has 1 outcomes and Q has 2: give/);
  refused(() => entropy([1], /** @type {any} */ ("hartleys")), /unit is hartleys: .*give one of the two/);
});

test("a softmax sums to one, however far apart its logits", () => {
  for (const logits of [
    [0, 0],
    [1e308, -1e308],
    [-745, 0, 745],
  ]) {
    assert.ok(Math.abs(softmax(logits).reduce((sum, share) => sum + share, 0) - 1) < 1e-15);
  }
});

// Part of the playground's worker, after Brython: the decimal digits of a binary number. All text of a float stands on
// this: its exact value is a fraction of two big integers, and what is cut off is rounded half to even, as in CPython.
"use strict";
(() => {
  const view = new DataView(new ArrayBuffer(8));

  /** A finite size as a fraction of two big integers: exactly top / bottom. @param {number} size */
  const fraction = (size) => {
    view.setFloat64(0, size);
    const bits = view.getBigUint64(0);
    const exponent = (bits >> 52n) & 0x7ffn;
    const mantissa = (bits & 0xf_ffff_ffff_ffffn) | (exponent ? 1n << 52n : 0n);
    const power = (exponent || 1n) - 1075n;
    return power < 0n ? [mantissa, 1n << -power] : [mantissa << power, 1n];
  };

  /** The integer next to top / bottom, which is no less than 0; of two the even one. */
  const nearest = (/** @type {bigint} */ top, /** @type {bigint} */ bottom) => {
    const whole = top / bottom,
      rest = 2n * (top % bottom);
    return whole + (rest > bottom || (rest === bottom && whole & 1n) ? 1n : 0n);
  };

  /** size times 10 ** decimals, rounded to an integer. */
  const scaled = (size, decimals) => {
    const [top, bottom] = fraction(size);
    const power = 10n ** BigInt(Math.abs(decimals));
    return decimals < 0 ? nearest(top, bottom * power) : nearest(top * power, bottom);
  };

  // Digits are a pair: text and point. They stand for 0.text times 10 ** point.

  /** The digits up to so many decimals. */
  const fixed = (size, decimals) => {
    const text = String(scaled(size, decimals)).padStart(decimals + 1, "0");
    return [text, text.length - decimals];
  };

  /** The fewest digits that are this float and no other. */
  const shortest = (size) => {
    const [text, exponent] = size.toExponential().split("e");
    return [text.replace(".", ""), Number(exponent) + 1];
  };

  /** So many significant digits. */
  const significant = (size, count) => {
    if (size === 0) return ["0".repeat(count), 1];
    let point = shortest(size)[1]; // 1e-7 is 9.9999999999999995e-8 in truth: one too many
    const [top, bottom] = fraction(size),
      power = 10n ** BigInt(Math.abs(point - 1));
    if (point > 0 ? top < bottom * power : top * power < bottom) point -= 1;
    const text = String(scaled(size, count - point));
    return text.length > count ? [text.slice(0, count), point + 1] : [text, point];
  };

  globalThis.__BRYTHON__.digits = { fraction, nearest, scaled, fixed, significant, shortest };
})();

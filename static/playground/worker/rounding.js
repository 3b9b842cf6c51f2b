// Part of the playground's worker, after Brython: numbers are rounded as CPython rounds them.
// Brython writes f"{0.4645:.3f}" as 0.464 and round(2.675, 2) as 2.68; a course about numbers cannot.
"use strict";
(() => {
  const brython = globalThis.__BRYTHON__;
  const { float } = brython.builtins;

  /** The digits of a size, half to even on its exact binary value. */
  const fixed = (value, digits) => {
    const size = Math.abs(value);
    if (size >= 1e21) return BigInt(size) + (digits ? `.${"0".repeat(digits)}` : "");
    const up = size.toFixed(digits); // exact, but for a tie, which goes up
    const tail = size.toFixed(100).split(".")[1].slice(digits);
    if (!/^50*$/.test(tail) || !/[13579]$/.test(up)) return up;
    const step = 10n ** BigInt(digits);
    const lower = BigInt(up.replace(".", "")) - 1n;
    return digits ? `${lower / step}.${String(lower % step).padStart(digits, "0")}` : String(lower);
  };
  const isNegative = (value) => value < 0 || Object.is(value, -0);
  const signed = (value, digits) => (isNegative(value) ? "-" : "") + fixed(value, digits);

  const format = float.$format;
  float.$format = (self, spec) => {
    const percent = spec.type === "%";
    const digits = spec.precision ?? 6;
    if (!["f", "F", "%"].includes(spec.type) || !Number.isFinite(self.value) || digits > 100) return format(self, spec);
    const value = percent ? self.value * 100 : self.value;
    let [whole, after] = fixed(value, digits).split(".");
    const minus = isNegative(value) && !(spec.z && !/[1-9]/.test(whole + (after ?? "")));
    if (spec.comma) whole = whole.replace(/\B(?=(\d{3})+$)/g, ",");
    const sign = minus ? "-" : spec.sign === "+" || spec.sign === " " ? spec.sign : "";
    const point = after !== undefined ? `.${after}` : spec.alternate ? "." : "";
    spec.align ||= ">";
    return brython.format_width(sign + whole + point + (percent ? "%" : ""), spec);
  };

  const round = float.tp_funcs.__round__;
  float.tp_funcs.__round__ = (self, digits) => Number.isInteger(digits) && digits >= 0 && digits <= 100 && Number.isFinite(self.value)
    ? brython.fast_float(Number(signed(self.value, digits))) : round(self, digits);
})();

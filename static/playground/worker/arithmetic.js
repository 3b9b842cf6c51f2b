// Part of the playground's worker: numbers are rounded, divided, raised and compared as in CPython, with its errors.
"use strict";
(() => {
  const brython = globalThis.__BRYTHON__;
  const { builtins, digits, RAISE, fast_float: toFloat, replace_slot: slot, replace_method: method } = brython;
  const { float, int, NotImplemented, None } = builtins;
  const asInt = int.$int_or_long;
  const isFloat = (value) => brython.$isinstance(value, float);
  const overflow = (text) => RAISE(builtins.OverflowError, text);
  const divided = (text) => RAISE(builtins.ZeroDivisionError, text);
  /** The value of an int or a float as a JavaScript number; null of anything else. */
  const number = (value) => (isFloat(value) ? value.value : brython.is_int(value) ? int.nb_float(value).value : null);
  const big = (value) => (brython.is_int(value) ? BigInt(brython.int_value(value)) : null);
  const sign = (value, like) => (like < 0 || Object.is(like, -0) ? -Math.abs(value) : Math.abs(value));

  // Rounding.
  /** The int that a finite float is, once it has no fraction. */
  brython.whole = (value) => {
    if (Number.isNaN(value)) RAISE(builtins.ValueError, "cannot convert float NaN to integer");
    if (!Number.isFinite(value)) overflow("cannot convert float infinity to integer");
    return asInt(BigInt(Math.trunc(value)));
  };
  const toWhole = (step) => (self) => brython.whole(Number.isFinite(self.value) ? step(self.value) : self.value);
  const index = (value) => {
    const found = brython.is_int(value) ? value : brython.PyNumber_Index(value);
    return Number(brython.int_value(found));
  };
  const roundFloat = ({ value }, places = None) => {
    if (places === None) {
      if (!Number.isFinite(value)) return brython.whole(value); // which says why not
      return asInt(digits.scaled(Math.abs(value), 0) * (value < 0 ? -1n : 1n));
    }
    const decimals = index(places);
    if (!Number.isFinite(value) || value === 0 || decimals > 323) return toFloat(value);
    if (decimals < -308) return toFloat(sign(0, value));
    const rounded = Number(`${digits.scaled(Math.abs(value), decimals)}e${-decimals}`);
    if (!Number.isFinite(rounded)) overflow("rounded value too large to represent");
    return toFloat(sign(rounded, value));
  };
  const roundInt = (self, places = None) => {
    const value = big(self),
      decimals = places === None ? 0 : index(places);
    if (decimals >= 0) return asInt(value);
    const step = 10n ** BigInt(-decimals);
    return asInt(digits.nearest(value < 0n ? -value : value, step) * step * (value < 0n ? -1n : 1n));
  };
  method(float, "__round__", roundFloat);
  method(int, "__round__", roundInt);
  method(float, "as_integer_ratio", ({ value }) => {
    if (Number.isNaN(value)) RAISE(builtins.ValueError, "cannot convert NaN to integer ratio");
    if (!Number.isFinite(value)) overflow("cannot convert Infinity to integer ratio");
    let [top, bottom] = digits.fraction(Math.abs(value));
    while (bottom > 1n && !(top & 1n)) {
      top >>= 1n;
      bottom >>= 1n;
    }
    return brython.fast_tuple([asInt(value < 0 ? -top : top), asInt(bottom)]);
  });
  method(float, "__floor__", toWhole(Math.floor));
  method(float, "__ceil__", toWhole(Math.ceil));
  method(float, "__trunc__", toWhole(Math.trunc));
  slot(float, "nb_int", toWhole(Math.trunc));
  const round = builtins.round;
  builtins.round = Object.assign(function () {
    const given = brython.args("round", 2, { number: null, ndigits: null }, arguments, { ndigits: None }, null, null);
    if (isFloat(given.number)) return roundFloat(given.number, given.ndigits);
    return brython.is_int(given.number) ? roundInt(given.number, given.ndigits) : round(...arguments);
  }, round);

  // Division: the remainder has the sign of the divisor, and the quotient is a whole number that fits it.
  const divmod = (x, y) => {
    let rest = x % y,
      quotient = (x - rest) / y;
    if (rest === 0) rest = sign(0, y);
    else if (rest < 0 !== y < 0) {
      rest += y;
      quotient -= 1;
    }
    if (quotient === 0) return [sign(0, x / y), rest];
    const floor = Math.floor(quotient);
    return [quotient - floor > 0.5 ? floor + 1 : floor, rest];
  };
  const ofFloats = (type, name, byZero, act) =>
    slot(type, name, (self, other) => {
      const x = number(self),
        y = x === null ? null : number(other);
      if (y === null) return NotImplemented;
      if (y === 0 && byZero) divided(byZero);
      return act(x, y);
    });
  ofFloats(float, "nb_true_divide", "float division by zero", (x, y) => toFloat(x / y));
  ofFloats(float, "nb_floor_divide", "float floor division by zero", (x, y) => toFloat(divmod(x, y)[0]));
  ofFloats(float, "nb_remainder", "float modulo", (x, y) => toFloat(divmod(x, y)[1]));
  ofFloats(float, "nb_divmod", "float divmod()", (x, y) => brython.fast_tuple(divmod(x, y).map(toFloat)));
  const OPERATE = { nb_add: (x, y) => x + y, nb_subtract: (x, y) => x - y, nb_multiply: (x, y) => x * y };
  for (const [name, operate] of Object.entries(OPERATE)) ofFloats(float, name, "", (x, y) => toFloat(operate(x, y)));

  const ofInts = (name, byZero, act) =>
    slot(int, name, (self, other) => {
      const x = big(self),
        y = big(other);
      if (x === null || y === null) return NotImplemented;
      if (y === 0n) divided(byZero);
      const rest = ((x % y) + y) % y;
      return act((x - rest) / y, rest);
    });
  ofInts("nb_floor_divide", "integer division or modulo by zero", (quotient) => asInt(quotient));
  ofInts("nb_remainder", "integer modulo by zero", (_, rest) => asInt(rest));
  ofInts("nb_divmod", "integer division or modulo by zero", (...both) => brython.fast_tuple(both.map(asInt)));
  slot(int, "nb_negative", (self) => asInt(-big(self)));
  slot(int, "nb_absolute", (self) => (big(self) < 0n ? asInt(-big(self)) : asInt(big(self))));

  // Powers.
  const power = (x, y) => {
    if (x === 1 || y === 0) return 1;
    if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
    if (x === -1 && !Number.isFinite(y)) return 1; // where JavaScript says NaN
    if (x === 0 && y < 0 && Number.isFinite(y)) divided("0.0 cannot be raised to a negative power");
    const raised = Math.pow(x, y);
    if (!Number.isFinite(raised) && Number.isFinite(x) && Number.isFinite(y)) {
      throw brython.$call(builtins.OverflowError, 34, "Numerical result out of range");
    }
    return raised;
  };
  /** A negative number to a power with a fraction. */
  const complexPower = (x, y) => {
    const size = Math.pow(-x, y),
      angle = Math.PI * y;
    const [real, imag] = [size * Math.cos(angle), size * Math.sin(angle)];
    if (Math.abs(real) === Infinity || Math.abs(imag) === Infinity) overflow("complex exponentiation");
    return brython.make_complex(real, imag);
  };
  const intPower = int.nb_power;
  slot(float, "nb_power", (self, other, modulus = None) => {
    const x = number(self),
      y = x === null ? null : number(other);
    if (y === null) return NotImplemented;
    if (modulus !== None) {
      RAISE(builtins.TypeError, "pow() 3rd argument not allowed unless all arguments are integers");
    }
    const isComplex = x < 0 && Number.isFinite(x) && Number.isFinite(y) && !Number.isInteger(y);
    if (isComplex) return complexPower(x, y);
    return toFloat(power(x, y));
  });
  slot(int, "nb_power", (self, other, modulus = None) => {
    const y = big(other);
    if (y !== null && modulus === None && y < 0n) return toFloat(power(number(self), number(other)));
    if (modulus !== None && brython.is_int(modulus) && big(modulus) === 0n) {
      RAISE(builtins.ValueError, "pow() 3rd argument cannot be 0");
    }
    const raised = intPower(self, other, modulus);
    return modulus === None || raised === NotImplemented ? raised : int.nb_remainder(raised, modulus);
  });

  // Brython's shortcuts know only one message, and x /= 0 is infinity there.
  const { rich_op1: operate, augm_assign: assign } = brython;
  const isReal = (value) => typeof value === "number" || value?.ob_type === float;
  brython.rich_op1 = (name, x, y) => {
    if (name === "__truediv__" && isReal(x) && isReal(y) && Number(y) === 0) {
      divided(typeof x === "number" && typeof y === "number" ? "division by zero" : "float division by zero");
    }
    return operate(name, x, y);
  };
  brython.augm_assign = (left, name, right) =>
    name === "/=" && isReal(left) && isReal(right)
      ? brython.rich_op1("__truediv__", left, right)
      : assign(left, name, right);

  // Comparison is exact, between a float and an int of any size too.
  const COMPARE = {
    __eq__: (x, y) => x == y, // eslint-disable-line eqeqeq -- between a number and a bigint
    __ne__: (x, y) => x != y, // eslint-disable-line eqeqeq
    __lt__: (x, y) => x < y,
    __le__: (x, y) => x <= y,
    __ge__: (x, y) => x >= y,
    __gt__: (x, y) => x > y,
  };
  slot(float, "tp_richcompare", (self, other, name) => {
    const y = isFloat(other) ? other.value : brython.is_int(other) ? brython.int_value(other) : null;
    return y === null ? NotImplemented : COMPARE[name](self.value, y);
  });
})();

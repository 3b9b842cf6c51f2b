// Added to Brython's math: its values are the engine's own, its errors CPython's, its sums and roots exact.
(() => {
  const brython = globalThis.__BRYTHON__;
  const { builtins, digits, whole, fast_float: toFloat, RAISE } = brython;
  const { float, int } = builtins;
  const math = (name) => brython.module_getattr(brython.imported.math, name);
  const domain = () => RAISE(builtins.ValueError, "math domain error");
  const range = () => RAISE(builtins.OverflowError, "math range error");
  const big = (value) => BigInt(brython.int_value(brython.PyNumber_Index(value)));

  /** What a function of math takes a number to be. */
  const real = (value) => {
    if (brython.$isinstance(value, float)) return value.value;
    if (brython.is_int(value)) return int.nb_float(value).value;
    const convert = brython.$getattr(brython.get_class(value), "__float__", null);
    if (convert === null || brython.is_str(value)) {
      RAISE(builtins.TypeError, `must be real number, not ${brython.class_name(value)}`);
    }
    return brython.$call(convert, value).value;
  };
  const define = (name, count, act) => {
    const call = function (...given) {
      if (count === null) return act(...given);
      if (given.at(-1)?.$kw && !brython.str_dict_length?.(given.at(-1).$kw[0])) given.pop(); // f(*x, **{})
      if (given.length !== count) {
        RAISE(
          builtins.TypeError,
          count === 1
            ? `math.${name}() takes exactly one argument (${given.length} given)`
            : `${name} expected ${count} arguments, got ${given.length}`,
        );
      }
      return act(...given);
    };
    call.ob_type = brython.builtin_function_or_method;
    brython.addToImported("math", { [name]: call });
  };
  /** NaN out of numbers is a domain error; so is a pole; the rest that is infinite is out of range. */
  const checked = (result, overflows, ...from) => {
    if (Number.isNaN(result) && !from.some(Number.isNaN)) domain();
    if (Math.abs(result) === Infinity && from.every(Number.isFinite)) (overflows ? range : domain)();
    return toFloat(result);
  };

  const OVERFLOWING = ["cosh", "exp", "expm1", "sinh"];
  for (const name of [
    ...OVERFLOWING,
    "acos",
    "acosh",
    "asin",
    "asinh",
    "atan",
    "atanh",
    "cbrt",
    "cos",
    "log1p",
    "sin",
    "sqrt",
    "tan",
    "tanh",
  ]) {
    define(name, 1, (x) => checked(Math[name](real(x)), OVERFLOWING.includes(name), real(x)));
  }
  define("exp2", 1, (x) => checked(Math.pow(2, real(x)), true, real(x)));
  define("fabs", 1, (x) => toFloat(Math.abs(real(x))));
  define("degrees", 1, (x) => toFloat(real(x) * (180 / Math.PI)));
  define("radians", 1, (x) => toFloat(real(x) * (Math.PI / 180)));
  define("atan2", 2, (y, x) => toFloat(Math.atan2(real(y), real(x))));
  define("copysign", 2, (x, y) => {
    const size = Math.abs(real(x)),
      like = real(y);
    return toFloat(like < 0 || Object.is(like, -0) ? -size : size);
  });

  // Logarithms: of an int of any size, too.
  const logarithm = (value, name, two) => {
    const x = brython.is_int(value) ? big(value) : real(value);
    if (typeof x === "number") return x > 0 ? Math[name](x) : Number.isNaN(x) ? x : domain();
    if (x <= 0n) domain();
    if (Number.isFinite(Number(x))) return Math[name](Number(x));
    const length = x.toString(2).length;
    const size = Number(x >> BigInt(length - 64)) * 2 ** -64; // from 0.5 up to 1
    return Math[name](size) + two * length;
  };
  define("log2", 1, (x) => toFloat(logarithm(x, "log2", 1)));
  define("log10", 1, (x) => toFloat(logarithm(x, "log10", Math.log10(2))));
  define("log", null, (...given) => {
    if (given.length < 1 || given.length > 2) {
      RAISE(builtins.TypeError, "math.log requires 1 to 2 arguments");
    }
    const [top, bottom] = given.map((x) => logarithm(x, "log", Math.LN2));
    if (bottom === 0) RAISE(builtins.ZeroDivisionError, "float division by zero");
    return toFloat(bottom === undefined ? top : top / bottom);
  });

  define("pow", 2, (given, other) => {
    const x = real(given),
      y = real(other);
    if (x === 1 || y === 0 || (x === -1 && Math.abs(y) === Infinity)) return toFloat(1);
    const raised = Math.pow(x, y);
    if (Number.isFinite(x) && Number.isFinite(y)) {
      if (Number.isNaN(raised) || (x === 0 && y < 0)) domain();
      if (!Number.isFinite(raised)) range();
    }
    return toFloat(raised);
  });
  define("fmod", 2, (given, other) => {
    const x = real(given),
      y = real(other);
    return Math.abs(y) === Infinity && Number.isFinite(x) ? toFloat(x) : checked(x % y, false, x, y);
  });
  define("ldexp", 2, (given, power) => {
    const x = real(given);
    if (x === 0 || !Number.isFinite(x)) return toFloat(x);
    const by = big(power);
    const most = by > 5000n ? 5000n : by < -5000n ? -5000n : by;
    const [top, bottom] = digits.fraction(Math.abs(x));
    const moved = most < 0n ? ratio(top, bottom << -most) : ratio(top << most, bottom);
    return moved === Infinity ? range() : toFloat(x < 0 ? -moved : moved);
  });
  define("remainder", 2, (given, other) => {
    const x = real(given),
      y = real(other);
    if (Number.isNaN(x) || Number.isNaN(y)) return toFloat(x + y);
    if (!Number.isFinite(x) || y === 0) domain();
    if (!Number.isFinite(y)) return toFloat(x);
    const [a, b] = digits.fraction(Math.abs(x)),
      [c, d] = digits.fraction(Math.abs(y));
    const rest = a * d - digits.nearest(a * d, c * b) * (c * b); // over b * d
    const size = ratio(rest < 0n ? -rest : rest, b * d);
    return toFloat(rest < 0n !== (x < 0 || Object.is(x, -0)) ? -size : size);
  });
  for (const name of ["floor", "ceil", "trunc"]) {
    const before = math(name);
    define(name, 1, (x) => {
      if (!brython.$isinstance(x, float)) return brython.is_int(x) || !brython.is_str(x) ? before(x) : real(x);
      return whole(Number.isFinite(x.value) ? Math[name](x.value) : x.value);
    });
  }

  define("modf", 1, (given) => {
    const x = real(given),
      sign = x < 0 || Object.is(x, -0) ? -1 : 1;
    const rest = Number.isFinite(x) ? Math.abs(x % 1) : Number.isNaN(x) ? x : 0;
    return brython.fast_tuple([toFloat(sign * rest), toFloat(Number.isNaN(x) ? x : Math.trunc(x))]);
  });
  const view = new DataView(new ArrayBuffer(8));
  /** The next float away from 0, or towards it. */
  const beside = (x, away) => {
    view.setFloat64(0, x);
    view.setBigInt64(0, view.getBigInt64(0) + (away ? 1n : -1n));
    return view.getFloat64(0);
  };
  define("nextafter", 2, (from, to) => {
    const x = real(from),
      y = real(to);
    if (Number.isNaN(x) || Number.isNaN(y)) return toFloat(NaN);
    if (x === y) return toFloat(y);
    return toFloat(x === 0 ? Math.sign(y) * Number.MIN_VALUE : beside(x, x < y === x > 0));
  });
  define("ulp", 1, (given) => {
    const x = Math.abs(real(given));
    if (!Number.isFinite(x)) return toFloat(x);
    return toFloat(x === Number.MAX_VALUE ? x - beside(x, false) : beside(x, true) - x);
  });
  float.__neg__ = float.nb_negative; // Brython's gamma asks for it by this name
  const gamma = math("gamma"),
    lgamma = math("lgamma");
  define("gamma", 1, (x) => gamma(toFloat(real(x))));
  define("lgamma", 1, (given) => {
    const x = real(given);
    return x <= 0 && Number.isInteger(x) ? domain() : lgamma(toFloat(x));
  });

  // What is exact before it is rounded once.
  /** The float next to top / bottom, which is no less than 0. */
  const ratio = (top, bottom) => {
    if (top === 0n) return 0;
    /** The fraction in units of 2 ** power. */
    const near = (power) =>
      power < 0 ? digits.nearest(top << BigInt(-power), bottom) : digits.nearest(top, bottom << BigInt(power));
    let power = Math.max(top.toString(2).length - bottom.toString(2).length - 53, -1074); // of the last binary digit
    if (near(power) >= 1n << 53n) power += 1; // one digit too many: round anew, from the exact value
    return power > 971 ? Infinity : Number(near(power)) * 2 ** Math.max(power, -537) * 2 ** Math.min(power + 537, 0);
  };
  const UNIT = 1n << 1074n;
  const units = (x) => {
    const [top, bottom] = digits.fraction(Math.abs(x));
    return (x < 0 ? -top : top) * (UNIT / bottom);
  };
  const signed = (total, unit) => (total < 0n ? -ratio(-total, unit) : ratio(total, unit));
  const items = (iterable) => Array.from(brython.make_js_iterator(iterable));

  define("fsum", 1, (iterable) => {
    const given = items(iterable).map(real);
    const special = given.filter((x) => !Number.isFinite(x));
    if (special.length) {
      const sum = special.reduce((one, other) => one + other, 0);
      if (Number.isNaN(sum) && !special.some(Number.isNaN)) RAISE(builtins.ValueError, "-inf + inf in fsum");
      return toFloat(sum);
    }
    const total = signed(
      given.reduce((sum, x) => sum + units(x), 0n),
      UNIT,
    );
    if (!Number.isFinite(total)) RAISE(builtins.OverflowError, "intermediate overflow in fsum");
    return toFloat(total);
  });
  define("prod", null, (...given) => {
    const names = { iterable: null, start: null };
    const { iterable, start } = brython.args("prod", 2, names, given, { start: 1 }, null, null);
    return items(iterable).reduce((product, x) => brython.rich_op1("__mul__", product, x), start);
  });
  const root = (/** @type {bigint} */ value) => {
    if (value < 2n) return value;
    let guess = 1n << BigInt((value.toString(2).length + 1) >> 1);
    for (;;) {
      const next = (guess + value / guess) >> 1n;
      if (next >= guess) return guess;
      guess = next;
    }
  };
  const length = (given) => {
    if (given.some((x) => Math.abs(x) === Infinity)) return toFloat(Infinity);
    if (given.some(Number.isNaN)) return toFloat(NaN);
    const square = given.reduce((sum, x) => sum + units(x) ** 2n, 0n) << 128n; // 64 more binary digits of the root
    const side = root(square);
    return toFloat(ratio(2n * side + (side * side === square ? 0n : 1n), UNIT << 65n));
  };
  define("hypot", null, (...given) => length(given.map(real)));
  define("dist", 2, (p, q) => {
    const [one, other] = [p, q].map((point) => items(point).map(real));
    if (one.length !== other.length) RAISE(builtins.ValueError, "both points must have the same number of dimensions");
    return length(one.map((x, at) => x - other[at]));
  });
  define("isqrt", 1, (x) => {
    const value = big(x);
    if (value < 0n) RAISE(builtins.ValueError, "isqrt() argument must be nonnegative");
    return int.$int_or_long(root(value));
  });
})();

// Part of the playground's worker: numbers become text as CPython writes them, by repr, format and the % operator.
"use strict";
(() => {
  const brython = globalThis.__BRYTHON__;
  const { builtins, digits, RAISE } = brython;
  const { float, int, str, complex } = builtins;
  const isNegative = (value) => value < 0 || Object.is(value, -0);
  const wrong = (text) => RAISE(builtins.ValueError, text);

  /**
   * A size as CPython's own writer gives it: what stands before the point, and the rest.
   * @param {number} size @param {"e" | "f" | "g" | "r"} kind r is the shortest text that reads back as this float
   * @param {number} precision @param {boolean} [dot] an integer ends in .0 @param {boolean} [alternate] keep the point
   */
  const write = (size, kind, precision, dot = false, alternate = false) => {
    if (!Number.isFinite(size)) return ["", Number.isNaN(size) ? "nan" : "inf"];
    const most = kind === "r" ? 16 : (precision || 1) - (dot ? 1 : 0);
    let [text, point] =
      kind === "f"
        ? digits.fixed(size, precision)
        : kind === "r"
          ? digits.shortest(size)
          : digits.significant(size, kind === "e" ? precision + 1 : precision || 1);
    if (kind === "g" && !alternate) text = text.replace(/0+$/, "") || "0";
    const scientific = kind === "e" || (kind !== "f" && (point <= -4 || point > most));
    const power = point - 1;
    if (scientific) point = 1;
    const whole = point > 0 ? text.slice(0, point).padEnd(point, "0") : "0";
    let after = point > 0 ? text.slice(point) : "0".repeat(-point) + text;
    if (!after && dot && !scientific) after = "0";
    const exponent = scientific ? `e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}` : "";
    return [whole, (after || alternate ? `.${after}` : "") + exponent];
  };
  const repr = (value, dot = true) => (isNegative(value) ? "-" : "") + write(Math.abs(value), "r", 0, dot).join("");

  /** Read [[fill]align][sign][z][#][0][width][,_][.precision][type]. */
  const read = (text, object, align, usual = "") => {
    const signs = Array.from(String(text));
    const is = (at, set) => signs[at] !== undefined && set.includes(signs[at]);
    let at = 0;
    const take = (set) => (is(at, set) ? signs[at++] : "");
    const number = () => {
      let found = "";
      while (is(at, "0123456789")) found += signs[at++];
      if (Number(found) > Number.MAX_SAFE_INTEGER) wrong("Too many decimal digits in format string");
      return found;
    };
    const spec = { fill: " ", align, given: false };
    if (is(at + 1, "<>=^")) spec.fill = signs[at++];
    if (is(at, "<>=^")) {
      spec.align = signs[at++];
      spec.given = true;
    }
    const filled = at === 2;
    spec.sign = take("+- ");
    spec.z = take("z");
    spec.alternate = take("#") !== "";
    if (!filled && take("0")) {
      spec.fill = "0";
      if (!spec.given && align === ">") spec.align = "=";
    }
    spec.width = Number(number());
    spec.group = take(",_");
    if (spec.group && is(at, ",_") && signs[at] !== spec.group) wrong("Cannot specify both ',' and '_'.");
    if (spec.group === "_" && is(at, ",")) wrong("Cannot specify both ',' and '_'.");
    spec.precision = null;
    if (take(".")) {
      const found = number();
      if (!found) wrong("Format specifier missing precision");
      spec.precision = Number(found);
    }
    if (signs.length - at > 1) {
      wrong(`Invalid format specifier '${text}' for object of type '${brython.class_name(object)}'`);
    }
    spec.type = signs[at] ?? "";
    const grouped = spec.group === "_" ? "deEfFgG%boxX" : "deEfFgG%";
    const type = spec.type || usual;
    if (spec.group && type && !grouped.includes(type)) {
      wrong(`Cannot specify '${spec.group}' with '${type}'.`);
    }
    return spec;
  };
  const unknown = (spec, object) =>
    wrong(`Unknown format code '${spec.type}' for object of type '${brython.class_name(object)}'`);

  /** Put sign, prefix, digits and the rest together, grouped and as wide as asked. */
  const lay = (spec, sign, prefix, whole, rest) => {
    const every = "boxX".includes(spec.type || "-") ? 4 : 3;
    const group = (text) => (spec.group ? text.replace(new RegExp(`\\B(?=(.{${every}})+$)`, "g"), spec.group) : text);
    const ends = sign.length + prefix.length + rest.length;
    let middle = group(whole);
    if (whole && spec.fill === "0" && spec.align === "=") {
      while (middle.length < spec.width - ends) middle = group((whole = `0${whole}`));
    }
    const missing = Math.max(0, spec.width - ends - middle.length);
    const left = { "<": 0, ">": missing, "^": Math.floor(missing / 2), "=": 0 }[spec.align];
    const inside = spec.align === "=" ? missing : 0;
    return (
      spec.fill.repeat(left) +
      sign +
      prefix +
      spec.fill.repeat(inside) +
      middle +
      rest +
      spec.fill.repeat(missing - left - inside)
    );
  };
  const signed = (spec, negative) => (negative ? "-" : spec.sign === "-" ? "" : spec.sign);

  /** The parts of a float under a specification: sign, what is before the point, the rest. */
  const parts = (value, spec, dot = true) => {
    const percent = spec.type === "%";
    if (percent) value *= 100;
    let kind = percent ? "f" : spec.type === "n" ? "g" : spec.type.toLowerCase() || "r";
    const bare = kind === "r";
    if (bare && spec.precision !== null) kind = "g";
    let [whole, rest] = write(Math.abs(value), kind, spec.precision ?? 6, bare && dot, spec.alternate);
    const isZero = Number.isFinite(value) && !/[1-9]/.test(whole + rest.split("e")[0]);
    const sign = signed(spec, isNegative(value) && !(spec.z && isZero));
    if ("EFG".includes(spec.type || "-")) rest = rest.toUpperCase();
    return [sign, whole, rest + (percent ? "%" : "")];
  };
  const formatFloat = (value, text, object) => {
    const spec = read(text, object, ">");
    if (spec.type && !"eEfFgGn%".includes(spec.type)) unknown(spec, object);
    const [sign, whole, rest] = parts(value, spec);
    return lay(spec, sign, "", whole, rest);
  };

  const BASES = { b: 2, o: 8, x: 16, X: 16 };
  const formatInt = (self, text) => {
    const spec = read(text, self, ">");
    if (spec.type && "eEfFgG%".includes(spec.type)) return formatFloat(int.nb_float(self).value, text, self);
    if (spec.type && !"dnboxXc".includes(spec.type)) unknown(spec, self);
    if (spec.precision !== null) wrong("Precision not allowed in integer format specifier");
    if (spec.z) wrong("Negative zero coercion (z) not allowed in integer format specifier");
    const value = BigInt(brython.int_value(self));
    if (spec.type === "c") {
      if (spec.sign) wrong("Sign not allowed with integer format specifier 'c'");
      if (spec.alternate) wrong("Alternate form (#) not allowed with integer format specifier 'c'");
      if (BigInt.asIntN(64, value) !== value) {
        RAISE(builtins.OverflowError, "Python int too large to convert to C long");
      }
      if (value < 0n || value > 0x10ffffn) RAISE(builtins.OverflowError, "%c arg not in range(0x110000)");
      return lay(spec, "", "", "", String.fromCodePoint(Number(value)));
    }
    let whole = (value < 0n ? -value : value).toString(BASES[spec.type] ?? 10);
    if (spec.type === "X") whole = whole.toUpperCase();
    return lay(spec, signed(spec, value < 0n), spec.alternate && BASES[spec.type] ? `0${spec.type}` : "", whole, "");
  };

  const formatStr = (self, text) => {
    const spec = read(text, self, "<", "s");
    const not = (what) => wrong(`${what} not allowed in string format specifier`);
    if (spec.type && spec.type !== "s") unknown(spec, self);
    if (spec.sign) not(spec.sign === " " ? "Space" : "Sign");
    if (spec.z) not("Negative zero coercion (z)");
    if (spec.alternate) not("Alternate form (#)");
    if (spec.align === "=") wrong("'=' alignment not allowed in string format specifier");
    let letters = Array.from(String(self));
    if (spec.precision !== null) letters = letters.slice(0, spec.precision);
    const missing = Math.max(0, spec.width - letters.length);
    const left = { "<": 0, ">": missing, "^": Math.floor(missing / 2) }[spec.align];
    return brython.String(spec.fill.repeat(left) + letters.join("") + spec.fill.repeat(missing - left));
  };

  const formatComplex = (self, text) => {
    const [real, imag] = [self.real, self.imag].map((part) => part.value ?? part);
    const spec = read(text, self, ">");
    if (spec.type && !"eEfFgGn".includes(spec.type)) unknown(spec, self);
    if (spec.fill === "0") wrong("Zero padding is not allowed in complex format specifier");
    if (spec.align === "=") wrong("'=' alignment flag is not allowed in complex format specifier");
    const bare = { ...spec, width: 0, align: ">" };
    const piece = (part, sign) => {
      const [before, whole, rest] = parts(part, { ...bare, sign }, false);
      return lay(bare, before, "", whole, rest);
    };
    let said = `${piece(imag, "+")}j`;
    const hidden = !spec.type && real === 0 && !isNegative(real);
    if (!spec.type && !hidden) said = `(${piece(real, spec.sign)}${said})`;
    else said = hidden ? `${piece(imag, spec.sign)}j` : piece(real, spec.sign) + said;
    return lay(spec, "", "", "", said);
  };

  // The % operator of str.
  const typeError = (text) => RAISE(builtins.TypeError, text);
  const wholeOf = (value, type) => {
    const strict = "oxX".includes(type);
    const needs = strict ? "an integer" : "a real number";
    const name = strict ? "__index__" : "__int__";
    if (brython.is_int(value)) return BigInt(brython.int_value(value));
    if (!strict && brython.$isinstance(value, float)) return BigInt(brython.whole(value.value));
    const method = brython.$getattr(brython.get_class(value), name, null);
    if (method === null || brython.is_str(value)) {
      typeError(`%${type} format: ${needs} is required, not ${brython.class_name(value)}`);
    }
    return BigInt(brython.int_value(brython.$call(method, value)));
  };
  const realOf = (value) => {
    if (brython.$isinstance(value, float)) return value.value;
    if (brython.is_int(value)) return int.nb_float(value).value;
    const method = brython.$getattr(brython.get_class(value), "__float__", null);
    if (method === null) typeError(`must be real number, not ${brython.class_name(value)}`);
    return brython.$call(method, value).value;
  };
  const CONVERSION = /%(?:\(([^()]*(?:\([^()]*\)[^()]*)*)\))?([-+ #0]*)(\*|\d*)(?:(\.)(\*|\d*))?[hlL]?([^]?)/uy;

  const percent = (format, args) => {
    const isTuple = brython.is_tuple(args);
    const isMapping =
      !isTuple && !brython.is_str(args) && brython.$getattr(brython.get_class(args), "__getitem__", null) !== null;
    let rest = isTuple ? Array.from(args) : [args],
      text = "",
      at = 0;
    const next = () => (rest.length ? rest.shift() : typeError("not enough arguments for format string"));
    const star = () => {
      const value = next();
      return brython.is_int(value) ? Number(brython.int_value(value)) : typeError("* wants int");
    };
    for (;;) {
      const sign = format.indexOf("%", at);
      if (sign < 0) break;
      text += format.slice(at, sign);
      CONVERSION.lastIndex = sign;
      const [all, key, flags, wide, dot, exact, type] = format.match(CONVERSION);
      at = sign + all.length;
      if (key === undefined && format[sign + 1] === "(") wrong("incomplete format key");
      if (key !== undefined) {
        if (!isMapping) typeError("format requires a mapping");
        rest = [brython.$call(brython.$getattr(args, "__getitem__"), key)];
      }
      let width = wide === "*" ? star() : Number(wide);
      const toLeft = flags.includes("-") || width < 0;
      width = Math.abs(width);
      const precision = !dot ? null : exact === "*" ? Math.max(0, star()) : Number(exact);
      if (!type) wrong("incomplete format");
      if (type === "%") {
        text += "%";
        continue;
      }
      let fill = " ",
        said = "",
        before = "",
        prefix = "";
      const value = next();
      const numeric = (negative) => {
        if (flags.includes("0")) fill = "0";
        before = negative ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
      };
      if ("sra".includes(type)) {
        const whole = Array.from(String({ s: str.$factory, r: builtins.repr, a: builtins.ascii }[type](value)));
        said = (precision === null ? whole : whole.slice(0, precision)).join("");
      } else if ("diuoxX".includes(type)) {
        const whole = wholeOf(value, type);
        numeric(whole < 0n);
        said = (whole < 0n ? -whole : whole).toString(BASES[type] ?? 10).padStart(precision ?? 0, "0");
        if (type === "X") said = said.toUpperCase();
        if (flags.includes("#") && BASES[type]) prefix = `0${type}`;
      } else if ("eEfFgG".includes(type)) {
        const real = realOf(value);
        numeric(isNegative(real));
        said = write(Math.abs(real), type.toLowerCase(), precision ?? 6, false, flags.includes("#")).join("");
        if ("EFG".includes(type)) said = said.toUpperCase();
      } else if (type === "c") {
        const letters = brython.is_str(value) ? Array.from(String(value)) : null;
        if (letters ? letters.length !== 1 : !brython.is_int(value)) typeError("%c requires int or char");
        const code = letters ? 0 : Number(brython.int_value(value));
        if (code < 0 || code > 0x10ffff) RAISE(builtins.OverflowError, "%c arg not in range(0x110000)");
        said = letters ? letters[0] : String.fromCodePoint(code);
      } else {
        const code = type.codePointAt(0);
        const index = Array.from(format.slice(0, at)).length - 1;
        wrong(
          `unsupported format character '${code > 31 && code < 127 ? type : "?"}' (0x${code.toString(16)}) ` +
            `at index ${index}`,
        );
      }
      const missing = Math.max(0, width - before.length - prefix.length - Array.from(said).length);
      if (toLeft) text += before + prefix + said + " ".repeat(missing);
      else if (fill === "0") text += before + prefix + "0".repeat(missing) + said;
      else text += " ".repeat(missing) + before + prefix + said;
    }
    if (rest.length && !isMapping) typeError("not all arguments converted during string formatting");
    return text + format.slice(at);
  };

  const ofBytes = brython.printf_format;
  brython.printf_format = (format, type, args) =>
    type === "bytes" ? ofBytes(format, type, args) : percent(String(format), args);

  /** Put a method in the place of a built-in type's own. */
  brython.replace_method = (type, name, call) => {
    type.tp_funcs[name] = call;
    call.ob_type = brython.builtin_method;
    call.self = brython.get_from_dict(type, name);
    call.self.method = call;
  };
  /** The same for an operator, with its reflection. */
  brython.replace_slot = (type, name, call) => {
    type[name] = call;
    brython.wrapper_methods[name](type, name);
  };
  const withSpec = (type, format) =>
    brython.replace_method(type, "__format__", (self, text) =>
      String(text) === "" ? str.$factory(self) : format(self, text),
    );
  withSpec(float, (self, text) => formatFloat(self.value, text, self));
  withSpec(int, formatInt);
  withSpec(str, formatStr);
  withSpec(complex, formatComplex);
  brython.replace_slot(float, "tp_repr", (self) => repr(self.value));
  brython.replace_slot(complex, "tp_repr", (self) => {
    const [real, imag] = [self.real, self.imag].map((part) => part.value ?? part);
    const end = `${repr(imag, false)}j`;
    return real === 0 && !isNegative(real) ? end : `(${repr(real, false)}${isNegative(imag) ? "" : "+"}${end})`;
  });

  // Two texts that numbers end up in: bytes, and an error with more than one argument.
  const ESCAPES = { 9: "\\t", 10: "\\n", 13: "\\r", 92: "\\\\" };
  brython.replace_slot(builtins.bytes, "tp_repr", ({ source }) => {
    const quote = source.includes(39) && !source.includes(34) ? '"' : "'";
    const letter = (byte) =>
      ESCAPES[byte] ??
      (byte < 32 || byte > 126
        ? `\\x${byte.toString(16).padStart(2, "0")}`
        : (byte === 39 && quote === "'" ? "\\" : "") + String.fromCharCode(byte));
    return `b${quote}${Array.from(source, letter).join("")}${quote}`;
  });
  builtins.ascii = Object.assign(
    (value) =>
      Array.from(String(builtins.repr(value)), (letter) => {
        const code = letter.codePointAt(0),
          hex = code.toString(16);
        if (code < 128) return letter;
        return code < 256 ? `\\x${hex}` : code < 65536 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
      }).join(""),
    builtins.ascii,
  );
  brython.replace_method(builtins.object, "__format__", (self, text) =>
    String(text) === ""
      ? str.$factory(self)
      : typeError(`unsupported format string passed to ${brython.class_name(self)}.__format__`),
  );
  const { BaseException } = builtins;
  const { tp_str: say, tp_repr: show } = BaseException;
  brython.replace_slot(BaseException, "tp_str", (self) =>
    self.args.length > 1 ? builtins.repr(self.args) : say(self),
  );
  brython.replace_slot(BaseException, "tp_repr", (self) =>
    self.args.length > 1 ? brython.class_name(self) + builtins.repr(self.args) : show(self),
  );
})();

"""A number as people type or paste it: one friendly reader for answers, fields, tables and addresses.

`static/js/figure/typed_number.js` is its twin, and a test compares the two.

The rules: one comma or one point is the decimal sign, `1,737` being a little less than two. Digits are not grouped: a
second separator, or a space between digits, is asked about rather than guessed, and so is the comma of
`log2(50,000)`. An exact form is a number like any other. The length of a text is bounded before anything is done
with it.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

from app.figure.arithmetic import CalculationError, work_out

UnitName = Literal["bits", "nats"]
LONGEST: Final = 160
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060\u2063\u2066-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
_SUPERSCRIPT = re.compile(r"[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_SUPERSCRIPT_DIGITS = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
_SUBSCRIPT = re.compile(r"[₀₁₂₃₄₅₆₇₈₉]+")
_SUBSCRIPT_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_VULGAR = re.compile(r"(?P<before>[0-9.,][ \u00a0]*)?(?P<fraction>[¼-¾⅐-⅞])")
_SIGNS = {
    **dict.fromkeys(map(ord, "−–—‐‑‒﹣－➖"), "-"),
    **dict.fromkeys(map(ord, "×✕✖·⋅∙•∗\u2062"), "*"),
    **dict.fromkeys(map(ord, "÷∕⁄"), "/"),
    **dict.fromkeys(map(ord, "≃≅≐≈~"), "="),
    **dict.fromkeys(map(ord, "،٫"), ","),
    **dict(zip(map(ord, "\u2064\u2061ˆ٪{}"), "+ ^%()", strict=True)),
    **{zero + digit: str(digit) for zero in (0x0660, 0x06F0, 0x0966) for digit in range(10)},
}
_SPACES = re.compile("[\t-\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000 ]+")
_UPPER = {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
_NEARLY = re.compile(r"^(?:about|approximately|approx\.?|around|roughly|circa|ca\.?|nearly|almost) (?=[^ ])")
_REPLACED = (
    (re.compile(r"\bper ?cent\b|\bpct\b", re.ASCII), "%"),
    (re.compile(r"\*\*"), "^"),
    (re.compile(r"(?<=[0-9)]) ?x ?(?=[0-9(])"), "*"),
    (re.compile(r"^([^:]*[0-9)]) ?: ?([0-9(][^:]*)$"), r"\1/\2"),
)
# In a calculation `50,000` may be fifty thousand, unless a comma elsewhere in it can only be a decimal one.
_GROUPED = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2},[0-9]{3}(?![0-9,])")
_DECIMAL_COMMA = re.compile(r"(?<![0-9])0?,[0-9]|,[0-9]{1,2}(?![0-9])|,[0-9]{4}")
_COMPARED = re.compile(r"[<>≤≥≠±!|]")
_UNDEFINED = re.compile(r"^(?:is |it is )?(?:undefined|not defined|undef|indeterminate)$")
_INFINITE = re.compile(r"^(?P<sign>[-+]?) ?(?:∞|infinity|infinite|\\?infty|inf)(?P<rest>.*)$")
_ABOUT = r"(?:/|per\b|an?\b|each\b|for\b|of\b|on\b|in\b)[ a-z/()-]*"
_UNIT = re.compile(rf"^[\[(]?(?P<unit>bits?|nats?|sh|shannons?)\b[\])]? ?(?:{_ABOUT})?$", re.ASCII)
_COUNTED = re.compile(
    r"^(?P<noun>tokens?|letters?|words?|signs?|characters?|symbols?|outcomes?|choices?|possibilities|sides?|fields?|"
    rf"times|examples?) ?(?:{_ABOUT})?$",
    re.ASCII,
)
_EACH = re.compile(r"^(?:/ ?|per |an? |each\b)[ a-z]*$", re.ASCII)


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number that was typed.

    Parameters
    ----------
    value
        What it is worth; infinite where infinity was typed, or the logarithm of zero; never NaN.
    unit
        The unit that was typed with it, or None.
    decimals
        How many decimals were typed; None for what is exact (a fraction, a calculation, infinity).
    noun
        What was counted, such as `tokens`, if that was typed instead of a unit.
    """

    value: float
    unit: UnitName | None = None
    decimals: int | None = None
    noun: str | None = None


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """What could not be read as a number: why, and what to type instead.

    `undefined` if it says that there is no number: the word itself, or something divided by zero.
    """

    reason: str
    repair: str
    undefined: bool = False


def read_typed_number(text: str) -> TypedNumber | NotUnderstood:
    """Return what somebody typed or pasted as a number.

    Parameters
    ----------
    text
        Such as `1.737`, `1,737`, `7/8`, `1 in 8`, `73.7 %`, `1.737 bits a letter`, `∞`, `7.2 × 10⁻¹⁹`, `2^-3`,
        `-log2(0.8)`, `0.3*1.737 + 0.7*0.515`, `H = 0.881`.

    Returns
    -------
    TypedNumber or NotUnderstood
        Never an exception, and in microseconds: whatever is typed is answered.

    Examples
    --------
    >>> read_typed_number("1,737 bits") == read_typed_number("1.737 bits") == TypedNumber(1.737, "bits", 3)
    True
    """
    if len(text) > LONGEST:
        return NotUnderstood("that is long for a number", "type the number alone")
    tidy = _tidy(text)
    if not tidy:
        return NotUnderstood("nothing was typed", "type a number, such as 0.25")
    return _read(_NEARLY.sub("", tidy.translate(_UPPER)), tidy)


def plain_number(text: str) -> float:
    """Return a number that was typed without a unit, or raise ValueError with the reason.

    Examples
    --------
    >>> plain_number("1/4")
    0.25
    """
    match read_typed_number(text):
        case NotUnderstood(reason=reason, repair=repair):
            raise ValueError(f"{reason}: {repair}")
        case TypedNumber(unit=unit, noun=noun) if unit or noun:
            raise ValueError(f"this number has no unit: leave “{unit or noun}” out")
        case typed:
            return typed.value


def _read(plain: str, tidy: str) -> TypedNumber | NotUnderstood:
    for pattern, by in _REPLACED:
        plain = pattern.sub(by, plain)
    if _UNDEFINED.match(plain):
        return NotUnderstood("there is a number, or ∞", "type it", undefined=True)
    infinite = _INFINITE.match(plain)
    if infinite:
        value = -math.inf if infinite["sign"] == "-" else math.inf
        return _with_rest(value, None, infinite["rest"].strip(" "))
    if _COMPARED.search(plain):
        return NotUnderstood(f"“{tidy}” says more than one number", "type the number alone")
    try:
        found = work_out(plain)
    except CalculationError as fault:
        return NotUnderstood(fault.reason, fault.repair, fault.undefined)
    if found is None:
        return NotUnderstood(f"“{tidy}” does not begin with a number", "type a number, such as 0.25, or ∞")
    worked, rest = found
    calculated = worked.decimals is None
    return (calculated and _grouped(plain)) or _with_rest(worked.value, worked.decimals, rest)


def _grouped(plain: str) -> NotUnderstood | None:
    """Ask about a comma in a calculation that may group digits, if no other one in it shows how commas are meant."""
    found = None if _DECIMAL_COMMA.search(plain) else _GROUPED.search(plain)
    repair = "write it with a point, or without grouping its digits"
    return NotUnderstood(f"“{found[0]}” may be two numbers", repair) if found else None


def _tidy(text: str) -> str:
    """Return what was typed in plain signs: nothing invisible, one kind of minus, powers and fractions written out."""
    seen = _INVISIBLE.sub("", text)
    # A superscript becomes a power before NFKC would make an ordinary digit of it; so does the base of a logarithm.
    seen = _SUPERSCRIPT.sub(lambda match: f"^({match[0].translate(_SUPERSCRIPT_DIGITS)})", seen)
    seen = _SUBSCRIPT.sub(lambda match: f"_{match[0].translate(_SUBSCRIPT_DIGITS)} ", seen)
    seen = _VULGAR.sub(_written_out, seen)
    plain = _SPACES.sub(" ", unicodedata.normalize("NFKC", seen).translate(_SIGNS)).strip(" ")
    plain = plain.strip("“”\"'`$ ")
    # Of `H = 0.3 · 1.737 + 0.7 · 0.515 = 0.882` the last number is meant.
    plain = plain.strip("= ").rpartition("=")[2].strip(" ")
    return plain.rstrip(".,;!? ") if re.search(r"[0-9∞a-zA-Z]", plain) else plain


def _written_out(match: re.Match[str]) -> str:
    fraction = unicodedata.normalize("NFKC", match["fraction"])
    # "1½" could be one and a half or a product: a space keeps the two apart, so that it is asked about.
    return f"({fraction})" if match["before"] is None else f"{match['before']} {fraction}"


def _with_rest(value: float, decimals: int | None, rest: str) -> TypedNumber | NotUnderstood:
    value = value or 0.0  # no negative zero
    if not rest or _EACH.match(rest):
        return TypedNumber(value, None, decimals)
    if re.match(r"[.,'’ ]*[0-9]", rest) or rest.startswith((",", ".")):
        repair = "write it without grouping its digits, with one point or comma"
        return NotUnderstood("it is not clear which number that is", repair)
    unit, counted = _UNIT.match(rest), _COUNTED.match(rest)
    if unit:
        return TypedNumber(value, "nats" if unit["unit"].startswith("nat") else "bits", decimals)
    if counted:
        return TypedNumber(value, None, decimals, counted["noun"])
    return NotUnderstood(f"“{rest}” is no unit that is known here", "write the number alone, or with bits or nats")

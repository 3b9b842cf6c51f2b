"""What a learner typed, read as a number; what cannot be read costs nothing and is told what to do.

The rules for separators: one comma or one point is the decimal sign, `1,737` being a little less than two. Digits are
not grouped: a second separator, or a space between digits, is asked about rather than guessed.
"""

import math
import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

UnitName = Literal["bits", "nats"]
LONGEST = 60
_MINUS = dict.fromkeys(map(ord, "−–‐‑﹣－"), "-")
_SUPERSCRIPT = re.compile(r"[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_SUPERSCRIPT_DIGITS = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
_INFINITE = re.compile(r"^(?P<sign>[-+]?)\s*(?:∞|infinity|infinite|inf)(?P<rest>.*)$", re.IGNORECASE)
_DECIMAL = r"(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)"
_NUMBER = re.compile(
    rf"""^(?P<sign>[-+]?)\s*(?P<digits>{_DECIMAL})
      (?:\s*/\s*(?P<below>{_DECIMAL})
        | \s*(?:e|[×x*·]\s*10\s*(?:\^|\*\*)?)\s*\(?(?P<power>[-+]?[0-9]{{1,4}})\)?
      )?
      \s*(?P<percent>%|per\s?cent\b)?
      (?P<rest>.*)$""",
    re.VERBOSE | re.IGNORECASE,
)
_UNIT = re.compile(r"^(?P<unit>bits?|nats?)(?:\s*(?:/|per\b)\s*[a-z]+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """A number that was typed.

    Parameters
    ----------
    value
        What it is worth; infinite where infinity was typed.
    unit
        The unit that was typed with it, or None.
    decimals
        How many decimals were typed; None for what is exact (a fraction, infinity).
    """

    value: float
    unit: UnitName | None = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """What could not be read as a number: why, and what to type instead."""

    reason: str
    repair: str


def parse_answer(text: str) -> Answer | NotUnderstood:
    """Return what a learner typed as a number.

    Parameters
    ----------
    text
        Such as `1.737`, `1,737`, `.737`, `7/8`, `73.7 %`, `1.737 bits`, `0.511 nats`, `∞`, `inf`, `7.2e-19`.

    Returns
    -------
    Answer or NotUnderstood
        Never an exception: whatever is typed is answered.

    Examples
    --------
    >>> parse_answer("1,737 bits") == parse_answer("1.737 bits") == Answer(1.737, "bits", 3)
    True
    """
    tidy = _tidy(text)
    if not tidy:
        return NotUnderstood("nothing was typed", "type a number, such as 0.25")
    if len(tidy) > LONGEST:
        return NotUnderstood("that is long for a number", "type the number alone")
    infinite = _INFINITE.match(tidy)
    if infinite:
        return _with_unit(-math.inf if infinite["sign"] == "-" else math.inf, None, infinite["rest"])
    number = _NUMBER.match(tidy)
    if number is None:
        return NotUnderstood(f"“{tidy}” does not begin with a number", "type a number, such as 0.25, or ∞")
    return _read(number)


def _tidy(text: str) -> str:
    # A superscript becomes a power before NFKC would make an ordinary digit of it.
    powers = _SUPERSCRIPT.sub(lambda match: "^" + match[0].translate(_SUPERSCRIPT_DIGITS), text)
    # "1½" would become "11/2": a space keeps the two apart, so that it is asked about.
    apart = re.sub(r"(?<=\d)(?=[¼-¾⅐-⅞])", " ", powers)
    plain = unicodedata.normalize("NFKC", apart).translate(_MINUS).replace("⁄", "/")
    plain = " ".join(plain.split())
    return plain.lstrip("=≈~ ").rstrip(".,;!? ") if re.search(r"[0-9∞a-zA-Z]", plain) else plain


def _read(number: re.Match[str]) -> Answer | NotUnderstood:
    rest = number["rest"].strip()
    if re.match(r"[.,'’ ]*[0-9]", rest) or rest.startswith((",", ".")):
        repair = "write it without grouping its digits, with one point or comma"
        return NotUnderstood("it is not clear which number that is", repair)
    top, decimals = _decimal(number["digits"])
    exact: Fraction = top
    given: int | None = decimals
    if number["below"]:
        below, _ = _decimal(number["below"])
        if below == 0:
            return NotUnderstood("nothing can be divided by zero", "check the number below the line")
        exact, given = top / below, None
    if number["power"]:
        power = int(number["power"])
        if abs(power) > 400:
            return NotUnderstood("that number is out of every range", "type ∞ if you mean infinity")
        exact, given = top * Fraction(10) ** power, max(0, decimals - power)
    if number["percent"]:
        exact, given = exact / 100, None if given is None else given + 2
    try:
        value = float(-exact if number["sign"] == "-" else exact)
    except OverflowError:
        return NotUnderstood("that number is out of every range", "type ∞ if you mean infinity")
    return _with_unit(value, given, rest)


def _decimal(text: str) -> tuple[Fraction, int]:
    whole, _, decimals = text.replace(",", ".").partition(".")
    return Fraction(int(whole + decimals or "0"), 10 ** len(decimals)), len(decimals)


def _with_unit(value: float, decimals: int | None, rest: str) -> Answer | NotUnderstood:
    word = rest.strip()
    if not word:
        return Answer(value, None, decimals)
    match = _UNIT.match(word)
    if match is None:
        return NotUnderstood(f"“{word}” is no unit that is known here", "write the number alone, or with bits or nats")
    return Answer(value, "bits" if match["unit"].lower().startswith("bit") else "nats", decimals)

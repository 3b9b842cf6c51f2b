"""The one number formatter. `static/js/figure/format.js` repeats these rules digit for digit.

The rules, in the order in which they are applied:

1. NaN is refused: a number that is not one is a fault of the program, never a text.
2. Infinity is `∞`; a negative number carries a true minus sign, U+2212.
3. Otherwise exactly `digits` decimals, rounded half away from zero on the exact binary value (as `toFixed` does it).
4. A number that is not zero but would be shown as zero, or is a million or more, is written `7.2 × 10⁻¹⁹`: two
   significant digits, U+00D7, superscripts.
5. There is no negative zero and there are no thousands separators.
6. The unit follows after a no-break space, without its plural s after exactly `1` or `−1`.
"""

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

MINUS = "\u2212"
INFINITY = "∞"
NO_BREAK_SPACE = "\u00a0"
LARGE = 10**6
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
# A double has at most 767 significant decimal digits; with more than that no step below rounds before it should.
_EXACT = Context(prec=1100, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class FormattedNumber:
    """The parts of a number as it is shown, so that text and TeX can be made of the same digits."""

    negative: bool
    mantissa: str
    exponent: int | None = None
    unit: str | None = None

    @property
    def unit_word(self) -> str | None:
        """The unit, in the singular after exactly 1."""
        if self.unit is not None and self.mantissa == "1" and self.exponent is None:
            return self.unit.removesuffix("s")
        return self.unit

    def __str__(self) -> str:
        power = "" if self.exponent is None else f" × 10{str(self.exponent).translate(_SUPERSCRIPTS)}"
        unit = "" if self.unit is None else f"{NO_BREAK_SPACE}{self.unit_word}"
        return f"{MINUS if self.negative else ''}{self.mantissa}{power}{unit}"


def number_parts(value: float, unit: str | None = None, digits: int = 3, *, trim: bool = False) -> FormattedNumber:
    """Split a number into the parts that are shown.

    Parameters
    ----------
    value
        The number; infinite is allowed, NaN is not.
    unit
        What it is measured in, in the plural ("bits"), or None.
    digits
        How many decimals, 0 to 15.
    trim
        Drop zeros at the end of the decimals (0.900 becomes 0.9).

    Returns
    -------
    FormattedNumber
        Sign, digits, power of ten and unit.

    Raises
    ------
    ValueError
        If the value is NaN or `digits` is outside 0 to 15.
    """
    if math.isnan(value):
        raise ValueError("NaN cannot be shown as a number; find where it comes from")
    if not 0 <= digits <= 15:
        raise ValueError(f"digits: {digits} asked, 0 to 15 allowed; choose one of these")
    negative = value < 0
    if math.isinf(value):
        return FormattedNumber(negative, INFINITY, None, unit)
    size = Decimal(abs(value))
    rounded = size.quantize(Decimal(1).scaleb(-digits), context=_EXACT)
    if size >= LARGE or (size and not rounded):
        mantissa, exponent = _scientific(size)
        return FormattedNumber(negative, mantissa, exponent, unit)
    text = f"{rounded:f}"
    if trim and "." in text:
        text = text.rstrip("0").rstrip(".")
    return FormattedNumber(negative and bool(size), text, None, unit)


def format_number(value: float, unit: str | None = None, digits: int = 3) -> str:
    """Write a number as the course shows it, with exactly `digits` decimals.

    Parameters
    ----------
    value
        The number; infinite is allowed, NaN is not.
    unit
        What it is measured in, in the plural ("bits"), or None.
    digits
        How many decimals, 0 to 15.

    Returns
    -------
    str
        For example `0.737 bits`, `−0.424`, `∞`, `7.2 × 10⁻¹⁹`.

    Raises
    ------
    ValueError
        If the value is NaN or `digits` is outside 0 to 15.

    Notes
    -----
    A number that is tiny but not zero never reads 0.000: "zero" is a claim, and here it would be a false one.

    Examples
    --------
    >>> format_number(0.5) == "0.500" and format_number(-0.0) == "0.000"
    True
    """
    return str(number_parts(value, unit, digits))


def format_plain(value: float, digits: int = 3) -> str:
    """Write a number without a unit, with at most `digits` decimals and no zeros at the end.

    Parameters
    ----------
    value
        The number, such as a probability.
    digits
        The most decimals shown, 0 to 15.

    Returns
    -------
    str
        For example `0.9` or `0.333`.

    Examples
    --------
    >>> format_plain(0.9) == "0.9" and format_plain(1.0) == "1"
    True
    """
    return str(number_parts(value, None, digits, trim=True))


def format_percent(value: float, digits: int = 0) -> str:
    """Write a share of one as a percentage.

    Parameters
    ----------
    value
        The share; 1 is the whole.
    digits
        The most decimals shown, 0 to 15; zeros at the end are dropped.

    Returns
    -------
    str
        For example `90%` or `73.2%`.

    Examples
    --------
    >>> format_percent(0.9)
    '90%'
    """
    # A hundred times a double is rounded once more: 0.07 * 100 = 7.000000000000001, which the shown digits absorb.
    return f"{number_parts(value * 100, None, digits, trim=True)}%"


def _scientific(size: Decimal) -> tuple[str, int]:
    exponent = size.adjusted()
    mantissa = size.scaleb(-exponent, context=_EXACT).quantize(Decimal("0.1"), context=_EXACT)
    if mantissa >= 10:
        mantissa, exponent = Decimal("1.0"), exponent + 1
    return f"{mantissa:f}", exponent

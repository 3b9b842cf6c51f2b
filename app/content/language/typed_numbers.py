"""A result typed by hand: what counts as one. `lessons/README.md` says the same to authors.

Whole numbers in ordinary words ("two letters", "27 outcomes") are fine. A decimal number, a percentage, a fraction, a
power of ten, or any number with a unit of information is a result or an input of one, and belongs into `{{ … }}`,
where the kernel works it out.
"""

import re

from app.content.language.insertion import INSERTION

_PROSE = re.compile(
    r"""
      \d[.,]\d+                              # 0.737  1,737
    | (?<![\w)\]])[.]\d+                     # .737
    | \d+[\s\u00a0]*(?:%|per\s?cent\b)       # 90 %
    | \d+[\s\u00a0]*/[\s\u00a0]*\d+          # 7/8
    | [½⅓⅔¼¾⅛⅜⅝⅞]
    | \d+[\s\u00a0]*[×·][\s\u00a0]*10(?!\d)  # 3 × 10
    | \d[eE][-+−]?\d                         # 3e-4
    | \d+[\s\u00a0-]*(?:bits?|nats?)\b       # 2 bits
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MATHS = re.compile(
    r"""
      \d[.,]\d+
    | (?<![\w)\]])[.]\d+
    | \d+\s*\\%
    | \d+(?:\\[ ,;:!]|~|\s|\\quad)*\\(?:text|mathrm|operatorname)\s*\{\s*(?:bits?|nats?)
    | \d+(?:\\[ ,;:!]|~|\s|\\quad)*\\(?:bits|nats)\b
    """,
    re.VERBOSE,
)


def typed_number(text: str) -> str | None:
    """Return the first number in prose that was typed by hand and belongs into an insertion, or None.

    Examples
    --------
    >>> typed_number("It costs 0.737 bits"), typed_number("It has 27 outcomes")
    ('0.737', None)
    """
    match = _PROSE.search(text)
    return match[0].strip() if match else None


def typed_number_in_maths(tex: str) -> str | None:
    """Return the first such number in a formula, its insertions left aside, or None."""
    match = _MATHS.search(INSERTION.sub(" ", tex))
    return match[0].strip() if match else None

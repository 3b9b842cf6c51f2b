"""Where a long formula in a sentence may go on in the next line: behind a sign that relates two sides, as in books."""

from __future__ import annotations

import re
from itertools import pairwise

LONG = 18
"""Signs. A formula with more may be wider than a phone's column, where the reader's own fonts are wide."""

_TAG = re.compile(r"<(/?)(\w+)[^>]*?(/?)>")
_SIGN = re.compile(r"<mo[^>]*>(.)</mo>")
_RELATIONS = "=≤≥≈∝<>"
_SPACE = re.compile(r"<mspace[^>]*/>")


def in_pieces(mathml: str) -> str:
    """Return a formula as one `<math>`, or, where it is long, as several with a chance of a new line between them.

    Parameters
    ----------
    mathml
        A `<math>` element with its words as `aria-label`.

    Returns
    -------
    str
        The first piece keeps the words of all; the others are for the eye alone. No browser breaks within a `<math>`.

    Examples
    --------
    >>> in_pieces("<math><mi>H</mi><mo>≥</mo><mn>0</mn></math>")
    '<math><mi>H</mi><mo>≥</mo><mn>0</mn></math>'
    """
    if len(_TAG.sub("", mathml).replace("&ApplyFunction;", "")) <= LONG:
        return mathml
    places = _after(mathml, _RELATIONS, depth=0) or _after(mathml, "‖", depth=1)
    bounds = [0, *places, len(mathml)]
    pieces = [mathml[start:end] for start, end in pairwise(bounds)]
    return '</math><wbr><math aria-hidden="true">'.join(pieces)


def _after(mathml: str, signs: str, *, depth: int) -> list[int]:
    """Return the places behind each of the signs that stand so deep in brackets, and in nothing else."""
    places, inside, brackets = [], 0, 0
    for tag in _TAG.finditer(mathml):
        closing, name, empty = tag.groups()
        inside += 0 if empty else -1 if closing else 1
        of_the_formula = name == "mo" and not closing and inside == 2
        sign = _SIGN.match(mathml, tag.start()) if of_the_formula else None
        if sign is None:
            continue
        brackets += (sign[1] in "([") - (sign[1] in ")]")
        if sign[1] in signs and brackets == depth:
            space = _SPACE.match(mathml, sign.end())
            places.append(space.end() if space else sign.end())
    return places

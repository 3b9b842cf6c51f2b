"""Where a long formula in a sentence may go on in the next line."""

import re

import pytest

from app.content.prose.maths import maths

WRITTEN = {
    r"\ln p(x) = \text{bound} + \KL{q}{\text{posterior}}": ["lnp(x)=", "bound+KL(q‖posterior)"],
    r"H(Y \mid X) = \sum_x P(x) H(Y \mid X = x)": ["H(Y∣X)=", "∑xP(x)H(Y∣X=x)"],
    r"\KL{\text{pair}}{\text{product of the margins}}": ["KL(pair‖", "product\u00a0of\u00a0the\u00a0margins)"],
    r"\KL{P}{Q} \ge 0": ["KL(P‖Q)≥0"],
    r"\frac{1 = 2 = 3 = 4}{5 = 6 = 7 = 8 = 9 = 10 = 11}": ["1=2=3=45=6=7=8=9=10=11"],
}


@pytest.mark.parametrize("tex", WRITTEN)
def test_it_breaks_where_a_book_would(tex):
    """Behind what relates two sides, never in a bracket or a fraction; the words of all stand with the first piece."""
    first, *others = maths(tex, display=False).split("<wbr>")
    shown = [re.sub(r"<[^>]*>|&ApplyFunction;", "", piece) for piece in (first, *others)]
    assert shown == WRITTEN[tex]
    assert first.startswith('<math aria-label="')
    assert all(piece.startswith('<math aria-hidden="true">') for piece in others)


def test_a_formula_on_its_own_line_is_one():
    """It scrolls in its box."""
    assert "<wbr>" not in maths(next(iter(WRITTEN)), display=True)

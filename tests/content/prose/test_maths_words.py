"""A formula has a name in words, which says all of it in one way."""

import pytest

from app.content.prose.maths import maths
from app.content.prose.maths_words import words

SAID = {
    r"\KL{P}{Q} \ge 0": "KL, P then Q, is at least 0",
    r"\KL{Q}{P} = \KL{P}{Q}": "KL, Q then P, equals KL, P then Q",
    r"\H(P,Q) = \H(P) + \gap{\KL{P}{Q}}": "H of P, Q equals H of P plus KL, P then Q",
    r"\H(Y \mid X)": "H of Y given X",
    r"-\log_2 Q(x)": "minus log base 2 Q of x",
    r"-\sum_x P(x) \log Q(x)": "minus the sum over x of P of x log Q of x",
    r"\sum_{i=1}^{n} \ln Q(x_i)": "the sum from i equals 1 to n of ln Q of x sub i",
    r"Q(x)/P(x)": "Q of x over P of x",
    r"p(1-p)^2": "p open 1 minus p close squared",
    r"\frac{1}{2}\sigma^2": "1 over 2 sigma squared",
    r"\frac{P(x)}{Q(x)} - 1": "the fraction P of x over Q of x, end of fraction, minus 1",
    r"\operatorname{E}_P[\log P - \log Q]": "E sub P of log P minus log Q close",
    r"\sqrt{\JS{A}{C}}": "the square root of JS of A, C, end",
    r"\pi^*(y) \propto e^{r(y)/\beta}": "pi star of y is proportional to e to the power r of y over beta, end",
    r"\underbrace{\frac{1}{2}\mu^2}_{\text{place}} \le 1": "1 over 2 mu squared, marked “place”, is at most 1",
    r"\begin{aligned} a &= b \\ c &= d \end{aligned}": "a equals b; c equals d",
    r"0 < \infty": "0 is less than infinity",
    r"\KL{P}{Q'}": "KL, P then Q prime",
}


@pytest.mark.parametrize("tex", SAID)
def test_a_formula_is_said(tex: str) -> None:
    """Each shape of formula that lessons use has its words."""
    assert words(str(maths(tex, display=True))) == SAID[tex]


def test_a_formula_carries_its_words() -> None:
    """The words are the name of the formula, shown inline or apart."""
    for display in (False, True):
        assert '<math aria-label="KL, P then Q"' in maths(r"\KL{P}{Q}", display=display)


def test_words_are_escaped() -> None:
    """What stands in a formula cannot end its name."""
    assert 'aria-label="x is less than &amp;"' in maths(r"x < \text{\&}", display=False)

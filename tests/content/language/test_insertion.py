"""`{{ … }}` becomes a number in the form that its author asked for."""

import pytest

from app.content.language.insertion import fill_tex, insertion_html, insertion_text, insertion_unit, live_ref
from app.content.language.names import Names
from app.content.language.quantities import read_quantities
from app.content.language.values import ExpressionError, Quantity

NAMES = read_quantities(
    {"P": {"heads": "1/2", "tails": "1/2"}, "Q": {"heads": 0.9, "tails": 0.1}, "Z": [1, 0]}, Names({})
)


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("kl(P, Q)", "0.737\u00a0bits"),
        ("kl(P, Q) | digits 1", "0.7\u00a0bits"),
        ("kl(P, Q) | bare", "0.737"),
        ("kl(P, Q) | nats", "0.511\u00a0nats"),
        ('kl_term(P, Q, "heads") | signed | bare', "−0.424"),
        ('kl_term(P, Q, "tails") | signed | bare', "+1.161"),
        ('Q["heads"]', "0.9"),
        ('Q["heads"] | percent', "90%"),
        ("1 / 3 * size(P) | percent 1", "66.7%"),
        ("Q", "(0.9, 0.1)"),
        ("Q | labelled", "heads\u00a00.9, tails\u00a00.1"),
        ("kl(P, Z)", "∞\u00a0bits"),
    ],
)
def test_each_format_has_its_form(inside, text):
    """Three decimals and the unit for a quantity, no zeros for show in a plain number."""
    assert insertion_text(inside, NAMES) == text


@pytest.mark.parametrize(
    "inside", ["0.737", '"0.737"', "-1", "kl(P, Q) | digits", "kl(P, Q) | digits 99", "kl(P, Q) | nonsense", "P == Q"]
)
def test_what_is_no_reference_is_refused(inside):
    """A literal is a number typed by hand, and a format is one of the guide's."""
    with pytest.raises(ExpressionError):
        insertion_text(inside, NAMES)


def test_every_digit_is_on_hover():
    """The HTML of a number carries its full precision."""
    html = insertion_html("kl(P, Q)", NAMES)
    assert 'class="number number-kl" value="0.7369655941662061" title="0.7369655941662061 bits"' in html


def test_infinity_is_a_word_for_programs():
    """The value attribute of an infinite number is Infinity, as JavaScript writes it."""
    assert 'value="Infinity"' in insertion_html("kl(P, Z)", NAMES)


def test_labels_are_escaped():
    """A label is text, whatever it looks like."""
    names = read_quantities({"P": {"<b>": "1/2", "t": "1/2"}}, Names({}))
    assert "&lt;b&gt;" in insertion_html("P | labelled", names)


def test_formulas_take_references():
    """In TeX a number has its unit as text, and infinity its command."""
    assert fill_tex("x = {{ kl(P, Q) }}", NAMES) == r"x = {0.737\ \text{bits}}"
    assert fill_tex("{{ kl(P, Z) | bare }}", NAMES) == r"{\infty}"
    assert fill_tex("x_{{a}}", NAMES) == "x_{{a}}"


def test_a_live_number_is_told_from_a_computed_one():
    """live(…) names a widget and a quantity."""
    assert live_ref('live("bars.kl")') == "bars.kl"
    assert live_ref("kl(P, Q)") is None


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("surprisal(p)", "1.73697\u00a0bits"),
        ("surprisal(half)", "1.000\u00a0bits"),
        ("surprisal(p) | bare", "1.73697"),
        ("p", "0.3"),
        ("half ** p", "0.81225"),
        ("surprisal(p) | digits 2", "1.74\u00a0bits"),
        ("p | percent", "30%"),
        ("answer", "1.737\u00a0bits"),
    ],
)
def test_spare_decimals_are_shown_where_they_say_something(inside, shown):
    """A text with spare decimals shows two more, keeps forms that are written out, and its answer as it is asked."""
    names = Names({"p": Quantity(0.3), "half": Quantity(0.5), "answer": Quantity(1.7369655941662063, "bits")})
    assert insertion_text(inside, names.with_spare(2)) == shown


def test_spare_decimals_stay_with_changed_names():
    """Names with other values, or in another unit, are shown as before."""
    names = Names({"p": Quantity(0.3)}).with_spare(2)
    assert insertion_text("surprisal(p)", names.with_unit("nats")) == "1.20397\u00a0nats"
    assert insertion_text("surprisal(q)", names.with_values({"q": Quantity(0.2)})) == "2.32193\u00a0bits"


@pytest.mark.parametrize(
    ("inside", "unit"),
    [("x", "bits"), ("x | nats", "nats"), ("x | bare", None), ("p", None), ("nats(x) | digits 2", "nats")],
)
def test_the_unit_that_is_printed_is_known(inside, unit):
    """Whether a text gives an amount in bits or in nats decides what may be answered."""
    assert insertion_unit(inside, Names({"x": Quantity(2.0, "bits"), "p": Quantity(0.3)})) == unit

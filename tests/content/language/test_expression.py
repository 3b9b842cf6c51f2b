"""Expressions are worked out by the kernel, keep their units, and can do nothing else."""

import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.content.language.expression import evaluate, explain
from app.content.language.functions import FUNCTIONS
from app.content.language.names import Names
from app.content.language.quantities import read_quantities
from app.content.language.values import ExpressionError, Quantity
from app.kernel import kl_divergence

NAMES = read_quantities(
    {"P": {"heads": "1/2", "tails": "1/2"}, "Q": {"heads": 0.9, "tails": 0.1}, "Z": [1, 0], "w": 0.25}, Names({})
)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("kl(P, Q)", 0.736965594166206, "bits"),
        ('kl(P, Q, "nats")', 0.510825623765991, "nats"),
        ("nats(kl(P, Q))", 0.510825623765991, "nats"),
        ("cross_entropy(P, Q) - entropy(P)", 0.736965594166206, "bits"),
        ("kl(P, Z)", math.inf, "bits"),
        ('kl_term(P, Q, "tails")', 1.16096404744368, "bits"),
        ('Q["heads"]', 0.9, None),
        ("Q[2]", 0.1, None),
        ("surprisal(w)", 2.0, "bits"),
        ("kl(P, Q) / entropy(P)", 0.736965594166206, None),
        ("2 * -w ** 2", -0.125, None),
        ("sum_of_surprisals(Q)", 3.47393118833241, "bits"),
        ("entropy(mix(P, Q, w))", 0.9709505944546686, "bits"),
        ("max(Q)", 0.9, None),
        ("size(uniform(7))", 7.0, None),
        ("tilt(Q, 0, ln(9))[2]", 0.5, None),
        ("average(Q, 1, 11)", 2.0, None),
        ("chance_above(P, 2, 0, 1, -1)", 0.25, None),
        ("total_variation(P, Q)", 0.4, None),
        ("conditional_entropy(P, Z, P)", 0.5, "bits"),
        ("mutual_information(P, Z, coin(0))", 1.0, "bits"),
        ("mutual_information(P, Q, Q)", 0.0, "bits"),
        ("mean_surprise(0.5, 0.125)", 2, "bits"),
        ("perplexity(bits(3))", 8, None),
        ("perplexity(nats(ln(8)))", 8, None),
        ("perplexity(uniform(27))", 27, None),
        ("softmax(0, ln(3))[2]", 0.75, None),
        ('entropy(mix(one_hot(10), uniform(10), 0.1), "nats")', 0.500288035057758, "nats"),
    ],
)
def test_a_quantity_has_its_value_and_unit(text, value, unit):
    """A listed function gives the kernel's number, counted in the unit that was asked."""
    result = evaluate(text, NAMES)
    assert result.unit == unit
    assert result.value == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("kl(P, Q) > kl(Q, P)", True),
        ("0 < w < 1 and not P == Q", True),
        ("kl(P, Z) == inf", True),
        ('rounds_to(kl(P, Q), "0.737")', True),
        ('rounds_to(kl(P, Q), "0.736")', False),
        ("same(cross_entropy(P, Q), entropy(P) + kl(P, Q))", True),
        ("same(kl(P, Z), kl(P, Z))", True),
        ("same(kl(P, Z), kl(Z, P))", False),
    ],
)
def test_a_comparison_is_true_or_false(text, truth):
    """Comparisons chain, and know infinity."""
    assert evaluate(text, NAMES) is truth


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "P.probabilities",
        "(lambda: 1)()",
        "[x for x in P]",
        "kl(p=P, q=Q)",
        "kl(*P)",
        "P if w else Q",
        "'a' + 'b'",
        "open('x')",
        "w := 2",
        "entropy(P) + 1",
        "bits(1) + nats(1)",
        "kl(P, Q) > nats(1)",
        "entropy(P) * entropy(Q)",
        "kl(P, w)",
        "kl(P)",
        "kl(P, uniform(3))",
        'P["edge"]',
        "P[0]",
        "P[3]",
        "w / 0",
        "10 ** 400",
        "ln(-w)",
        "kl(P, Z) - kl(P, Z)",
        "surprisal(2)",
        'entropy(P, "bytes")',
        "uniform(0)",
        "tilt(P, 1, 2, 3)",
        "average(P, 1, 2, 3)",
        "conditional_entropy(P, Z, P, Q)",
        "mutual_information(P, Z, uniform(3))",
        "total_variation(P, uniform(3))",
        "chance_above(P, 2, 0, 1, 2, 3)",
        "chance_above(P, 2, 0, 1, w)",
        "chance_above(P, w, 0, 1, 2)",
        "not w",
        "w and w",
        "P < Q",
        "1 +",
        "w" * 600,
    ],
)
def test_anything_else_is_refused(text):
    """What is not listed, or has no meaning, is an ExpressionError with a repair, never another exception."""
    with pytest.raises(ExpressionError) as caught:
        evaluate(text, NAMES)
    assert caught.value.repair


@given(st.text(max_size=40))
def test_no_text_does_harm(text):
    """Whatever an author types is worth something or refused."""
    with contextlib.suppress(ExpressionError):
        evaluate(text, NAMES)


def test_a_false_comparison_is_explained():
    """The message of a false claim shows both sides with their values."""
    assert explain("kl(P, Q) < w", NAMES) == "kl(P, Q) = 0.7369655941662061 bits, w = 0.25"


def test_units_convert_both_ways():
    """Bits to nats and back is the same amount."""
    assert Quantity(1.0, "bits").in_unit("nats").in_unit("bits").value == pytest.approx(1.0, rel=1e-15)


def test_the_unit_of_the_lesson_counts_where_none_is_named():
    """A lesson in nats need not say so at every quantity."""
    assert evaluate("kl(P, Q)", NAMES.with_unit("nats")).value == kl_divergence([0.5, 0.5], [0.9, 0.1], "nats")


@pytest.mark.parametrize(
    "table", [{"P": [0.5, 0.4]}, {"P": [1]}, {"P": ["x", 1]}, {"P": [-1, 2]}, {"no good": 1}, {"P": True}]
)
def test_a_quantity_that_is_none_is_refused(table):
    """Probabilities sum to exactly 1, are at least two, and have a name."""
    with pytest.raises(ExpressionError):
        read_quantities(table, Names({}))


def test_tenths_are_exact():
    """Ten tenths are 1, though their doubles do not sum to it."""
    assert len(read_quantities({"P": [0.1] * 10}, Names({}))["P"]) == 10


def test_every_function_is_in_the_authors_guide(authors_guide):
    """A function that authors cannot read about does not exist for them."""
    assert [name for name in FUNCTIONS if f"`{name}(" not in authors_guide] == []

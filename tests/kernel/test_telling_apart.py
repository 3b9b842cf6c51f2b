"""Bounds on total variation, and the best guess."""

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.strategies import distributions

from app.kernel import KernelError, js_divergence, kl_divergence, total_variation
from app.kernel.telling_apart import (
    BOUNDS_CROSS,
    best_test_error,
    bretagnolle_huber_bound,
    chernoff_information,
    least_kl,
    pinsker_bound,
)

FAIR, BOOK = [0.5, 0.5], [0.9, 0.1]


@given(distributions())
def test_both_bounds_hold(pair):
    """No pair is further apart than Pinsker and Bretagnolle-Huber allow, in either direction."""
    variation = total_variation(*pair)
    for kl in (kl_divergence(*pair, "nats"), kl_divergence(*reversed(pair), "nats")):
        assert variation <= pinsker_bound(kl) * (1 + 1e-12) + 1e-15
        assert variation <= bretagnolle_huber_bound(kl) * (1 + 1e-12) + 1e-15


def test_where_the_bounds_cross():
    """Pinsker is the better one below 1.5936 nats, and says nothing from 2 on."""
    assert pytest.approx(1.59362426004, rel=1e-11) == BOUNDS_CROSS
    assert pinsker_bound(BOUNDS_CROSS) == pytest.approx(bretagnolle_huber_bound(BOUNDS_CROSS), rel=1e-14)
    assert pinsker_bound(1.5) < bretagnolle_huber_bound(1.5)
    assert pinsker_bound(1.7) > bretagnolle_huber_bound(1.7)
    assert pinsker_bound(2.0) == 1.0


@pytest.mark.parametrize(
    ("variation", "kl"),
    [(0.0, 0.0), (0.1, 0.020044683158), (0.5, 0.532297908892), (0.9, 2.30218288441), (0.99, 4.605170)],
)
def test_least_kl(variation, kl):
    """The least KL at a total variation, and the two coins that have both."""
    least, p, q = least_kl(variation)
    assert least == pytest.approx(kl, rel=2e-7, abs=1e-15)
    assert (total_variation(p, q), kl_divergence(p, q, "nats")) == pytest.approx((variation, least), abs=1e-12)


@given(distributions(most=6))
def test_no_pair_has_less_than_the_least(pair):
    """KL at least least_kl(TV)."""
    variation = total_variation(*pair)
    if variation < 0.999:  # beyond, 1 - TV has lost the digits that KL depends on
        assert kl_divergence(*pair, "nats") >= least_kl(variation)[0] * (1 - 1e-9) - 1e-12


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99), st.integers(0, 6))
def test_the_best_guess_errs_as_often_as_all_messages_say(p, q, n):
    """Half the sum, over all messages, of the smaller probability."""
    truth, model = [p, 1 - p], [q, 1 - q]
    smaller = [min(math.prod(c[x] for x in row) for c in (truth, model)) for row in product((0, 1), repeat=n)]
    assert best_test_error(truth, model, n) == pytest.approx(0.5 * sum(smaller), rel=1e-12)


def test_half_a_bit_of_jensen_shannon_says_little():
    """Two pairs with JS of ½ bit: the best guess errs 0.110 or 0.25, and the harder pair has an infinite KL."""
    a = 0.11002786443836
    easy, hard = ([a, 1 - a], [1 - a, a]), ([0.5, 0.5, 0.0], [0.0, 0.5, 0.5])
    assert [js_divergence(*pair) for pair in (easy, hard)] == pytest.approx([0.5, 0.5], rel=1e-12)
    assert [best_test_error(*pair) for pair in (easy, hard)] == pytest.approx([a, 0.25], rel=1e-12)
    assert kl_divergence(*hard) == math.inf > kl_divergence(*easy)


def test_the_error_falls_at_chernoffs_rate():
    """0.1124 nats a draw for the telegram: less than either KL, approached from 500 draws to 1000."""
    rate = chernoff_information(FAIR, BOOK)
    assert rate == pytest.approx(0.112377446353, rel=1e-11)
    assert rate < min(kl_divergence(FAIR, BOOK, "nats"), kl_divergence(BOOK, FAIR, "nats"))
    fall = math.log(best_test_error(FAIR, BOOK, 500) / best_test_error(FAIR, BOOK, 1000)) / 500
    assert fall == pytest.approx(rate, rel=0.01)
    assert chernoff_information(FAIR, FAIR) == 0.0
    assert chernoff_information([1, 0], [0, 1]) == math.inf
    assert chernoff_information([0.5, 0.5, 0], [0, 0.5, 0.5]) == pytest.approx(math.log(2), rel=1e-15)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pinsker_bound(-0.1), "kl is -0.1"),
        (lambda: bretagnolle_huber_bound(math.nan), "kl is nan"),
        (lambda: least_kl(1.0), "variation is 1.0"),
        (lambda: best_test_error([0.2, 0.3, 0.5], [0.2, 0.3, 0.5], 2), "3 outcomes"),
    ],
)
def test_what_is_no_divergence_is_refused(call, message):
    """A negative KL, no number, and a variation at which every KL is infinite."""
    with pytest.raises(KernelError, match=message):
        call()

"""Evidence draw by draw: against the enumeration of all messages, and known numbers of the telegram."""

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import KernelError, kl_divergence
from app.kernel.evidence import Wait, chance_of_evidence, evidence, wait_for_odds

FAIR, BOOK = [0.5, 0.5], [0.9, 0.1]
THOUSAND = math.log2(1000)


def messages(p, q, n):
    """Yield every message of n letters with its probability and its evidence in bits."""
    for letters in product((0, 1), repeat=n):
        yield math.prod(p[x] for x in letters), sum(math.log2(p[x] / q[x]) for x in letters)


def test_a_thousand_letters_give_or_take():
    """737 ± 50 bits extra, within that two times in three."""
    extra = evidence(FAIR, BOOK, 1000)
    assert (extra.mean, extra.sd) == pytest.approx((736.965594166206, 50.1209), rel=1e-6)
    assert chance_of_evidence(FAIR, BOOK, 1000, 687, below=787) == pytest.approx(0.6731, abs=5e-5)
    assert chance_of_evidence(FAIR, BOOK, 1000, 637, below=837) == pytest.approx(0.9537, abs=5e-5)


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99), st.integers(1, 7), st.floats(-3, 3))
def test_chances_and_spread_are_those_of_all_messages(p, q, n, limit):
    """Mean, spread and the chance of a limit, by adding up 2**n messages."""
    truth, other = [p, 1 - p], [q, 1 - q]
    every = list(messages(truth, other, n))
    mean = sum(chance * bits for chance, bits in every)
    sd = math.sqrt(sum(chance * (bits - mean) ** 2 for chance, bits in every))
    spread = evidence(truth, other, n)
    assert spread.mean == pytest.approx(mean, rel=1e-9, abs=1e-12)
    assert spread.sd == pytest.approx(sd, rel=1e-9, abs=1e-7)
    if all(abs(bits - limit) > 1e-9 for _, bits in every):
        past = sum(chance for chance, bits in every if bits >= limit)
        assert chance_of_evidence(truth, other, n, limit) == pytest.approx(past, rel=1e-12, abs=1e-15)


def test_one_draw_more_can_be_less():
    """The mean passes 1000 : 1 at 14 flips; the chance to be there is 0.605 then, and 0.5 at 13 and at 15."""
    assert evidence(FAIR, BOOK, 13).mean < THOUSAND < evidence(FAIR, BOOK, 14).mean
    chances = [chance_of_evidence(FAIR, BOOK, n, THOUSAND) for n in (13, 14, 15, 20, 25, 40)]
    assert chances == pytest.approx([0.5, 0.604736, 0.5, 0.748278, 0.885239, 0.980761], abs=5e-7)
    assert chance_of_evidence(FAIR, BOOK, 14, -math.inf, below=0.0) == pytest.approx(0.028687, abs=5e-7)


@pytest.mark.parametrize(
    ("truth", "other", "odds", "mean", "median"),
    [
        (FAIR, BOOK, 1000, 15.0197, 13),
        (BOOK, FAIR, 1000, 19.4208, 16),
        ([1, 0], FAIR, 1000, 10, 10),
        (FAIR, [1, 0], 9, 2, 1),
    ],
)
def test_waits(truth, other, odds, mean, median):
    """Mean and median of the first time; a certain coin needs ten flips, and an excluded letter settles all."""
    wait = wait_for_odds(truth, other, odds)
    assert (wait.mean, wait.median) == (pytest.approx(mean, abs=5e-5), median)


def test_a_wait_is_that_of_simulated_flips():
    """The mean over 20,000 simulated waits is within four standard errors."""
    rng = np.random.default_rng(1000)
    steps = np.log2(np.array(FAIR) / np.array(BOOK))[(rng.random((20_000, 400)) < 0.5).astype(int)]
    times = (steps.cumsum(axis=1) >= THOUSAND).argmax(axis=1) + 1
    assert abs(times.mean() - wait_for_odds(FAIR, BOOK, 1000).mean) < 4 * times.std() / math.sqrt(times.size)


def test_walds_identity():
    """The mean wait is at least the logarithm of the odds divided by KL: the last draw overshoots."""
    for p in (0.5, 0.7, 0.2):
        truth = [p, 1 - p]
        kl = kl_divergence(truth, BOOK)
        largest_step = max(math.log2(p / 0.9), math.log2((1 - p) / 0.1))
        mean = wait_for_odds(truth, BOOK, 100).mean
        assert math.log2(100) <= mean * kl <= math.log2(100) + largest_step


def test_a_limit_that_is_met_exactly_counts():
    """Ten flips of a certain coin are 1024 : 1, and that is at least 1024."""
    assert chance_of_evidence([1, 0], FAIR, 10, 10.0) == 1.0
    assert wait_for_odds([1, 0], FAIR, 1024) == Wait(10.0, 10)
    assert chance_of_evidence(FAIR, [1, 0], 3, math.inf) == pytest.approx(7 / 8, rel=1e-15)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: wait_for_odds(FAIR, FAIR, 1000), "so near"),
        (lambda: wait_for_odds(FAIR, [0.501, 0.499], 1000), "so near"),
        (lambda: wait_for_odds(FAIR, BOOK, 1.0), "odds is 1.0"),
        (lambda: wait_for_odds([0.2, 0.3, 0.5], [0.3, 0.3, 0.4], 9), "3 outcomes"),
        (lambda: chance_of_evidence(FAIR, BOOK, -1, 0.0), "n is -1"),
        (lambda: evidence(FAIR, BOOK, -1), "n is -1"),
        (lambda: evidence(FAIR, BOOK, 1, "dits"), "unit is 'dits'"),
    ],
)
def test_what_never_ends_or_begins_is_refused(call, message):
    """Equal coins, odds that are reached before the first draw, too many outcomes."""
    with pytest.raises(KernelError, match=message):
        call()

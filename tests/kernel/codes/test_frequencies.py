from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import KernelError, Pmf, kl_divergence
from app.kernel.codes import FrequencyTable

some = st.lists(st.one_of(st.just(0.0), st.floats(1e-6, 1.0), st.floats(5e-324, 1e-9)), min_size=1, max_size=60).filter(
    any
)


@given(some, st.sampled_from([64, 1000, 2**16, 2**32]))
def test_no_possible_outcome_is_lost(weights, total):
    """The table has the total asked for; just the possible outcomes have a frequency of 1 or more."""
    q = Pmf.from_weights(weights)
    frequencies = FrequencyTable.from_pmf(q, total).frequencies
    assert sum(frequencies) == total
    assert [frequency > 0 for frequency in frequencies] == (q.probabilities > 0.0).tolist()


def test_the_table_is_nearly_the_distribution():
    """It costs less than 1e-6 bits an outcome, for 27 and for 50,000 outcomes."""
    rng = np.random.default_rng(4)
    for n in (27, 50_000):
        q = rng.dirichlet(np.ones(n))
        assert kl_divergence(q, FrequencyTable.from_pmf(q).probabilities) < 1e-6


@given(some)
def test_rare_outcomes_keep_their_proportion(weights):
    """With no total given each frequency is right to 2**-30 of itself, also where it stands for 5e-324."""
    q = Pmf.from_weights(weights)
    table = FrequencyTable.from_pmf(q)
    exact = [Fraction(each) for each in q.probabilities.tolist()]
    for frequency, each in zip(table.frequencies, exact, strict=True):
        assert abs(Fraction(frequency, table.total) * sum(exact) - each) <= each / 2**30


def test_bad_tables_are_refused():
    """Negative or broken frequencies, all zeros, and a total too small are refused."""
    with pytest.raises(KernelError, match=r"frequencies\[1\] is -1"):
        FrequencyTable((1, -1))
    with pytest.raises(KernelError, match=r"frequencies\[0\] is 0.5"):
        FrequencyTable((0.5, 1))
    with pytest.raises(KernelError, match="every frequency is 0"):
        FrequencyTable((0, 0))
    with pytest.raises(KernelError, match="total is 2, but 3 outcomes are possible"):
        FrequencyTable.from_pmf([0.2, 0.3, 0.5], total=2)

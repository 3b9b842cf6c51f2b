"""Samples that are the same everywhere: what they are worth, and that a browser draws them too."""

import math

import numpy as np
import pytest

from app.kernel import KernelError, draw_counts, uniforms


def test_the_sequence_is_the_published_one():
    """The first numbers of two seeds are those of mulberry32's author's own code, run in node."""
    assert uniforms(1, 4).tolist() == [
        0.6270739405881613,
        0.002735721180215478,
        0.5274470399599522,
        0.9810509674716741,
    ]
    assert uniforms(4294967295, 2).tolist() == [0.8964226141106337, 0.189478256739676]


def test_a_sequence_goes_on_where_it_was_left():
    """To skip is to leave out, nothing else."""
    assert uniforms(5, 10, skip=20).tolist() == uniforms(5, 30)[20:].tolist()
    assert uniforms(5, 0).tolist() == []


def test_the_numbers_are_evenly_scattered():
    """In a hundred cells a million numbers fall as evenly as chance would have it (chi-squared, five sd)."""
    for seed in (0, 1, 2, 2**32 - 1):
        cells = np.histogram(uniforms(seed, 10**6), bins=100, range=(0, 1))[0]
        assert abs(float(((cells - 10**4) ** 2).sum() / 10**4) - 99) < 5 * math.sqrt(2 * 99)


def test_a_large_sample_looks_like_its_truth():
    """Shares differ from the truth by a few times the square root of p(1-p)/n."""
    p = np.array([0.36, 0.2, 0.13, 0.1, 0.08, 0.06, 0.04, 0.03])
    for seed in range(20):
        shares = draw_counts(p, 10_000, seed) / 10_000
        assert np.all(np.abs(shares - p) < 4.5 * np.sqrt(p * (1 - p) / 10_000))


def test_a_larger_sample_contains_the_smaller_one():
    """More data of one seed only adds."""
    p = [0.5, 0.3, 0.2]
    small, more = draw_counts(p, 30, 3), draw_counts(p, 70, 3, skip=30)
    assert (small + more).tolist() == draw_counts(p, 100, 3).tolist()


def test_the_impossible_is_never_drawn():
    """An outcome with probability 0 has no draws, wherever it stands, also if rounding left a hair below 1."""
    assert draw_counts([0.0, 0.5, 0.0, 0.5 - 9e-10, 0.0], 10_000, 2)[[0, 2, 4]].tolist() == [0, 0, 0]
    assert draw_counts([0.0, 1.0], 50, 2).tolist() == [0, 50]


@pytest.mark.parametrize(
    ("seed", "count", "message"), [(-1, 1, "seed is -1"), (2**32, 1, "seed is 4294967296"), (1, -1, "count is -1")]
)
def test_what_is_no_seed_or_count_is_refused(seed, count, message):
    """The message names the value and the range."""
    with pytest.raises(KernelError, match=message):
        uniforms(seed, count)


def test_the_twin_draws_the_same_samples(javascript):
    """Browser (static/js/kernel/sampling.js) and Python agree bit for bit, for any seed and any skip."""
    twin = javascript("sampling")
    rng = np.random.default_rng(3)
    for seed in (0, 1, 2**31, 2**32 - 1, *rng.integers(0, 2**32, 20).tolist()):
        skip = int(rng.integers(0, 10**6))
        numbers = twin.evaluate("([s, k]) => [1, 2, 3].map((i) => kernel.uniform(s, k + i))", [seed, skip])
        assert numbers == uniforms(seed, 3, skip).tolist()
        p = rng.dirichlet(np.full(8, 0.7))
        p[rng.integers(8)] = 0.0
        p /= p.sum()
        n = int(rng.integers(1, 2000))
        assert twin("drawCounts", p.tolist(), n, seed, skip) == draw_counts(p, n, seed, skip).tolist()

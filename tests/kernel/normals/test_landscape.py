import math

import numpy as np
import pytest

from app.kernel import KernelError
from app.kernel.normals import Normal, NormalMixture, kl_forward, kl_reverse, landscape

MIXTURES = {
    "one bump": ([1.0], [0.5], [0.8]),
    "barely two": ([0.5, 0.5], [-1.0, 1.0], [1.0, 1.0]),
    "far apart": ([0.5, 0.5], [-6.0, 6.0], [0.6, 0.6]),
    "narrow beside wide": ([0.3, 0.7], [-2.0, 2.0], [0.2, 1.5]),
    "four bumps": ([0.1, 0.4, 0.3, 0.2], [-6.0, -2.0, 1.0, 5.0], [0.5, 1.0, 0.3, 1.5]),
}


@pytest.mark.parametrize("name", MIXTURES)
def test_landscape_is_both_kls_at_every_point(name):
    """Every point of a 100 by 100 landscape is the KL there, to 1e-9."""
    p = NormalMixture(*MIXTURES[name])
    means, sds = np.linspace(-7, 7, 100), np.geomspace(0.01, 8, 100)
    land = landscape(p, means, sds)
    assert land.forward.shape == land.reverse.shape == (100, 100)
    rng = np.random.default_rng(9)
    for i, j in [*rng.integers(0, 100, (200, 2)).tolist(), (0, 0), (0, 99), (99, 0), (99, 99)]:
        q = Normal(means[j], sds[i])
        assert land.forward[i, j] == pytest.approx(kl_forward(p, q), rel=1e-12, abs=1e-14)
        assert land.reverse[i, j] == pytest.approx(kl_reverse(p, q), rel=1e-9, abs=1e-11)


@pytest.mark.parametrize("means", [[0.5], [-1.0, 0.0, 3.0], [2.0, 2.0], [1.0, -1.0]])
def test_any_means_will_do(means):
    """Means that are alone, unequally spaced, equal or descending give the same KLs, one by one."""
    p = NormalMixture(*MIXTURES["narrow beside wide"])
    land = landscape(p, means, [0.5, 100.0])
    for i, sd in enumerate([0.5, 100.0]):
        for j, mean in enumerate(means):
            assert land.reverse[i, j] == pytest.approx(kl_reverse(p, Normal(mean, sd)), rel=1e-12)


@pytest.mark.parametrize(
    ("means", "sds", "message"),
    [
        ([0.0, math.nan], [1.0], r"means\[1\] is nan"),
        ([0.0], [1.0, 0.0], r"sds\[1\] is 0.0, but a width is finite and greater than 0"),
        ([0.0], [math.inf], r"sds\[0\] is inf"),
        ([], [1.0], "means is empty"),
    ],
)
def test_bad_grids_are_refused(means, sds, message):
    """A mean that is not finite, or a width that is not positive, is named."""
    with pytest.raises(KernelError, match=message):
        landscape(NormalMixture([1.0], [0.0], [1.0]), means, sds)

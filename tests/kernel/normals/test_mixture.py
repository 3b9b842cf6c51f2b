import math

import numpy as np
import pytest

from app.kernel import KernelError
from app.kernel.normals import Normal, NormalMixture


def test_entropy_and_log_density_are_those_of_mpmath(normal_vector):
    """Entropy and log-density of mixtures of one to four bumps are those of mpmath."""
    p = NormalMixture(normal_vector["weights"], normal_vector["means"], normal_vector["sds"])
    assert p.entropy() == pytest.approx(normal_vector["entropy"], rel=1e-13, abs=1e-14)
    for x, log_density in normal_vector["log_density"]:
        assert p.log_density(x) == pytest.approx(log_density, rel=1e-13, abs=1e-13)


def test_shannon_limit_of_the_binary_channel():
    """The entropy of two bumps gives the published limit of the rate-1/2 channel: half a bit at sd 0.978694."""
    noise = Normal(0.0, 0.978694124615701)
    received = NormalMixture([0.5, 0.5], [-1.0, 1.0], [noise.sd, noise.sd])
    assert received.entropy("bits") - noise.entropy("bits") == pytest.approx(0.5, abs=1e-13)


def test_moments_by_two_roads():
    """Mean and variance are those of the density, summed on a fine grid."""
    p = NormalMixture([0.2, 0.5, 0.3], [-3.0, 0.5, 2.0], [0.5, 1.0, 0.25])
    x, step = np.linspace(-12, 12, 200_001, retstep=True)
    density = np.exp(p.log_density(x)) * step
    assert density.sum() == pytest.approx(1.0, rel=1e-12)
    assert p.mean == pytest.approx(float(density @ x), rel=1e-11)
    assert p.variance == pytest.approx(float(density @ (x - p.mean) ** 2), rel=1e-11)


def test_samples_follow_the_mixture_and_the_generator():
    """Draws have P's mean and variance, and the same generator gives the same draws."""
    p = NormalMixture([0.3, 0.7], [-2.0, 1.0], [0.5, 1.0])
    draws = p.sample(100_000, np.random.default_rng(1))
    assert draws.mean() == pytest.approx(p.mean, abs=5 * math.sqrt(p.variance / 100_000))
    assert draws.var() == pytest.approx(p.variance, rel=0.02)
    assert -p.log_density(draws).mean() == pytest.approx(p.entropy(), abs=0.02)
    assert np.array_equal(draws, p.sample(100_000, np.random.default_rng(1)))


def test_a_bump_without_weight_is_not_there():
    """A bump of weight 0 changes nothing, and is kept in what was given."""
    one = NormalMixture([1.0], [0.5], [0.8])
    two = NormalMixture([1.0, 0.0], [0.5, 9.0], [0.8, 0.1])
    assert two.entropy() == one.entropy() == pytest.approx(Normal(0.5, 0.8).entropy(), rel=1e-14)
    assert two.weights == (1.0, 0.0)
    assert two != one


def test_equal_bumps_are_one():
    """Two bumps at one place are one bump."""
    both = NormalMixture([0.4, 0.6], [1.0, 1.0], [2.0, 2.0])
    assert both.entropy() == pytest.approx(Normal(1.0, 2.0).entropy(), rel=1e-14)
    assert both.seams.size == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([0.5, 0.6], [0, 1], [1, 1]), "weights sums to 1.1"),
        (([-0.5, 1.5], [0, 1], [1, 1]), r"weights\[0\] is -0.5"),
        (([0.5, math.nan], [0, 1], [1, 1]), r"weights\[1\] is nan"),
        (([0.5, 0.5], [0, math.inf], [1, 1]), r"means\[1\] is inf"),
        (([0.5, 0.5], [0, 1], [1, 0]), r"sds\[1\] is 0, but a width is greater than 0"),
        (([0.5, 0.5], [0, 1], [1, math.nan]), r"sds\[1\] is nan"),
        (([0.5, 0.5], [0, 1], [1]), "2 weights, 2 means and 1 sds"),
        (([], [], []), "weights is empty"),
    ],
)
def test_bad_parameters_are_refused(arguments, message):
    """The message names the entry, its value and the rule."""
    with pytest.raises(KernelError, match=message):
        NormalMixture(*arguments)


def test_bumps_whose_widths_differ_in_the_last_digit_are_alike() -> None:
    """Two widths that differ by a rounding take over from each other 1e16 away, which the entropy does not notice."""
    alike = NormalMixture([0.5, 0.5], [-0.01, 0.01], [0.3, 0.3])
    nearly = NormalMixture([0.5, 0.5], [-0.01, 0.01], [0.30000000000000004, 0.3])
    assert nearly.entropy() == pytest.approx(alike.entropy(), rel=1e-14)


@pytest.mark.parametrize("apart", [1e-150, 6e-263, 1e-300])
def test_bumps_that_nearly_coincide_are_one(apart: float) -> None:
    """Where the parts of a mixture take over from each other farther out than doubles can square, nothing breaks."""
    near = NormalMixture([0.3, 0.7], [0.0, apart], [1.0, 1.0])
    assert near.entropy() == pytest.approx(0.5 * math.log(2 * math.pi * math.e), rel=1e-14)

import math

import numpy as np
import pytest

from app.kernel import KernelError
from app.kernel.normals import Normal


def test_log_density_has_area_one():
    """The density integrates to 1, and its logarithm stays finite where the density is no double."""
    q = Normal(1.5, 0.3)
    x = np.linspace(-3, 6, 20_001)
    assert float(np.exp(q.log_density(x)).sum() * (x[1] - x[0])) == pytest.approx(1.0, rel=1e-12)
    assert q.log_density(1e6) == pytest.approx(-0.5 * ((1e6 - 1.5) / 0.3) ** 2, rel=1e-10)


def test_entropy_can_be_negative():
    """The differential entropy is half log(2πe σ²), and negative for a narrow density."""
    assert Normal(0.0, 1.0).entropy() == pytest.approx(1.4189385332046727, rel=1e-15)
    assert Normal(7.0, 1.0).entropy("bits") == pytest.approx(1.4189385332046727 / math.log(2), rel=1e-15)
    assert Normal(0.0, 0.1).entropy() < 0.0


@pytest.mark.parametrize("sd", [0.0, -1.0, math.nan, math.inf, "wide", None])
def test_bad_widths_are_refused(sd):
    """A width is a finite number greater than 0."""
    with pytest.raises(KernelError, match="sd is"):
        Normal(0.0, sd)


@pytest.mark.parametrize("mean", [math.nan, math.inf, "left", None])
def test_bad_means_are_refused(mean):
    """A mean is a finite number."""
    with pytest.raises(KernelError, match=r"mean is .* finite number"):
        Normal(mean, 1.0)

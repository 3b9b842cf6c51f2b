"""The best centres of a Gaussian whose width is given."""

import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel import KernelError, centres
from app.kernel.centres import centre_forward, centre_reverse
from app.kernel.normals import Normal, NormalMixture, kl_forward, kl_reverse
from app.kernel.normals.blur import Blur
from app.kernel.normals.newton import slope

mixtures = st.builds(
    lambda w, m, s, t: NormalMixture([w, 1 - w], [-m, m], [s, t]),
    st.floats(0.05, 0.95), st.integers(0, 500).map(lambda step: step / 100), st.floats(0.3, 2), st.floats(0.3, 2),
)  # fmt: skip


@settings(max_examples=25)
@given(mixtures, st.floats(0.05, 5))
def test_a_fine_grid_finds_the_same_minima(p, sd):
    """Every hollow of KL(Q ‖ P) over a fine grid of centres is in the list, and nothing else is."""
    grid = np.linspace(-8, 8, 801)
    kl = np.array([kl_reverse(p, Normal(mean, sd)) for mean in grid.tolist()])
    hollows = grid[1:-1][(kl[1:-1] < kl[:-2]) & (kl[1:-1] < kl[2:])]
    fits = centre_reverse(p, sd)
    assert fits
    assert all(any(abs(mean - fit.mean) < 0.021 for fit in fits) for mean in hollows)
    assert fits[0].kl <= kl.min() + 1e-12
    assert list(fits) == sorted(fits, key=lambda fit: (round(fit.kl, 10), fit.mean))


@given(mixtures, st.floats(0.05, 5))
def test_forward_wants_the_mean_of_p_whatever_the_width(p, sd):
    """KL(P ‖ Q) of a fixed width is least at P's mean."""
    best = centre_forward(p, sd)
    assert best.mean == p.mean
    assert best.kl <= min(kl_forward(p, Normal(p.mean + step, sd)) for step in (-0.1, 0.1))


def test_a_wide_q_asks_for_no_finer_grid_than_it_can_tell_apart(monkeypatch):
    """Between two narrow bumps far apart ln p bends sharply; a wide Q sees nothing of that."""
    p, grids = NormalMixture([0.95, 0.05], [-1.2, 8.2], [0.1, 0.1]), []

    def of(*args, **options):
        grids.append(Blur.of(*args, **options))
        return grids[-1]

    monkeypatch.setattr(centres, "Blur", SimpleNamespace(of=of))
    (fit,) = centre_reverse(p, 80.0)
    assert grids[0].size <= 2**18
    assert abs(slope(p, fit.mean, math.log(80.0)).by_mean) < 1e-12


def test_a_width_is_positive():
    """A width of 0 is refused."""
    with pytest.raises(KernelError, match="greater than 0"):
        centre_reverse(NormalMixture([1.0], [0.0], [1.0]), 0.0)

"""Two equal bumps drawn apart: the fold and the swap stand where mpmath found them."""

import pytest

from app.kernel import KernelError
from app.kernel.normals import fit_reverse
from app.kernel.separation import birth_separation, equal_bumps, separation_story, swap_separation

# mpmath, residuals of the defining equations below 1e-22.
BIRTH = 4.82445943602564
SWAP = 5.60016443516648
AT_SWAP = 0.684266100035147


def test_the_minima_on_one_bump_are_born_at_the_fold():
    """They appear at 4.8245 sd, not at 2, where P itself becomes bimodal."""
    assert birth_separation() == pytest.approx(BIRTH, abs=1e-11)
    before, after = separation_story([BIRTH - 0.01, BIRTH + 0.01]).one_bump
    assert before is None
    assert after == pytest.approx(0.653976601553888, abs=2e-3)


def test_the_best_changes_at_the_swap():
    """At 5.6002 sd both cost the same; before it covering is better, beyond it one bump."""
    assert swap_separation() == pytest.approx(SWAP, abs=1e-10)
    before, at, after = (separation_story([SWAP + step]) for step in (-0.1, 0.0, 0.1))
    assert at.covering[0] == pytest.approx(AT_SWAP, abs=1e-12)
    assert at.one_bump[0] == pytest.approx(AT_SWAP, abs=1e-12)
    assert before.covering[0] < before.one_bump[0]
    assert after.covering[0] > after.one_bump[0]


def test_the_story_tells_the_minima_that_the_fit_finds():
    """At every separation the two numbers are those of `fit_reverse`, None where it finds no minimum off the middle."""
    separations = [0.0, 1.0, 2.5, 4.5, 4.9, 5.5, 6.0, 8.0, 12.0]
    story = separation_story(separations)
    for separation, covering, one_bump in zip(separations, story.covering, story.one_bump, strict=True):
        fits = fit_reverse(equal_bumps(separation))
        middle = min(fits, key=lambda fit: abs(fit.mean))
        single = [fit.kl for fit in fits if fit is not middle]
        assert covering == pytest.approx(middle.kl, abs=1e-12)
        assert one_bump == (pytest.approx(single[0], abs=1e-12) if single else None)


@pytest.mark.parametrize("separation", [-1.0, float("nan"), float("inf")])
def test_a_separation_is_a_distance(separation):
    """It is finite and not negative."""
    with pytest.raises(KernelError, match="distance"):
        equal_bumps(separation)

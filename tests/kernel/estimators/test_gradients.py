"""Where the estimators lead as losses: against derivatives by mpmath of the loss itself, and what is known of them."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import KernelError, estimator_gradients, kl_divergence, softmax

PAIRS = [
    ([0.5, 0.3, 0.2], [0.2, 0.3, 0.5]),
    ([0.3, 0.65, 0.05], [0.05, 0.45, 0.5]),
    ([0.98, 0.01, 0.01], [0.4, 0.3, 0.3]),
    ([0.002, 0.09, 0.908], [0.7, 0.003, 0.297]),
]
OLD = [0.4, 0.4, 0.2]
ESTIMATES = {
    "k1": lambda log_ratio: -log_ratio,
    "k2": lambda log_ratio: log_ratio**2 / 2,
    "k3": lambda log_ratio: mpmath.expm1(log_ratio) - log_ratio,
}


def losses(name, policy, reference, drawn, weighting):
    """Return the loss as a function of the logits, on draws that stay as they are."""

    def loss(*logits):
        total = mpmath.fsum(map(mpmath.exp, logits))
        terms = []
        for z, old_pi, ref, old in zip(logits, policy, reference, drawn, strict=True):
            pi = mpmath.exp(z) / total
            weight = {"none": 1, "detached": old_pi / old, "carried": pi / old}[weighting]
            terms.append(old * weight * ESTIMATES[name](mpmath.log(ref / pi)))
        return mpmath.fsum(terms)

    return loss


@pytest.mark.parametrize(("policy", "reference"), PAIRS)
@pytest.mark.parametrize("weighting", ["none", "detached", "carried"])
@pytest.mark.parametrize("drawn", [None, OLD], ids=["on-policy", "off-policy"])
def test_gradients_are_the_derivatives_of_the_loss(policy, reference, weighting, drawn):
    """Each arrow is what mpmath finds by differentiating the average loss over draws that do not change."""
    arrows = estimator_gradients(policy, reference, drawn, weighting)
    with mpmath.workdps(40):
        pi, rho, old = ([mpmath.mpf(x) for x in row] for row in (policy, reference, drawn or policy))
        logits = [mpmath.log(x) for x in pi]
        for name in ESTIMATES:
            loss = losses(name, pi, rho, old, weighting)
            slopes = [float(mpmath.diff(loss, tuple(logits), tuple(int(i == j) for j in range(3)))) for i in range(3)]
            assert getattr(arrows, name).mean == pytest.approx(slopes, rel=1e-12, abs=1e-14)


@given(st.lists(st.floats(-6, 6), min_size=2, max_size=6), st.data())
def test_on_policy_k1_has_none_k2_the_one_and_k3_the_other(logits, data):
    """For any pair: E∇k1 = 0, E∇k2 = ∇KL(π ‖ ρ), E∇k3 = ∇KL(ρ ‖ π) = π - ρ."""
    size = len(logits)
    other = data.draw(st.lists(st.floats(-6, 6), min_size=size, max_size=size))
    policy, reference = softmax(logits), softmax(other)
    arrows = estimator_gradients(policy, reference)
    assert arrows.k1.mean == pytest.approx(np.zeros(size), abs=1e-14)
    assert arrows.k2.mean == pytest.approx(arrows.kl, rel=1e-9, abs=1e-13)
    assert arrows.k3.mean == pytest.approx(arrows.reverse_kl, rel=1e-9, abs=1e-13)
    assert arrows.kl.sum() == pytest.approx(0.0, abs=1e-13)


@pytest.mark.parametrize(("policy", "reference"), PAIRS)
def test_true_gradients_are_what_differences_say(policy, reference):
    """By central differences of both KLs."""
    arrows, step = estimator_gradients(policy, reference), 1e-5
    for i, unit in enumerate(np.eye(3) * step):
        up, down = softmax(np.log(policy) + unit), softmax(np.log(policy) - unit)
        forward = (kl_divergence(up, reference, "nats") - kl_divergence(down, reference, "nats")) / (2 * step)
        reverse = (kl_divergence(reference, up, "nats") - kl_divergence(reference, down, "nats")) / (2 * step)
        assert (arrows.kl[i], arrows.reverse_kl[i]) == pytest.approx((forward, reverse), abs=1e-8)


def test_descending_k3_can_raise_what_it_estimates():
    """A step of 1 down the gradient of k3 raises KL(π ‖ ρ), and lowers KL(ρ ‖ π)."""
    policy, reference = PAIRS[3]
    after = softmax(np.log(policy) - estimator_gradients(policy, reference).k3.mean)
    assert kl_divergence(policy, reference, "nats") == pytest.approx(1.309093, abs=5e-7)
    assert kl_divergence(after, reference, "nats") == pytest.approx(1.412776, abs=5e-7)
    assert kl_divergence(reference, after, "nats") < kl_divergence(reference, policy, "nats")


def test_scatter_of_one_draw():
    """The variance of the gradient of one draw, summed over the logits."""
    arrows = estimator_gradients(*PAIRS[2])
    assert arrows.k2.variance == pytest.approx(0.438814, abs=5e-7)
    assert arrows.k3.variance == pytest.approx(32.1365, abs=5e-5)


def test_frequencies_of_a_sample_give_its_gradient():
    """Five draws are the average of their five arrows."""
    policy, reference = PAIRS[1]
    each = [estimator_gradients(policy, reference, one).k3.mean for one in np.eye(3)]
    together = estimator_gradients(policy, reference, [0.4, 0.6, 0.0]).k3.mean
    assert together == pytest.approx(0.4 * each[0] + 0.6 * each[1], rel=1e-14)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([0.5, 0.5], [1.0, 0.0]), "the reference gives 0"),
        (([1.0, 0.0], [0.5, 0.5], [0.5, 0.5]), "π gives 0"),
        (([0.5, 0.5], [0.5, 0.5], [1.0, 0.0], "carried"), "never draws something"),
        (([0.5, 0.5], [0.5, 0.5], None, "both"), "weighting is 'both'"),
        (([0.5, 0.5], [0.5, 0.5], [1.0]), "must be about the same outcomes"),
    ],
)
def test_what_has_no_gradient_is_refused(arguments, message):
    """Infinite divergences, weights that cannot make up, and unknown ways of weighting."""
    with pytest.raises(KernelError, match=message):
        estimator_gradients(*arguments)


def test_a_reference_wider_than_the_policy_is_no_matter():
    """What π gives 0 is never drawn, has no logit to move, and enters KL(ρ ‖ π) alone."""
    arrows = estimator_gradients([0.5, 0.5, 0.0], [0.25, 0.5, 0.25])
    assert arrows.k2.mean == pytest.approx(arrows.kl, rel=1e-14)
    assert math.fsum(arrows.kl) == pytest.approx(0.0, abs=1e-16)

"""Tilting: the best balance between reward and KL, at every price, and where doubles would end."""

import math

import numpy as np
import pytest

from app.kernel import KernelError, entropy, kl_divergence
from app.kernel.tilting import tilt, tilted_value


def random_cases(count):
    """Yield references (some with zeros, some with tiny entries), rewards of all sizes, and prices of all sizes."""
    rng = np.random.default_rng(8)
    for i in range(count):
        n = int(rng.integers(2, 9))
        reference = rng.dirichlet(np.full(n, rng.choice([0.2, 1.0, 5.0])))
        if i % 4 == 1:
            reference[rng.random(n) < 0.3] = 0.0
            reference[0] += 0.1
        if i % 4 == 2:
            reference[rng.integers(n)] = rng.choice([1e-12, 1e-300, 5e-324])
        rewards = rng.normal(0, (1.0, 30.0, 1e4)[i % 3], n)
        yield (reference / reference.sum()).tolist(), rewards.tolist(), float(10.0 ** rng.uniform(-6, 6))


def objective(policy, reference, rewards, beta):
    """Return the expected reward less β times KL(policy ‖ reference), from the definition."""
    return float(np.dot(policy, rewards)) - beta * kl_divergence(policy, reference, "nats")


def test_it_is_the_reference_times_the_exponential_of_the_reward():
    """Between two outcomes the odds are those of the reference times e to the difference of rewards over β."""
    policy = tilt([0.7, 0.2, 0.1], [1.0, 3.0, 2.0], beta=0.5)
    assert policy[1] / policy[0] == pytest.approx(0.2 / 0.7 * math.exp(2.0 / 0.5), rel=1e-14)
    assert policy[2] / policy[1] == pytest.approx(0.1 / 0.2 * math.exp(-1.0 / 0.5), rel=1e-14)
    assert policy.sum() == pytest.approx(1.0, rel=1e-15)


def test_no_other_policy_is_better():
    """Whatever policy is tried, reward less β KL stays below what the tilted one reaches."""
    rng = np.random.default_rng(1)
    for reference, rewards, beta in random_cases(200):
        value = tilted_value(reference, rewards, beta)
        for concentration in (0.3, 1.0, 10.0):
            other = rng.dirichlet(np.full(len(reference), concentration))
            assert objective(other, reference, rewards, beta) <= value + 1e-9 * max(1.0, beta, abs(value))


def test_what_another_policy_loses_is_beta_times_its_kl_to_the_best():
    """The objective of π falls short of the best by exactly β KL(π ‖ π*)."""
    reference, rewards, beta = [0.5, 0.3, 0.2], [0.0, 1.0, -2.0], 0.8
    best, other = tilt(reference, rewards, beta), [0.2, 0.2, 0.6]
    short = tilted_value(reference, rewards, beta) - objective(other, reference, rewards, beta)
    assert short == pytest.approx(beta * kl_divergence(other, best, "nats"), rel=1e-13)


def test_the_value_is_what_the_policy_reaches():
    """Reward less β KL of the tilted policy is β times the logarithm of the reference's average of e^(r/β)."""
    for reference, rewards, beta in random_cases(300):
        reached = objective(tilt(reference, rewards, beta), reference, rewards, beta)
        scale = max(abs(max(rewards)), abs(min(rewards)))
        assert tilted_value(reference, rewards, beta) == pytest.approx(reached, rel=1e-10, abs=1e-12 * (scale + beta))


def test_a_free_policy_collapses_onto_the_best_answer():
    """At β = 1e-6 all is on the best-rewarded answer, and KL is minus the logarithm of its share: finite."""
    reference, rewards = [0.6, 0.38, 0.02], [1e6, -1e6, 2e6]
    policy = tilt(reference, rewards, 1e-6)
    assert policy.tolist() == [0.0, 0.0, 1.0]
    assert kl_divergence(policy, reference, "nats") == pytest.approx(-math.log(0.02), rel=1e-14)
    assert tilted_value(reference, rewards, 1e-6) == pytest.approx(2e6, rel=1e-11)
    assert entropy(policy) == 0.0


def test_best_answers_that_tie_share_as_in_the_reference():
    """At a tiny β two equally good answers keep their odds."""
    assert tilt([0.6, 0.3, 0.1], [5.0, 5.0, 1.0], 1e-6) == pytest.approx([2 / 3, 1 / 3, 0.0], rel=1e-15)


def test_a_high_price_keeps_the_reference():
    """As β grows the policy returns to the reference, and the value to the reference's average reward."""
    reference, rewards = [0.5, 0.3, 0.2], [0.0, 1.0, -2.0]
    assert tilt(reference, rewards, 1e9) == pytest.approx(reference, rel=1e-8)
    average = float(np.dot(reference, rewards))
    variance = float(np.dot(reference, np.square(np.array(rewards) - average)))
    assert tilted_value(reference, rewards, 1e6) == pytest.approx(average + variance / 2e6, abs=1e-12)


def test_equal_rewards_give_the_reference_itself():
    """Where there is nothing to chase no share changes by a rounding, and KL is 0; what is never said plays no part."""
    for reference, _, beta in random_cases(100):
        rewards = [0.7 if share > 0 else 3.0 for share in reference]
        policy = tilt(reference, rewards, beta)
        assert policy.tolist() == reference
        assert kl_divergence(policy, reference, "nats") == 0.0
        assert tilted_value(reference, rewards, beta) == 0.7


def test_a_faint_tilt_keeps_its_digits():
    """At a β of 1e7 the KL is the variance of the rewards over 2 β², a number of 1e-15."""
    reference, rewards = [0.35, 0.25, 0.4], np.array([0.0, 1.0, -2.0])
    variance = float(reference @ np.square(rewards - float(reference @ rewards)))
    policy = tilt(reference, rewards, 1e7)
    assert kl_divergence(policy, reference, "nats") == pytest.approx(variance / 2e14, rel=1e-6)


def test_what_the_reference_never_says_is_never_said():
    """No reward buys an answer to which the reference gives 0, not even at a β that overflows the quotient."""
    for beta in (1e-300, 1e-6, 1.0, 1e6):
        assert tilt([0.5, 0.5, 0.0], [0.0, 0.0, 1e300], beta).tolist() == [0.5, 0.5, 0.0]
        assert tilted_value([0.5, 0.5, 0.0], [0.0, 0.0, 1e300], beta) == 0.0


def test_only_differences_of_rewards_count_and_only_against_beta():
    """A constant added to all rewards changes nothing, and tenfold rewards are as good as a tenth of β."""
    reference, rewards = [0.5, 0.3, 0.2], np.array([0.0, 1.0, -2.0])
    policy = tilt(reference, rewards, 0.7)
    assert tilt(reference, rewards + 100.0, 0.7) == pytest.approx(policy, rel=1e-12)
    assert tilt(reference, 10.0 * rewards, 7.0) == pytest.approx(policy, rel=1e-14)


def test_reward_and_kl_rise_together_as_the_price_falls():
    """Along the frontier more reward costs more KL, and its slope is β."""
    reference, rewards = [0.5, 0.3, 0.2], np.array([0.0, 1.0, 2.0])
    betas = np.geomspace(20.0, 0.05, 400)
    policies = [tilt(reference, rewards, beta) for beta in betas]
    reward = np.array([float(policy @ rewards) for policy in policies])
    kl = np.array([kl_divergence(policy, reference, "nats") for policy in policies])
    assert (np.diff(reward) > 0).all()
    assert (np.diff(kl) > 0).all()
    slopes = np.diff(reward) / np.diff(kl)
    assert slopes == pytest.approx(np.sqrt(betas[1:] * betas[:-1]), rel=1e-3)


def test_a_tiny_share_is_lifted_exactly():
    """An answer with a share of 1e-300 is found by a reward that outweighs it."""
    policy = tilt([1.0, 1e-300], [0.0, 300.0 * math.log(10.0)], 1.0)
    assert policy == pytest.approx([0.5, 0.5], rel=1e-12)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([0.5, 0.6], [0.0, 1.0], 1.0), "reference sums to 1.1"),
        (([0.5, 0.5], [0.0, math.inf], 1.0), r"rewards\[1\] is inf"),
        (([0.5, 0.5], [0.0], 1.0), "reference has 2 outcomes and rewards 1"),
        (([0.5, 0.5], [0.0, 1.0], 0.0), "beta is 0.0"),
        (([0.5, 0.5], [0.0, 1.0], math.inf), "beta is inf"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments, message):
    """The message names the entry and its value."""
    for function in (tilt, tilted_value):
        with pytest.raises(KernelError, match=message):
            function(*arguments)


def test_the_twin_agrees(javascript):
    """The browser's tilting (static/js/kernel/tilting.js) and Python's differ by less than 1e-10."""
    twin = javascript("tilting")
    for reference, rewards, beta in random_cases(80):
        policy = tilt(reference, rewards, beta)
        assert twin("tilt", reference, rewards, beta) == pytest.approx(policy.tolist(), rel=1e-10, abs=1e-300)
        value = tilted_value(reference, rewards, beta)
        assert twin("tiltedValue", reference, rewards, beta) == pytest.approx(value, rel=1e-11, abs=1e-9)
        assert twin("tilt", reference, [0.7] * len(reference), beta) == reference
    assert twin("tilt", [0.5, 0.5, 0], [0, 0, 1e300], 1e-300) == [0.5, 0.5, 0]
    assert twin("tilt", [0.5, 0.5], [0, 1], 0).startswith("KernelError: beta is 0")
    assert twin("tilt", [0.5, 0.5], [0]).startswith("KernelError: reference has 2")

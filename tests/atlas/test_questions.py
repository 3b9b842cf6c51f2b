"""The truths of the atlas come from the kernel, and agree with formulas written down here."""

import math

import mpmath as mp
import pytest

from app.atlas.questions import QUESTIONS

mp.mp.dps = 50


def kl(p, q):
    sums = mp.fsum(map(mp.mpf, p)), mp.fsum(map(mp.mpf, q))
    pairs = [(mp.mpf(a) / sums[0], mp.mpf(b) / sums[1]) for a, b in zip(p, q, strict=True)]
    if any(a and not b for a, b in pairs):
        return mp.inf
    return mp.fsum(a * mp.log(a / b) for a, b in pairs if a)


@pytest.mark.parametrize(
    "name", ["pair", "pair-reversed", "zero-in-q", "zero-in-p", "disjoint", "unnormalised", "nearly-equal"]
)
def test_the_truth_of_a_pair_is_its_kl(name):
    """To twelve digits, where it is tiny too."""
    question = QUESTIONS[name]
    truth = kl(question.inputs["p"], question.inputs["q"])
    assert question.truth == float(truth) or abs(question.truth / truth - 1) < 1e-12


def test_the_truths_of_the_continuous_ones():
    """A normal by its formula, two counts by theirs, a mixture by quadrature."""
    ratio = 1 / mp.mpf(1e-20)
    assert abs(QUESTIONS["narrow"].truth / ((ratio**2 - 1) / 2 - mp.log(ratio)) - 1) < 1e-12
    a, b = mp.mpf(1_000_000), mp.mpf(1_000_500)
    assert abs(QUESTIONS["poisson"].truth / (a * mp.log(a / b) - a + b) - 1) < 1e-9
    bump = lambda x, m, s: mp.exp(-(((x - m) / s) ** 2) / 2) / (s * mp.sqrt(2 * mp.pi))  # noqa: E731
    sd = mp.mpf(0.6)
    density = lambda x: (bump(x, -2, sd) + bump(x, 2, sd)) / 2  # noqa: E731
    with mp.workdps(20):
        truth = mp.quad(lambda x: density(x) * mp.log(density(x) / bump(x, 0, 2)), [-12, -4, -2, 0, 2, 4, 12])
    assert abs(QUESTIONS["mixture"].truth - truth) < 1e-10


def test_the_truths_of_slopes_and_losses():
    """A policy's slope is p (log-ratio - KL); the weighted loss is a weighted mean; Witten-Bell keeps 2 of 6."""
    mean = 0.9 * math.log(1.8) + 0.1 * math.log(0.2)
    assert math.isclose(QUESTIONS["estimator-gradient"].truth, 0.9 * (math.log(1.8) - mean), abs_tol=1e-9)
    assert QUESTIONS["gradient-zero-q"].truth == -math.inf
    given = QUESTIONS["class-weights"].inputs
    costs = [math.log(sum(map(math.exp, given["logits"]))) - logit for logit in given["logits"]]
    shares = [weight * share for weight, share in zip(given["weights"], given["target"], strict=True)]
    weighted = sum(share * cost for share, cost in zip(shares, costs, strict=True)) / sum(shares)
    assert math.isclose(QUESTIONS["class-weights"].truth, weighted, rel_tol=1e-12)
    assert math.isclose(QUESTIONS["unseen-smoothed"].truth, math.log(9), rel_tol=1e-12)


def test_what_is_given_has_an_address_of_its_own():
    """A recorded answer is bound to its inputs: two questions share a hash only if they give the same."""
    seen = {}
    for question in QUESTIONS.values():
        other = seen.setdefault(question.asked, question)
        assert other.inputs == question.inputs

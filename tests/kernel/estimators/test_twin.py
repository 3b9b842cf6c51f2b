"""The estimators in the browser (static/js/kernel/estimators.js) against mpmath and the kernel in Python."""

import math

import numpy as np
import pytest

from app.kernel import Normal, estimator_gradients, kl_estimators, kl_estimators_of_normals
from app.kernel.estimators import k1, k2, k3
from app.kernel.normals import kl_normals

NAMES = ("k1", "k2", "k3")


@pytest.fixture(scope="module")
def kernel(javascript):
    return javascript("estimators")


def normal(pair):
    return {"mean": pair[0], "sd": pair[1]}


def test_the_twin_gives_the_moments_of_mpmath(kernel, estimator_vector):
    """Means to 1e-13, variances to 1e-12 of themselves and the squared mean, infinite exactly where they are."""
    if estimator_vector["kind"] == "pmfs":
        twin = kernel("klEstimators", estimator_vector["p"], estimator_vector["q"])
    else:
        twin = kernel("klEstimatorsOfNormals", normal(estimator_vector["p"]), normal(estimator_vector["q"]))
    for name in NAMES:
        mean, variance = (float(estimator_vector[name][key]) for key in ("mean", "variance"))
        assert twin[name]["mean"] == pytest.approx(mean, rel=1e-13, abs=0)
        if math.isinf(variance):
            assert twin[name]["variance"] == math.inf
        else:
            assert abs(twin[name]["variance"] - variance) <= 1e-12 * (variance + mean**2)


def test_the_twin_agrees_with_python_on_random_pairs(kernel):
    """Moments of 300 random pmfs, zeros and nearly equal ones among them, and of 300 random normals."""
    rng = np.random.default_rng(11)
    pairs, normals = [], []
    for i in range(300):
        n = int(rng.integers(2, 9))
        p, q = rng.dirichlet(np.full(n, 0.7), 2) + 1e-12
        if i % 3 == 1:
            p[rng.random(n) < 0.3] = 0.0
            p[0] += 0.1
        if i % 3 == 2:
            q = p * (1 + 10.0 ** rng.uniform(-9, -2) * rng.uniform(-1, 1, n))
        pairs.append([(p / p.sum()).tolist(), (q / q.sum()).tolist()])
        spread = 10.0 ** rng.uniform(-6, 0)
        normals.append([[rng.normal(), 1.5], [rng.normal(0, spread), 1.5 * math.exp(rng.normal(0, 0.2) * spread)]])
    twins = kernel.evaluate("(pairs) => pairs.map(([p, q]) => kernel.klEstimators(p, q))", pairs)
    for (p, q), twin in zip(pairs, twins, strict=True):
        for name in NAMES:
            ours = getattr(kl_estimators(p, q), name)
            assert twin[name]["mean"] == pytest.approx(ours.mean, rel=1e-12, abs=1e-300)
            assert abs(twin[name]["variance"] - ours.variance) <= 1e-12 * (ours.variance + ours.mean**2)
    twins = kernel.evaluate(
        """(pairs) => pairs.map((pair) => {
            const [p, q] = pair.map(([mean, sd]) => ({ mean, sd }));
            return kernel.klEstimatorsOfNormals(p, q);
        })""",
        normals,
    )
    for (p, q), twin in zip(normals, twins, strict=True):
        exact = kl_estimators_of_normals(Normal(*p), Normal(*q))
        for name in NAMES:
            ours = getattr(exact, name)
            assert twin[name]["mean"] == pytest.approx(ours.mean, rel=1e-11, abs=1e-300)
            assert twin[name]["variance"] == pytest.approx(ours.variance, rel=1e-9, abs=1e-300)


def test_the_twin_estimates_draws_alike(kernel):
    """The three estimates of one draw, from nearly equal densities to what the model rules out."""
    logs = [0.0, 1e-9, -1e-9, 0.2, -0.4, 3.0, -30.0, -800.0, 800.0, -math.inf]
    for log in logs:
        twin = kernel("estimates", log)
        assert [twin[name] for name in NAMES] == pytest.approx([float(k(log)) for k in (k1, k2, k3)], rel=1e-15)


@pytest.mark.parametrize("weighting", ["none", "detached", "carried"])
def test_the_twin_has_the_same_arrows(kernel, weighting):
    """All five arrows on 100 random triples of policy, reference and what is drawn from."""
    rng = np.random.default_rng(12)
    for _ in range(100):
        policy, reference, old = (row.tolist() for row in rng.dirichlet([0.8] * int(rng.integers(2, 6)), 3))
        twin = kernel("estimatorGradients", policy, reference, old, weighting)
        ours = estimator_gradients(policy, reference, old, weighting)
        for name in NAMES:
            mean = getattr(ours, name).mean
            assert twin[name] == pytest.approx(mean.tolist(), rel=1e-11, abs=1e-12 * np.abs(mean).max())
        assert twin["kl"] == pytest.approx(ours.kl.tolist(), rel=1e-10, abs=1e-14)
        assert twin["reverseKl"] == pytest.approx(ours.reverse_kl.tolist(), rel=1e-12, abs=1e-15)


def test_the_kl_of_two_normals(javascript):
    """The twin of kl_normals, also for widths that nearly agree, and far from it."""
    normals = javascript("normals")
    for p, q in [
        ((0, 1), (1, 2)),
        ((0, 1), (1e-9, 1 + 1e-9)),
        ((3, 1e-200), (3, 1)),
        ((0, 1), (0, 1)),
        ((1, 2), (1.001, 2.002)),
    ]:
        twin = normals("klNormals", normal(p), normal(q))
        assert twin == pytest.approx(kl_normals(Normal(*p), Normal(*q)), rel=1e-14, abs=0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (("estimates", math.nan), "for one draw"),
        (("klEstimators", [0.5, 0.5], [1.0]), "P has 2 outcomes and Q has 1"),
        (("klEstimatorsOfNormals", {"mean": 0, "sd": 0}, {"mean": 0, "sd": 1}), "sd is 0"),
        (("estimatorGradients", [0.5, 0.5], [1, 0]), "reference[1] is 0"),
        (("estimatorGradients", [0.5, 0.5], [0.5, 0.5], [1, 0], "carried"), "draw it too"),
    ],
)
def test_the_twin_refuses_what_the_kernel_refuses(kernel, call, message):
    """A KernelError that names it."""
    answer = kernel(*call)
    assert answer.startswith("KernelError: ")
    assert message in answer

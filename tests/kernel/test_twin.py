"""The kernel in the browser (static/js/kernel/divergences.js) against mpmath and against the kernel in Python."""

import math

import numpy as np
import pytest

from app.kernel import (
    cross_entropy,
    entropy,
    js_divergence,
    kl_divergence,
    kl_terms,
    surprisal,
    total_variation,
)


@pytest.fixture(scope="module")
def kernel(javascript):
    """Call a function of kernel.js: kernel("results", p, q, "bits")."""
    return javascript("divergences")


def python_results(p, q, unit):
    return {
        "entropy": entropy(p, unit),
        "entropyQ": entropy(q, unit),
        "crossEntropy": cross_entropy(p, q, unit),
        "crossEntropyReverse": cross_entropy(q, p, unit),
        "kl": kl_divergence(p, q, unit),
        "klReverse": kl_divergence(q, p, unit),
        "js": js_divergence(p, q, unit),
    }


def random_states(count):
    """Yield pairs such as a drag passes through: ordinary, with zeros, one-hot, nearly equal, tiny."""
    rng = np.random.default_rng(2024)
    for i in range(count):
        n = int(rng.integers(2, 28))
        p, q = rng.dirichlet(np.full(n, rng.choice([0.2, 1.0, 5.0])), 2)
        match i % 5:
            case 1:
                p[rng.random(n) < 0.3] = 0.0
                q[rng.random(n) < 0.2] = 0.0
                p[0], q[0] = p[0] + 0.1, q[0] + 0.1
            case 2:
                p = np.eye(n)[rng.integers(n)]
            case 3:
                q = p * (1 + 10.0 ** rng.uniform(-10, -3) * rng.uniform(-1, 1, n))
            case 4:
                q[rng.integers(n)] = rng.choice([1e-12, 1e-300, 1e-310, 5e-324])
        yield (p / p.sum()).tolist(), (q / q.sum()).tolist()


@pytest.mark.parametrize("unit", ["bits", "nats"])
def test_the_twin_gives_the_numbers_of_mpmath(kernel, vector, unit):
    """On every reference vector the browser has the numbers of mpmath, and infinity where they are infinite."""
    results = kernel("results", vector["p"], vector["q"], unit)
    assert results == {name: pytest.approx(float(value), rel=1e-14, abs=2e-323) for name, value in vector[unit].items()}


@pytest.mark.parametrize("unit", ["bits", "nats"])
def test_the_twin_agrees_with_python_on_random_states(kernel, unit):
    """On 1,000 random states browser and Python differ by less than 1e-12, term by term."""
    states = list(random_states(1000))
    every = kernel.evaluate(
        """([states, unit]) => states.map(([p, q]) => ({
            results: kernel.results(p, q, unit),
            single: [kernel.entropy(p, unit), kernel.crossEntropy(p, q, unit), kernel.klDivergence(p, q, unit),
                     kernel.jsDivergence(p, q, unit)],
            terms: Array.from(kernel.klTerms(p, q, unit)),
            surprisal: Array.from(kernel.surprisal(q, unit)),
            variation: kernel.totalVariation(p, q),
        }))""",
        [states, unit],
    )
    infinite = 0
    for (p, q), twin in zip(states, every, strict=True):
        results = python_results(p, q, unit)
        infinite += math.isinf(results["kl"])
        assert twin["results"] == pytest.approx(results, rel=1e-12, abs=1e-300)
        assert twin["single"] == [twin["results"][name] for name in ("entropy", "crossEntropy", "kl", "js")]
        assert twin["terms"] == pytest.approx(kl_terms(p, q, unit).tolist(), rel=1e-12, abs=1e-300)
        assert twin["variation"] == pytest.approx(total_variation(p, q), rel=1e-12, abs=1e-300)
        assert twin["surprisal"] == pytest.approx(surprisal(q, unit).tolist(), rel=1e-12)
    assert 100 < infinite < 900


def test_the_twin_writes_where_it_is_told(kernel):
    """klTerms and surprisal fill the array that they are given, so that a drag allocates none."""
    assert kernel.evaluate(
        """() => {
            const target = [9, 9];
            return kernel.klTerms([1, 0], [0.5, 0.5], "bits", target) === target && target.join() === "1,0"
                && kernel.surprisal([0.5, 0.5], "bits", target) === target && target.join() === "1,1";
        }"""
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([0.5, -0.5], [0.5, 0.5]), "P[1] is -0.5"),
        (([0.5, 0.5], [0.5, math.nan]), "Q[1] is NaN"),
        (([math.inf, 0.5], [0.5, 0.5]), "P[0] is Infinity"),
        (([0.5, 0.5], [0.5, 0.6]), "Q sums to 1.1"),
        (([], []), "P is empty"),
        (([1.0], [0.5, 0.5]), "P has 1 outcomes and Q has 2"),
        (([1.0], [1.0], "dits"), "unit is dits"),
    ],
)
def test_the_twin_refuses_what_the_kernel_refuses(kernel, arguments, message):
    """What is no distribution, or no unit, is a KernelError that names it."""
    for name in ("results", "klDivergence", "jsDivergence", "crossEntropy", "klTerms"):
        answer = kernel(name, *arguments)
        assert answer.startswith("KernelError: ")
        assert message in answer

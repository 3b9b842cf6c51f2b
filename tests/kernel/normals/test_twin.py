"""The continuous kernel in the browser (static/js/kernel/normals.js) against mpmath and the kernel in Python."""

import math

import numpy as np
import pytest

from app.kernel.normals import Normal, NormalMixture, kl_forward, kl_reverse

ALL = """([weights, means, sds, models, at]) => {
    const p = new kernel.NormalMixture(weights, means, sds);
    return {
        entropy: p.entropy,
        moments: [p.mean, p.variance],
        logDensity: at.map((x) => p.logDensity(x)),
        forward: models.map(([mean, sd]) => kernel.klForward(p, mean, sd)),
        reverse: models.map(([mean, sd]) => kernel.klReverse(p, mean, sd)),
    };
}"""


@pytest.fixture(scope="module")
def normals(javascript):
    return javascript("normals")


def test_the_twin_gives_the_numbers_of_mpmath(normals, normal_vector):
    """The browser's entropy, log-density and both KLs are those of mpmath."""
    models = normal_vector["models"]
    at = [x for x, _ in normal_vector["log_density"]]
    mixture = [normal_vector[key] for key in ("weights", "means", "sds")]
    twin = normals.evaluate(ALL, [*mixture, [[model["mean"], model["sd"]] for model in models], at])
    assert twin["entropy"] == pytest.approx(normal_vector["entropy"], rel=1e-12, abs=1e-13)
    assert twin["logDensity"] == pytest.approx([log for _, log in normal_vector["log_density"]], rel=1e-12)
    for direction in ("forward", "reverse"):
        assert twin[direction] == pytest.approx([model[direction] for model in models], rel=1e-11, abs=1e-13)


def test_the_twin_agrees_with_python_on_random_states(normals):
    """For 200 random mixtures and models browser and Python differ by less than 1e-9."""
    rng = np.random.default_rng(31)
    for _ in range(200):
        n = int(rng.integers(1, 5))
        mixture = rng.dirichlet(np.ones(n)), rng.uniform(-6, 6, n), 10.0 ** rng.uniform(-1, 0.3, n)
        models = [(float(rng.uniform(-20, 20)), float(10.0 ** rng.uniform(-2, 2))) for _ in range(3)]
        twin = normals.evaluate(ALL, [*(row.tolist() for row in mixture), models, [0.0]])
        p = NormalMixture(*mixture)
        assert twin["entropy"] == pytest.approx(p.entropy(), rel=1e-9)
        assert twin["moments"] == pytest.approx([p.mean, p.variance], rel=1e-12, abs=1e-14)
        assert twin["forward"] == pytest.approx([kl_forward(p, Normal(*model)) for model in models], rel=1e-9)
        assert twin["reverse"] == pytest.approx([kl_reverse(p, Normal(*model)) for model in models], rel=1e-9)


@pytest.mark.parametrize("apart", [1e-16, 1e-14, 1e-10, 1e-8, 1e-4])
def test_the_twin_agrees_where_widths_nearly_do(normals, apart):
    """Widths that a drag leaves a rounding apart cost neither side digits, time or memory."""
    mixture = [0.3, 0.7], [0.01, -1.0], [0.3, 0.3 * (1 + apart)]
    twin = normals.evaluate(ALL, [*mixture, [[0.3, 1.3]], [0.0]])
    p = NormalMixture(*mixture)
    assert len(p.seams) < 100
    assert twin["entropy"] == pytest.approx(p.entropy(), rel=1e-12)
    assert twin["reverse"] == pytest.approx([kl_reverse(p, Normal(0.3, 1.3))], rel=1e-12)


def test_the_twin_is_cheap_enough_for_a_drag(normals):
    """Both KLs of four bumps take less than 20,000 exponentials, at 20 ns or so each: some 0.4 ms of a frame's 16."""
    calls = normals.evaluate(
        """() => {
            const { exp } = Math;
            let calls = 0;
            Math.exp = (x) => (calls++, exp(x));
            const p = new kernel.NormalMixture([0.1, 0.4, 0.3, 0.2], [-6, -2, 1, 5], [0.5, 1, 0.3, 1.5]);
            for (let i = 0; i < 200; i++) kernel.klForward(p, i / 100, 1) + kernel.klReverse(p, i / 100, 5);
            Math.exp = exp;
            return calls / 200;
        }"""
    )
    assert 0 < calls < 20_000


def test_bits_are_nats_over_the_logarithm_of_two(normals):
    """The unit is taken by both directions."""
    values = normals.evaluate(
        """() => {
            const p = new kernel.NormalMixture([0.5, 0.5], [-2, 2], [0.6, 0.6]);
            return ["klForward", "klReverse"].map((name) => kernel[name](p, 0, 2) / kernel[name](p, 0, 2, "bits"));
        }"""
    )
    assert values == pytest.approx([math.log(2)] * 2, rel=1e-14)


@pytest.mark.parametrize(
    ("mixture", "model", "message"),
    [
        (([0.5, 0.6], [0, 1], [1, 1]), (0, 1), "weights sums to 1.1"),
        (([0.5, 0.5], [0, 1], [1, 0]), (0, 1), "sds[1] is 0"),
        (([0.5, 0.5], [0, math.nan], [1, 1]), (0, 1), "means[1] is NaN"),
        (([0.5, -0.5], [0, 1], [1, 1]), (0, 1), "weights[1] is -0.5"),
        (([1.0], [0, 1], [1, 1]), (0, 1), "1 weights, 2 means and 2 sds"),
        (([1.0], [0], [1]), (0, -1), "sd is -1"),
        (([1.0], [0], [1]), (math.inf, 1), "mean is Infinity"),
        (([1.0], [0], [1]), (0, 1, "dits"), "unit is dits"),
    ],
)
def test_the_twin_refuses_what_the_kernel_refuses(normals, mixture, model, message):
    """Bad parameters are a KernelError that names them."""
    for direction in ("klForward", "klReverse"):
        answer = normals.evaluate(
            """([mixture, model, name]) => {
                try { return kernel[name](new kernel.NormalMixture(...mixture), ...model); }
                catch (error) { return `${error.name}: ${error.message}`; }
            }""",
            [mixture, model, direction],
        )
        assert answer.startswith("KernelError: ")
        assert message in answer

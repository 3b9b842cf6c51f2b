"""Time and accuracy of the kernel, beside the same from SciPy in the same run: python bench/kernel.py."""

import json
import math
import timeit

import mpmath
import numpy as np
from rig import ROOT, counted
from scipy.integrate import quad
from scipy.special import rel_entr

from app.kernel import Normal, NormalMixture, Pmf, fit_reverse, kl_divergence, kl_forward, kl_reverse, landscape

SIZES = (2, 8, 27, 1000, 50_000)
NORMAL_VECTORS = ROOT / "tests" / "kernel" / "vectors" / "normal_vectors.json"
#: Q as one drags it, near the bumps; the vectors' other models are narrow, wide or distant.
EVERYDAY = {(0.0, 1.0), (0.0, 2.0), (-2.0, 0.6), (2.0, 0.5)}


def microseconds(*calls):
    """Return the median time of each call over 41 batches of about 2 ms, taken in turns: what slows one slows all."""
    numbers = [max(1, int(0.002 / max(1e-7, timeit.timeit(call, number=3) / 3))) for call in calls]
    batches = [[timeit.timeit(c, number=n) / n for c, n in zip(calls, numbers, strict=True)] for _ in range(41)]
    return [float(np.median(times)) * 1e6 for times in zip(*batches, strict=True)]


def exact_kl(p, q):
    """Return KL in nats of the exactly normalised doubles, with 60 digits."""
    with mpmath.workdps(60):
        a, b = ([mpmath.mpf(x) for x in row] for row in (p.tolist(), q.tolist()))
        total_a, total_b = mpmath.fsum(a), mpmath.fsum(b)
        return mpmath.fsum(x * mpmath.log(x / y * total_b / total_a) for x, y in zip(a, b, strict=True)) / total_a


def error(value, exact):
    """Return the relative error."""
    return float(abs(mpmath.mpf(value) - exact) / exact)


def pairs(n):
    """Return an ordinary pair, and one whose probabilities differ by one part in a thousand million."""
    rng = np.random.default_rng(n)
    p, q = rng.dirichlet(np.ones(n), 2)
    near = p * (1 + 1e-9 * rng.uniform(-1, 1, n))
    return (p, q), (p, near / near.sum())


def discrete():
    """Print the table of KL of arrays."""
    print("KL(P ‖ Q) of arrays: validation, normalisation and sum; median of 41 batches; errors relative to mpmath")
    print()
    print("       n |   ours µs   of Pmfs   rel_entr | ratio |     ordinary pair     |   nearly equal, 1e-9  ")
    print("         |                                |       |      ours   rel_entr  |      ours   rel_entr  ")
    print("---------+--------------------------------+-------+-----------------------+-----------------------")
    for n in SIZES:
        (p, q), (r, s) = pairs(n)
        truth, model = Pmf(p), Pmf(q)
        ours, of_pmfs, theirs = microseconds(
            lambda p=p, q=q: kl_divergence(p, q, "nats"),
            lambda p=truth, q=model: kl_divergence(p, q, "nats"),
            lambda p=p, q=q: rel_entr(p, q).sum(),
        )
        errors = []
        for a, b in ((p, q), (r, s)):
            exact = exact_kl(a, b)
            errors += [error(kl_divergence(a, b, "nats"), exact), error(rel_entr(a, b).sum(), exact)]
        print(
            f"{n:8,d} | {ours:9.1f} {of_pmfs:9.1f}  {theirs:9.1f} | {ours / theirs:5.1f} "
            f"| {errors[0]:9.0e}  {errors[1]:9.0e}  | {errors[2]:9.0e}  {errors[3]:9.0e}"
        )


def by_kernel(p, q):
    """Return both KLs as the kernel gives them."""
    return kl_forward(p, q), kl_reverse(p, q)


def by_quad(p, q):
    """Return both KLs by SciPy's adaptive quadrature over the whole line, as one would first write it."""

    def log_ratio(x):
        return float(p.log_density(x) - q.log_density(x))

    return (
        quad(lambda x: math.exp(p.log_density(x)) * log_ratio(x), -np.inf, np.inf, limit=200)[0],
        quad(lambda x: -math.exp(q.log_density(x)) * log_ratio(x), -np.inf, np.inf, limit=200)[0],
    )


def by_grid(p, q):
    """Return both KLs from 400 points on [-8, 8], as most demonstrations do."""
    x, step = np.linspace(-8.0, 8.0, 400, retstep=True)
    log_p, log_q = p.log_density(x), q.log_density(x)
    return (
        float((np.exp(log_p) * (log_p - log_q)).sum() * step),
        float((np.exp(log_q) * (log_q - log_p)).sum() * step),
    )


def continuous():
    """Print the tables of mixtures: both KLs, then fit_reverse and landscape."""
    cases = []
    for case in json.loads(NORMAL_VECTORS.read_text(encoding="utf-8")):
        if not case["name"].startswith("random"):
            p = NormalMixture(case["weights"], case["means"], case["sds"])
            cases += [(p, Normal(row["mean"], row["sd"]), (row["forward"], row["reverse"])) for row in case["models"]]
    print()
    print(
        f"Both KLs of a mixture and a normal, {len(cases)} pairs; largest errors against mpmath, absolute below 1 nat"
    )
    print()
    print("                        |  median µs  |  everyday Q: fwd     rev  |  every Q: fwd     rev")
    print("------------------------+-------------+---------------------------+----------------------")
    for name, method in (("ours", by_kernel), ("scipy quad, whole line", by_quad), ("400 points on [-8, 8]", by_grid)):
        errors = {True: [0.0, 0.0], False: [0.0, 0.0]}
        times = []
        with np.errstate(all="ignore"):
            for p, q, exact in counted(cases, f"pairs, {name}"):
                values = method(p, q)
                times.append(
                    float(np.median(timeit.repeat(lambda p=p, q=q, f=method: f(p, q), number=1, repeat=5))) * 1e6
                )
                for i in (0, 1):
                    off = abs(values[i] - exact[i]) / max(1.0, exact[i])
                    for everyday in {False, (q.mean, q.sd) in EVERYDAY}:
                        errors[everyday][i] = max(errors[everyday][i], off)
        (a, b), (c, d) = errors[True], errors[False]
        print(f"{name:23s} | {np.median(times):11.0f} | {a:16.0e} {b:8.0e} | {c:12.0e} {d:8.0e}")
    print()
    print("                        | minima |  fit_reverse ms  |  landscape 100 x 100 ms  |  error against kl_reverse")
    print("------------------------+--------+------------------+--------------------------+--------------------------")
    means, sds = np.linspace(-8.0, 8.0, 100), np.geomspace(0.05, 8.0, 100)
    for name, p in (
        ("two equal bumps", NormalMixture([0.5, 0.5], [-2.0, 2.0], [0.6, 0.6])),
        ("heavy and light", NormalMixture([0.7, 0.3], [-2.0, 2.0], [0.5, 1.0])),
        ("far apart", NormalMixture([0.5, 0.5], [-6.0, 6.0], [0.6, 0.6])),
        ("four bumps", NormalMixture([0.1, 0.4, 0.3, 0.2], [-6.0, -2.0, 1.0, 5.0], [0.5, 1.0, 0.3, 1.5])),
    ):
        land = landscape(p, means, sds).reverse
        points = [(i, j) for i in range(0, 100, 9) for j in range(0, 100, 9)]
        exact = np.array([kl_reverse(p, Normal(means[j], sds[i])) for i, j in points])
        off = float((np.abs(np.array([land[i, j] for i, j in points]) - exact) / exact).max())
        fit, grid = (t / 1000 for t in microseconds(lambda p=p: fit_reverse(p), lambda p=p: landscape(p, means, sds)))
        print(f"{name:23s} | {len(fit_reverse(p)):6d} | {fit:16.1f} | {grid:24.1f} | {off:12.0e}")


def main():
    """Print all tables."""
    discrete()
    continuous()


if __name__ == "__main__":
    main()

"""Time and accuracy of the kernel, beside the same from SciPy in the same run: python bench/kernel.py."""

import sys
import timeit
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import mpmath
import numpy as np
from scipy.special import rel_entr

from app.kernel import Pmf, kl_divergence

SIZES = (2, 8, 27, 1000, 50_000)


def microseconds(call):
    """Return the median time of a call over many, in batches of about 2 ms."""
    number = max(1, int(0.002 / max(1e-7, timeit.timeit(call, number=3) / 3)))
    return float(np.median(timeit.repeat(call, number=number, repeat=41))) / number * 1e6


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


def main():
    """Print the table."""
    print("KL(P ‖ Q) of arrays: validation, normalisation and sum; median of 41 batches; errors relative to mpmath")
    print()
    print("       n |   ours µs   of Pmfs   rel_entr | ratio |     ordinary pair     |   nearly equal, 1e-9  ")
    print("         |                                |       |      ours   rel_entr  |      ours   rel_entr  ")
    print("---------+--------------------------------+-------+-----------------------+-----------------------")
    for n in SIZES:
        (p, q), (r, s) = pairs(n)
        truth, model = Pmf(p), Pmf(q)
        ours = microseconds(lambda p=p, q=q: kl_divergence(p, q, "nats"))
        of_pmfs = microseconds(lambda p=truth, q=model: kl_divergence(p, q, "nats"))
        theirs = microseconds(lambda p=p, q=q: rel_entr(p, q).sum())
        errors = []
        for a, b in ((p, q), (r, s)):
            exact = exact_kl(a, b)
            errors += [error(kl_divergence(a, b, "nats"), exact), error(rel_entr(a, b).sum(), exact)]
        print(
            f"{n:8,d} | {ours:9.1f} {of_pmfs:9.1f}  {theirs:9.1f} | {ours / theirs:5.1f} "
            f"| {errors[0]:9.0e}  {errors[1]:9.0e}  | {errors[2]:9.0e}  {errors[3]:9.0e}"
        )


if __name__ == "__main__":
    main()

"""Make estimator_vectors.json: means and variances of k1, k2 and k3, from mpmath, for pmfs and for normals.

Run it from the root of the repository: python tests/kernel/vectors/make_estimator_vectors.py

Pmfs are the exact doubles that are written, normalised exactly, and summed with 400 digits. For normals no formula is
used: the expectations are integrals, tanh-sinh, cut around where the integrand has its mass.
"""

import json
import random
from pathlib import Path

import mpmath
from mpmath import mpf

TARGET = Path(__file__).with_name("estimator_vectors.json")


def dirichlet(source, n, shape=1.0):
    weights = [source.gammavariate(shape, 1.0) for _ in range(n)]
    total = sum(weights)
    return [weight / total for weight in weights]


def pmf_pairs():
    yield [0.5, 0.5], [0.9, 0.1]
    yield [0.9, 0.1], [0.5, 0.5]
    yield [0.5, 0.5], [0.5, 0.5]
    yield [0.99, 0.01], [0.5, 0.5]
    yield [0.999999, 0.000001], [0.5, 0.5]
    yield [1 - 1e-12, 1e-12], [0.5, 0.5]
    yield [0.989, 0.01, 0.001], [0.5, 0.01, 0.49]
    yield [0.6, 0.3, 0.1], [0.2, 0.3, 0.5]
    yield [1.0, 0.0], [0.5, 0.5]
    yield [0.5, 0.5, 0.0], [0.25, 0.25, 0.5]
    yield [0.5, 0.5], [1.0, 0.0]
    yield [0.5, 0.5], [1.0, 1e-300]
    yield [1.0, 1e-300], [0.5, 0.5]
    yield [0.3, 0.7 + 8e-10], [0.6, 0.4]
    for power in (10, 20, 26):
        d = 2.0**-power
        yield [0.5, 0.5], [0.5 + d / 2, 0.5 - d / 2]
    source = random.Random(2020)
    for i in range(30):
        n = source.choice([2, 3, 6, 10])
        p = dirichlet(source, n, source.choice([0.3, 1.0, 5.0]))
        q = dirichlet(source, n, source.choice([0.3, 1.0, 5.0]))
        if i % 3 == 0:
            size = 10.0 ** source.uniform(-9, -2)
            q = [a * (1 + size * source.uniform(-1, 1)) for a in p]
            q = [b / sum(q) for b in q]
        yield p, q


def of_pmfs(p, q):
    total_p, total_q = mpmath.fsum(map(mpf, p)), mpmath.fsum(map(mpf, q))
    pairs = [(mpf(a) / total_p, mpf(b) / total_q) for a, b in zip(p, q, strict=True) if a > 0]
    if any(b == 0 for _, b in pairs):
        return {name: {"mean": mpmath.inf, "variance": mpmath.inf} for name in ("k1", "k2", "k3")}
    result = {}
    for name, estimate in ESTIMATES.items():
        values = [(a, estimate(mpmath.log(b / a))) for a, b in pairs]
        mean = mpmath.fsum(a * v for a, v in values)
        result[name] = {"mean": mean, "variance": mpmath.fsum(a * (v - mean) ** 2 for a, v in values)}
    return result


ESTIMATES = {
    "k1": lambda log_ratio: -log_ratio,
    "k2": lambda log_ratio: log_ratio**2 / 2,
    "k3": lambda log_ratio: mpmath.expm1(log_ratio) - log_ratio,
}
NORMALS = [
    *[((0.0, 1.0), (m, 1.0)) for m in (0.0, 1e-6, 1e-3, 0.01, 0.1, 0.2, 0.22, 0.5, 1.0, 1.5, 2.0, 3.0)],
    *[((0.0, 1.0), (0.0, s)) for s in (0.1, 0.5, 0.9, 0.999, 1.0001, 1.01, 1.08, 1.1, 1.3, 1.4)],
    *[((1.0, 2.0), (m, s)) for m, s in ((1.5, 1.0), (0.0, 2.1), (4.0, 2.5), (1.001, 2.002))],
]


def of_normals(p, q):
    m, s = (mpf(q[0]) - mpf(p[0])) / mpf(p[1]), mpf(q[1]) / mpf(p[1])

    def log_ratio(z):
        return -mpmath.log(s) - ((z - m) / s) ** 2 / 2 + z**2 / 2

    # r² φ is a normal density too, as wide as this, and this far out; 1, r and powers of ln r are narrower.
    room = 2 - s**2
    centre, width = 2 * m / room, max(mpf(1), s / mpmath.sqrt(room))
    low, high = min(mpf(0), m, centre) - 16 * width, max(mpf(0), m, centre) + 16 * width
    cuts = [low + (high - low) * k / 40 for k in range(41)]

    def expectation(value):
        def integrand(z):
            return value(log_ratio(z)) * mpmath.exp(-(z**2) / 2)

        return mpmath.quad(integrand, cuts) / mpmath.sqrt(2 * mpmath.pi)

    result = {}
    for name, estimate in ESTIMATES.items():
        mean = expectation(estimate)
        variance = expectation(lambda log, estimate=estimate, mean=mean: (estimate(log) - mean) ** 2)
        result[name] = {"mean": mean, "variance": variance}
    return result


def written(value):
    return "Infinity" if mpmath.isinf(value) else float(value)


def main():
    cases = []
    for kind, pairs, digits, of in (("pmfs", pmf_pairs(), 400, of_pmfs), ("normals", NORMALS, 50, of_normals)):
        for number, (p, q) in enumerate(pairs):
            with mpmath.workdps(digits):
                moments = of(p, q)
            values = {name: {key: written(value) for key, value in each.items()} for name, each in moments.items()}
            cases.append({"name": f"{kind} {number}", "kind": kind, "p": p, "q": q, **values})
    lines = ",\n".join(json.dumps(case, allow_nan=False) for case in cases)
    TARGET.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()

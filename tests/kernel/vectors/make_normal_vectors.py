"""Make normal_vectors.json: entropy of mixtures and both KLs against a normal, from mpmath with 30 digits.

Run it from the root of the repository: python tests/kernel/vectors/make_normal_vectors.py

Nothing of app.kernel is used: the integrals are tanh-sinh sums, cut where two bumps are equally dense and in growing
distances from there, and each is made twice, with different cuts; they agree to 1e-18. Inputs are exact doubles.
"""

import json
import random
from itertools import combinations
from pathlib import Path

import mpmath
from mpmath import mpf

mpmath.mp.dps = 30
TARGET = Path(__file__).with_name("normal_vectors.json")
LOG_2PI = mpmath.log(2 * mpmath.pi)

NAMED = {
    "two equal bumps, 6.7 sd apart": ([0.5, 0.5], [-2.0, 2.0], [0.6, 0.6]),
    "two equal bumps, 3.75 sd apart": ([0.5, 0.5], [-1.5, 1.5], [0.8, 0.8]),
    "two equal bumps, 12 sd apart": ([0.5, 0.5], [-3.0, 3.0], [0.5, 0.5]),
    "barely two": ([0.5, 0.5], [-1.0, 1.0], [1.0, 1.0]),
    "heavy and narrow, light and wide": ([0.7, 0.3], [-2.0, 2.0], [0.5, 1.0]),
    "far apart": ([0.5, 0.5], [-6.0, 6.0], [0.6, 0.6]),
    "far apart, unequal": ([0.7, 0.3], [-6.0, 6.0], [0.5, 1.0]),
    "one bump": ([1.0], [0.5], [0.8]),
    "three bumps": ([0.25, 0.5, 0.25], [-3.0, 0.0, 3.0], [0.6, 0.4, 0.6]),
    "four bumps": ([0.1, 0.4, 0.3, 0.2], [-6.0, -2.0, 1.0, 5.0], [0.5, 1.0, 0.3, 1.5]),
    "narrow inside wide": ([0.3, 0.7], [0.5, 0.0], [0.2, 2.0]),
}
MODELS = [
    (0.0, 1.0),
    (0.0, 2.0),
    (-2.0, 0.6),
    (2.0, 0.5),
    (0.0, 0.01),
    (8.0, 1.0),
    (0.0, 5.0),
    (20.0, 0.01),
    (-20.0, 100.0),
]


def log_parts(bumps, x):
    return [mpmath.log(w) - mpmath.log(s) - LOG_2PI / 2 - ((x - m) / s) ** 2 / 2 for w, m, s in bumps]


def log_p(bumps, x):
    parts = log_parts(bumps, x)
    top = max(parts)
    return top + mpmath.log(mpmath.fsum(mpmath.exp(part - top) for part in parts))


def ridges(bumps):
    """Return where two bumps are equally dense, and how sharply the one gives way to the other."""
    found = []
    for (w1, m1, s1), (w2, m2, s2) in combinations(bumps, 2):
        a = 1 / (2 * s2**2) - 1 / (2 * s1**2)
        b = m1 / s1**2 - m2 / s2**2
        c = m2**2 / (2 * s2**2) - m1**2 / (2 * s1**2) + mpmath.log(w1 * s2 / (w2 * s1))
        roots = [-c / b] if a == 0 and b != 0 else []
        if a != 0 and b * b >= 4 * a * c:
            root = mpmath.sqrt(b * b - 4 * a * c)
            roots = [(-b + root) / (2 * a), (-b - root) / (2 * a)]
        found += [(x, mpmath.pi / abs(2 * a * x + b)) for x in roots if 2 * a * x + b != 0]
    return found


def cuts(bumps, low, high, marks, growth):
    points = {low, high, *marks}
    for x, width in ridges(bumps):
        points.add(x)
        distance = width
        while distance < high - low:
            points |= {x - distance, x + distance}
            distance *= growth
    return sorted(point for point in points if low <= point <= high)


def integral(bumps, integrand, low, high, marks):
    first, second = (mpmath.quad(integrand, cuts(bumps, low, high, marks, growth)) for growth in (mpf(2), mpf("1.7")))
    if abs(first - second) > mpf("1e-18") * max(1, abs(first)):
        raise ArithmeticError(f"{first} and {second} differ, for {bumps}")
    return first


def entropy(bumps):
    def integrand(x):
        logs = log_p(bumps, x)
        return -mpmath.exp(logs) * logs

    marks = [m + s * k for _, m, s in bumps for k in (-11, -6, -3, -1, 0, 1, 3, 6, 11)]
    return integral(bumps, integrand, min(marks), max(marks), marks)


def reverse(bumps, mean, sd):
    def integrand(x):
        log_q = -mpmath.log(sd) - LOG_2PI / 2 - ((x - mean) / sd) ** 2 / 2
        return mpmath.exp(log_q) * (log_q - log_p(bumps, x))

    marks = [mean + sd * k for k in (-11, -6, -3, -1, 0, 1, 3, 6, 11)]
    return integral(bumps, integrand, marks[0], marks[-1], marks)


def forward(bumps, mean, sd, entropy_of_p):
    second = mpmath.fsum(w * (s**2 + (m - mean) ** 2) for w, m, s in bumps)
    return LOG_2PI / 2 + mpmath.log(sd) + second / (2 * sd**2) - entropy_of_p


def random_mixtures():
    """Yield mixtures of one to four bumps: weights from 0.05, up to 20 sd apart, widths up to 10 to 1."""
    source = random.Random(1956)
    for i in range(24):
        count = 1 + i % 4
        weights = [source.uniform(0.05, 0.95) for _ in range(count)]
        sds = [10.0 ** source.uniform(-1, 0) for _ in range(count)]
        means = [source.uniform(-10, 10) * max(sds) for _ in range(count)]
        shares = [weight / sum(weights) for weight in weights]
        models = [(source.uniform(-20, 20), 10.0 ** source.uniform(-2, 2)) for _ in range(3)]
        models.append((means[0], sds[0] * source.uniform(0.5, 2)))
        yield f"random {i}: {count} bumps", (shares, means, sds), models


def main():
    every = [(name, mixture, MODELS) for name, mixture in NAMED.items()]
    lines = []
    for name, (weights, means, sds), models in [*every, *random_mixtures()]:
        total = mpmath.fsum(map(mpf, weights))
        bumps = [(mpf(w) / total, mpf(m), mpf(s)) for w, m, s in zip(weights, means, sds, strict=True)]
        h = entropy(bumps)
        rows = [
            {
                "mean": mean,
                "sd": sd,
                "forward": float(forward(bumps, mpf(mean), mpf(sd), h)),
                "reverse": float(reverse(bumps, mpf(mean), mpf(sd))),
            }
            for mean, sd in models
        ]
        at = [-25.0, -1.0, 0.0, 0.3, 40.0]
        case = {"name": name, "weights": weights, "means": means, "sds": sds, "entropy": float(h)}
        case["log_density"] = [[x, float(log_p(bumps, mpf(x)))] for x in at]
        lines.append(json.dumps({**case, "models": rows}, allow_nan=False))
    TARGET.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()

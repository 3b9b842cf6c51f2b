"""Make vectors.json: entropy and the divergences from mpmath, with 60 digits and more, for the kernel and its twin.

Run it from the root of the repository: python tests/kernel/vectors/make_vectors.py

The inputs are the exact doubles that are written, normalised exactly; nothing of app.kernel is used. An input is a
list of numbers, {"runs": [[value, count], …]}, {"zipf": n} (weights floor(2**40 / k)) or {"scatter": n} (weights from
Knuth's multiplicative hash), the last two divided by their whole sum, so that every language makes the same doubles.
"""

import json
import random
from itertools import repeat
from pathlib import Path

import mpmath
from mpmath import mpf

mpmath.mp.dps = 60
TARGET = Path(__file__).with_name("vectors.json")
FIFTY_THOUSAND = 50_000


def expand(entry):
    """Return the list of doubles that an input stands for."""
    if isinstance(entry, list):
        return entry
    if "runs" in entry:
        return [value for value, count in entry["runs"] for _ in repeat(None, count)]
    if "zipf" in entry:
        weights = [2**40 // k for k in range(1, entry["zipf"] + 1)]
    else:
        weights = [(k * 2654435761) % 2**32 + 1 for k in range(1, entry["scatter"] + 1)]
    total = sum(weights)
    return [weight / total for weight in weights]


def grouped(p, q):
    """Return the exactly normalised pairs and how often each comes."""
    counts = {}
    for pair in zip(p, q, strict=True):
        counts[pair] = counts.get(pair, 0) + 1
    total_p, total_q = (mpmath.fsum(mpf(pair[i]) * n for pair, n in counts.items()) for i in (0, 1))
    return [(mpf(a) / total_p, mpf(b) / total_q, n) for (a, b), n in counts.items()]


def cross(pairs):
    if any(a > 0 and b == 0 for a, b, _ in pairs):
        return mpmath.inf
    return -mpmath.fsum(n * a * mpmath.log(b) for a, b, n in pairs if a > 0)


def kl(pairs):
    if any(a > 0 and b == 0 for a, b, _ in pairs):
        return mpmath.inf
    return mpmath.fsum(n * a * mpmath.log(a / b) for a, b, n in pairs if a > 0)


def quantities(p, q):
    pairs = grouped(p, q)
    back = [(b, a, n) for a, b, n in pairs]
    to_middle = [(a, (a + b) / 2, n) for a, b, n in pairs]
    back_to_middle = [(b, (a + b) / 2, n) for a, b, n in pairs]
    return {
        "entropy": cross([(a, a, n) for a, _, n in pairs]),
        "entropyQ": cross([(b, b, n) for _, b, n in pairs]),
        "crossEntropy": cross(pairs),
        "crossEntropyReverse": cross(back),
        "kl": kl(pairs),
        "klReverse": kl(back),
        "js": (kl(to_middle) + kl(back_to_middle)) / 2,
    }


def written(value):
    return "Infinity" if mpmath.isinf(value) else float(value)


def dirichlet(source, n, shape=1.0):
    weights = [source.gammavariate(shape, 1.0) for _ in range(n)]
    total = sum(weights)
    return [weight / total for weight in weights]


def named_pairs():
    tail_9 = {"runs": [[0.9, 1], [0.1 / (FIFTY_THOUSAND - 1), FIFTY_THOUSAND - 1]]}
    tail_5 = {"runs": [[0.5, 1], [0.5 / (FIFTY_THOUSAND - 1), FIFTY_THOUSAND - 1]]}
    one_hot = {"runs": [[1.0, 1], [0.0, FIFTY_THOUSAND - 1]]}
    uniform = {"runs": [[1 / FIFTY_THOUSAND, FIFTY_THOUSAND]]}
    yield "telegram against fair coin", [0.5, 0.5], [0.9, 0.1]
    yield "equal coins", [0.5, 0.5], [0.5, 0.5]
    yield "rigged truth, fair belief", [0.99, 0.01], [0.5, 0.5]
    yield "fair truth, rigged belief", [0.5, 0.5], [0.99, 0.01]
    yield "one-hot against 0.9 and 49,999 others", one_hot, tail_9
    yield "one-hot against 0.5 and 49,999 others", one_hot, tail_5
    yield "one term of 0.5 against 0.1, completed", [0.5, 0.5], [0.1, 0.9]
    yield "zero in P only", [0.0, 0.4, 0.6], [0.2, 0.3, 0.5]
    yield "zero in Q only", [0.2, 0.3, 0.5], [0.0, 0.4, 0.6]
    yield "zero in both", [0.5, 0.5, 0.0], [0.25, 0.75, 0.0]
    yield "disjoint", [1.0, 0.0], [0.0, 1.0]
    yield "one-hot against soft", [0.0, 1.0, 0.0, 0.0], [0.1, 0.7, 0.1, 0.1]
    yield "equal one-hots", [0.0, 1.0, 0.0], [0.0, 1.0, 0.0]
    yield "one outcome", [1.0], [1.0]
    for tiny in (1e-300, 1e-310, 1e-320, 5e-324):
        yield f"Q as small as {tiny}", [0.5, 0.5], [1.0, tiny]
        yield f"P as small as {tiny}", [1.0, tiny], [0.5, 0.5]
    yield "0.9 and a tail against uniform 50,000", tail_9, uniform
    yield "uniform 50,000 against itself", uniform, uniform
    yield "uniform 50,000 against 0.9 and a tail", uniform, tail_9
    yield "Zipf 50,000 against scattered 50,000", {"zipf": FIFTY_THOUSAND}, {"scatter": FIFTY_THOUSAND}
    yield "scattered 1,000 against Zipf 1,000", {"scatter": 1000}, {"zipf": 1000}
    yield "a sum that is 8e-10 too large", [0.3, 0.7 + 8e-10], [0.6, 0.4]
    yield "a sum that is 8e-10 too small, in Q", [0.25, 0.75], [0.6, 0.4 - 8e-10]
    yield "nearly certain", [1 - 2**-40, 2**-41, 2**-41], [1 - 2**-39, 2**-40, 2**-40]


def near_pairs():
    for power in (10, 20, 30, 45):
        d = 2.0**-power
        yield f"near by 2**-{power}", [0.5, 0.5], [0.5 + d / 2, 0.5 - d / 2]
        yield (
            f"near by 2**-{power}, 1,024 outcomes",
            {"runs": [[2**-10, 1024]]},
            {"runs": [[(1 + d) / 1024, 512], [(1 - d) / 1024, 512]]},
        )
    yield "near by 1e-9, from decimals", [0.5, 0.5], [0.5 * (1 + 1e-9), 0.5 * (1 - 1e-9)]
    yield "near, and a sum that is 1e-10 off", [0.25, 0.75], [0.25 + 3e-10, 0.75 - 2e-10]
    source = random.Random(1948)
    for i in range(40):
        n = source.choice([2, 3, 5, 8, 27, 63, 65, 200])
        p = dirichlet(source, n)
        size = 10.0 ** source.uniform(-10, -4)
        q = [a * (1.0 + size * source.uniform(-1, 1)) for a in p]
        total = sum(q)
        yield f"near {i}: n = {n}, differences up to {size:.1e}", p, [b / total for b in q]
    p = dirichlet(source, 1000)
    q = [a * (1.0 + 1e-9 * source.uniform(-1, 1)) for a in p]
    total = sum(q)
    yield "near by 1e-9, 1,000 outcomes", p, [b / total for b in q]


def random_pairs():
    source = random.Random(1951)
    for i in range(60):
        n = source.choice([2, 3, 4, 6, 8, 13, 27, 29, 64, 65, 100])
        shape = source.choice([0.1, 1.0, 5.0])
        yield f"random {i}: n = {n}, shape {shape}", dirichlet(source, n, shape), dirichlet(source, n, shape)


def main():
    cases = []
    for kind, pairs in (("named", named_pairs()), ("near", near_pairs()), ("random", random_pairs())):
        for name, p, q in pairs:
            # Beside a probability of 1e-320 the other one is 1 - 1e-320: that alone takes 320 digits.
            with mpmath.workdps(400 if len(expand(p)) <= 4 else 60):
                nats = quantities(expand(p), expand(q))
            cases.append(
                {
                    "name": name,
                    "kind": kind,
                    "p": p,
                    "q": q,
                    "nats": {key: written(value) for key, value in nats.items()},
                    "bits": {key: written(value / mpmath.log(2)) for key, value in nats.items()},
                }
            )
    lines = ",\n".join(json.dumps(case, allow_nan=False) for case in cases)
    TARGET.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()

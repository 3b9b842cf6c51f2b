"""Make joint_vectors.json: the entropies and the mutual information of tables, from mpmath with 80 digits and more.

Run it from the root of the repository: python tests/kernel/vectors/make_joint_vectors.py

The inputs are the exact doubles that are written, normalised exactly; nothing of app.kernel is used. So a table that
was rounded from a product of margins is not independent here: its information is what its doubles say.
"""

import json
import random
from pathlib import Path

import mpmath
from mpmath import mpf

TARGET = Path(__file__).with_name("joint_vectors.json")


def entropy(probabilities):
    return -mpmath.fsum(p * mpmath.log(p) for p in probabilities if p > 0)


def quantities(table):
    total = mpmath.fsum(mpf(t) for row in table for t in row)
    joint = [[mpf(t) / total for t in row] for row in table]
    rows = [mpmath.fsum(row) for row in joint]
    columns = [mpmath.fsum(column) for column in zip(*joint, strict=True)]
    cells = [(p, r, c) for row, r in zip(joint, rows, strict=True) for p, c in zip(row, columns, strict=True) if p > 0]
    return {
        "rows": entropy(rows),
        "columns": entropy(columns),
        "joint": entropy([p for p, _, _ in cells]),
        "columnsGivenRows": -mpmath.fsum(p * mpmath.log(p / r) for p, r, _ in cells),
        "rowsGivenColumns": -mpmath.fsum(p * mpmath.log(p / c) for p, _, c in cells),
        "information": mpmath.fsum(p * mpmath.log(p / (r * c)) for p, r, c in cells),
    }


def dirichlet(source, n, shape=1.0):
    weights = [source.gammavariate(shape, 1.0) for _ in range(n)]
    total = sum(weights)
    return [weight / total for weight in weights]


def product(rows, columns):
    return [[r * c for c in columns] for r in rows]


def normalised(table):
    total = sum(map(sum, table))
    return [[t / total for t in row] for row in table]


def named_tables():
    yield "the clock of the café", [[0.3, 0.15, 0.05], [0.1, 0.15, 0.25]]
    yield (
        "200 guests, dawn to evening",
        [[t / 200 for t in r] for r in ([18, 9, 3], [18, 9, 3], [32, 24, 24], [12, 18, 30])],
    )
    yield "one settles the other", [[0.5, 0.0], [0.0, 0.5]]
    yield "one settles the other, unevenly", [[0.9, 0.0], [0.0, 0.1]]
    yield "two fair coins", [[0.25, 0.25], [0.25, 0.25]]
    yield "independent, in powers of two", [[0.125, 0.125, 0.25], [0.125, 0.125, 0.25]]
    yield "a product that rounds", product([0.3, 0.7], [0.2, 0.3, 0.5])
    yield "a row that never happens", [[0.2, 0.3], [0.0, 0.0], [0.4, 0.1]]
    yield "a column that never happens", [[0.2, 0.0, 0.3], [0.4, 0.0, 0.1]]
    yield "one row", [[0.2, 0.3, 0.5]]
    yield "one column", [[0.2], [0.3], [0.5]]
    yield "one cell", [[1.0]]
    for tiny in (1e-12, 1e-300, 5e-324):
        yield f"a cell of {tiny}", [[0.5, tiny], [0.25, 0.25]]
        yield f"a cell of {tiny}, alone in its row and column", [[1.0, 0.0], [0.0, tiny]]
        yield f"a cell of {tiny}, alone in its row", [[0.5, 0.5], [0.0, tiny]]
    for power in (8, 15, 18):
        e = 10.0**-power
        yield f"rows that settle all but 1e-{power}", [[0.5 * (1 - e), 0.5 * e], [0.5 * e, 0.5 * (1 - e)]]
    yield "a row of 1e-20", [[0.5, 0.5], [0.5e-20 * (1 + 1e-9), 0.5e-20 * (1 - 1e-9)]]
    yield "a sum that is 8e-10 too large", [[0.3, 0.15, 0.05], [0.1, 0.15, 0.25 + 8e-10]]
    yield "a sum that is 8e-10 too small", [[0.3, 0.15, 0.05], [0.1, 0.15, 0.25 - 8e-10]]


def near_tables():
    for power in (10, 20, 30, 45):
        d = 2.0**-power
        yield f"a quarter, by 2**-{power}", [[0.25 * (1 + d), 0.25 * (1 - d)], [0.25 * (1 - d), 0.25 * (1 + d)]]
    source = random.Random(1948)
    for i in range(40):
        rows, columns = source.choice([(2, 3), (3, 2), (4, 4), (2, 9), (12, 5), (9, 9)])
        size = 10.0 ** source.uniform(-10, -2)
        table = product(dirichlet(source, rows), dirichlet(source, columns))
        table = [[t * (1.0 + size * source.uniform(-1, 1)) for t in row] for row in table]
        yield f"near {i}: {rows} × {columns}, differences up to {size:.1e}", normalised(table)


def random_tables():
    source = random.Random(1951)
    for i in range(40):
        rows, columns = source.choice([(2, 2), (2, 3), (3, 3), (4, 3), (5, 8), (9, 8)])
        cells = dirichlet(source, rows * columns, source.choice([0.1, 1.0, 5.0]))
        table = [cells[r * columns : (r + 1) * columns] for r in range(rows)]
        if i % 4 == 1:
            table = normalised([[t if source.random() < 0.7 else 0.0 for t in row] for row in table])
        yield f"random {i}: {rows} × {columns}", table


def main():
    cases = []
    for kind, tables in (("named", named_tables()), ("near", near_tables()), ("random", random_tables())):
        for name, table in tables:
            # Beside a probability of 5e-324 the other one is 1 - 5e-324: that alone takes 324 digits.
            with mpmath.workdps(700 if kind == "named" else 80):
                nats = quantities(table)
                bits = {key: value / mpmath.log(2) for key, value in nats.items()}
            written = {unit: {k: float(v) for k, v in q.items()} for unit, q in (("nats", nats), ("bits", bits))}
            cases.append({"name": name, "kind": kind, "joint": table, **written})
    lines = ",\n".join(json.dumps(case, allow_nan=False, ensure_ascii=False) for case in cases)
    TARGET.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()

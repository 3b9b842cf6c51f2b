"""The information of tables in the browser (static/js/kernel/information.js) against mpmath and Python."""

import numpy as np
import pytest

from app.kernel import Joint, conditional_entropy, entropy, joint_entropy, mutual_information


@pytest.fixture(scope="module")
def kernel(javascript):
    return javascript("information")


def python_results(joint, unit):
    return {
        "rows": entropy(joint.rows, unit),
        "columns": entropy(joint.columns, unit),
        "joint": joint_entropy(joint, unit),
        "columnsGivenRows": conditional_entropy(joint, unit),
        "rowsGivenColumns": conditional_entropy(joint.transposed(), unit),
        "information": mutual_information(joint, unit),
    }


@pytest.mark.parametrize("unit", ["bits", "nats"])
def test_the_twin_gives_the_numbers_of_mpmath(kernel, joint_vector, unit):
    """On every reference table, nearly independent ones among them, to a few units in the last place."""
    truth = {name: pytest.approx(value, rel=1e-13, abs=2e-323) for name, value in joint_vector[unit].items()}
    assert kernel("information", joint_vector["joint"], unit) == truth
    assert kernel("mutualInformation", joint_vector["joint"], unit) == truth["information"]


def random_tables(count):
    """Yield tables such as a drag passes through: ordinary, with zeros, of counts, nearly independent, tiny."""
    rng = np.random.default_rng(2024)
    for i in range(count):
        shape = tuple(rng.integers(1, 7, 2))
        table = rng.dirichlet(np.full(shape[0] * shape[1], rng.choice([0.2, 1.0, 5.0]))).reshape(shape)
        match i % 5:
            case 1:
                table[rng.random(shape) < 0.4] = 0.0
                table[0, 0] += 0.1
            case 2:
                table = rng.integers(0, 40, shape).astype(float)
                table[0, 0] += 1
            case 3:
                table = np.outer(rng.dirichlet(np.ones(shape[0])), rng.dirichlet(np.ones(shape[1])))
                table *= 1 + 10.0 ** rng.uniform(-10, -3) * rng.uniform(-1, 1, shape)
            case 4:
                table[rng.integers(shape[0]), rng.integers(shape[1])] = rng.choice([1e-12, 1e-300, 5e-324])
                table[0, 0] = 1.0
                table *= rng.choice([1.0, 1e-20, 1e250])
        yield table


@pytest.mark.parametrize("unit", ["bits", "nats"])
def test_the_twin_agrees_with_python_on_random_tables(kernel, unit):
    """On 500 random tables, counts among them, browser and Python differ by less than 1e-12."""
    tables = list(random_tables(500))
    every = kernel.evaluate(
        "([tables, unit]) => tables.map((table) => kernel.information(table, unit))",
        [[table.tolist() for table in tables], unit],
    )
    for table, twin in zip(tables, every, strict=True):
        results = python_results(Joint.from_weights(table), unit)
        for name, value in results.items():
            assert twin[name] == pytest.approx(value, rel=1e-12, abs=1e-300), (name, table)


def test_counts_in_proportion_say_exactly_nothing(kernel):
    """Also where the counts are large, and where a row or column never happens."""
    assert kernel("mutualInformation", [[18, 9, 3, 0], [0, 0, 0, 0], [36, 18, 6, 0]]) == 0
    assert kernel("mutualInformation", np.outer([3, 7, 11], [2, 3, 900_001]).tolist()) == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([[1, -1]],), "row 0, column 1 is -1"),
        (([[1, 1], [1]],), "row 1 has 1 columns"),
        (([[0, 0]],), "every cell is 0"),
        (([[1, 2]], "dits"), "unit is dits"),
    ],
)
def test_the_twin_refuses_what_is_no_table(kernel, arguments, message):
    """What is no joint distribution, or no unit, is a KernelError that names it."""
    for name in ("information", "mutualInformation"):
        answer = kernel(name, *arguments)
        assert answer.startswith("KernelError: ")
        assert message in answer

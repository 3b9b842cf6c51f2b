"""The lines of code in the field guide give what it says: NumPy and SciPy always, PyTorch where it is installed."""

import math
import re
from pathlib import Path

import numpy as np
import pytest
import scipy.stats
from scipy import special

from app.content.language.expression import evaluate
from app.content.language.names import Names
from app.content.language.quantities import read_quantities
from app.content.source.schema import ReferenceFront
from app.content.source.toml_file import read_toml

PAGE = (Path(__file__).parents[2] / "lessons" / "reference" / "field-guide" / "page.md").read_text(encoding="utf-8")
_, FRONT, TEXT = PAGE.split("+++\n", 2)
#: What a line gives: a reference, NaN, or something below zero.
LINE = re.compile(
    r"`(?P<code>(?!reduction)[^`\n]+)` "
    r"(?:gives (?:\{\{ (?P<number>[^}|]+?) (?:\| [^}]+)?\}\}|(?P<nan>NaN))|(?P<below>comes out below zero))"
)
CALL = re.compile(r"^\| `(?P<code>[^`\n]+)`.*\| \{\{ (?P<number>[^}|]+?) \}\} \|$", re.MULTILINE)
LINES = [match.groupdict() for match in LINE.finditer(TEXT)]
CALLS = [{**match.groupdict(), "nan": None, "below": None} for match in CALL.finditer(TEXT)]


@pytest.fixture(scope="module")
def quantities():
    """The named quantities of the page."""
    front, _ = read_toml(FRONT, ReferenceFront, "page.md")
    return read_quantities(front.quantities, Names({}, front.unit))


def arrays():
    """What the page says that the names hold, as arrays."""
    return {
        "np": np, "math": math, "scipy": scipy, "rel_entr": special.rel_entr,
        "p": np.array([0.5, 0.5]), "q": np.array([0.9, 0.1]), "s": np.array([1.0, 0.0]),
    }  # fmt: skip


def tensors():
    """What the page says that the names hold, as tensors."""
    torch = pytest.importorskip("torch")
    held = {name: torch.tensor(value) for name, value in arrays().items() if isinstance(value, np.ndarray)}
    uniform = {"z": torch.zeros(3, 4), "y": torch.tensor([0, 1, 2])}
    distributions = {name.upper(): torch.distributions.Categorical(held[name]) for name in "pq"}
    return {
        "torch": torch, "F": torch.nn.functional, "math": math, **held, **distributions, **uniform,
        "a": torch.tensor([0.1, 0.9], dtype=torch.float64), "b": torch.tensor([0.10001, 0.89999], dtype=torch.float64),
    }  # fmt: skip


def test_the_lines_are_found():
    """Every wrong line has a right one, and each says what it gives."""
    assert len(LINES) == 20
    assert len(CALLS) == 5
    assert TEXT.count("- Wrong") == TEXT.count("- Right") == 10


@pytest.mark.parametrize("line", [*LINES, *CALLS], ids=lambda line: line["code"])
def test_a_line_gives_what_the_page_says(line, quantities):
    """It is run, and compared with the kernel’s number."""
    code = line["code"]
    names = tensors() if re.search(r"\b(F|torch)\.", code) else arrays()
    if "(-1)" in code:  # the two logits of "softmax first"
        names["z"] = names["torch"].tensor([0.0, -200.0])
    with np.errstate(all="ignore"):
        given = float(eval(code, names))  # noqa: S307 - the lines that we show
    if line["below"]:
        assert given < 0
    elif line["nan"]:
        assert math.isnan(given)
    else:
        meant = evaluate(line["number"].strip(), quantities)
        assert given == pytest.approx(meant.value, rel=1e-6)


def test_pytorch_is_not_needed_to_serve():
    """The course depends on none of it; a throw-away environment with it runs all lines."""
    assert "torch" not in (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")

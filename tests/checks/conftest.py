"""Checks made from a few lines of TOML, and the course that we ship."""

import pytest

from app.checks import Check
from app.content import AuthoredCheck
from app.content.language.names import Names
from app.content.language.quantities import read_quantities
from app.content.source.schema import ChecksFront
from app.content.source.toml_file import read_toml
from tests.shipped import ALL_CHECKS

NUMERIC = """\
[[check]]
id = "gap"
kind = "numeric"
asks = "kl"
prompt = "The truth is {{ P | labelled }}."
hints = ["Subtract."]
solution = "It is {{ answer }}."
draw = { P = "random_coin(0.2, 0.8)", Q = "random_coin(0.05, 0.95)" }
"""


def make(text, names=None):
    """Return the first check of a checks.toml."""
    front, lines = read_toml(text, ChecksFront, "checks.toml")
    own = {"P": {"heads": "1/2", "tails": "1/2"}, "Q": {"heads": 0.9, "tails": 0.1}}
    known = read_quantities(own if names is None else names, Names({}))
    return Check("coins", AuthoredCheck(front.check[0], "checks.toml", lines, 0), known, {})


@pytest.fixture(scope="session")
def make_check():
    """Make a check from TOML."""
    return make


@pytest.fixture(scope="session")
def make_numeric():
    """Make the check of KL for a fair coin and a model of 0.9, with misconceptions of the library and other changes."""

    def make_one(*misconceptions, old="", new="", names=None):
        text = NUMERIC.replace(old, new) if old else NUMERIC
        return make(text + "".join(f'\n[[check.misconception]]\nuse = "{one}"\n' for one in misconceptions), names)

    return make_one


@pytest.fixture(scope="session")
def all_checks():
    """Every check of the course that we ship."""
    return [check for checks in ALL_CHECKS.values() for check in checks.values()]

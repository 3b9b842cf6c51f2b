"""Every example in a docstring of the app gives what it says."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

APP = Path(__file__).resolve().parents[1] / "app"
WITH_EXAMPLES = [
    ".".join(path.relative_to(APP.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted(APP.rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


def test_there_are_examples() -> None:
    """In every room of the app that computes."""
    assert {"kernel", "figure", "content", "checks", "progress", "widgets", "pages"} <= {
        name.split(".")[1] for name in WITH_EXAMPLES
    }


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_are_true(name: str) -> None:
    """As Python itself runs them."""
    assert doctest.testmod(importlib.import_module(name)).failed == 0

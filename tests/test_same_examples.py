"""A property is tried on the same examples everywhere, so that what turns it red is a change to it."""

import importlib.util
import sys

import hypothesis
from hypothesis import strategies as st


def examples():
    """Return what a property is tried on."""
    drawn = []

    @hypothesis.settings(derandomize=True, database=None, max_examples=200)
    @hypothesis.given(st.integers(0, 10**6), st.floats(), st.text())
    def held(number, share, text):
        drawn.append(repr((number, share, text)))

    held()
    return drawn


def test_a_module_more_changes_no_example(tmp_path, monkeypatch):
    """Numbers and texts of a module are not among the examples, or they would depend on what was imported before."""
    before = examples()
    path = tmp_path / "imported_by_another.py"
    path.write_text("".join(f"_{i} = {777_000 + i}, {i}.777, 'word {i}'\n" for i in range(200)), encoding="utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, path.stem, module)
    spec.loader.exec_module(module)
    assert examples() == before

"""A figure as a Panel component: its parameters are its state's fields, its numbers the kernel's."""

from __future__ import annotations

import copy
import json
import math
import re
from pathlib import Path
from typing import Any

import pytest

import app.notebook
from app.figure.widget import StateError
from app.kernel import kl_divergence
from app.notebook import NAMES
from app.pages.kinds import KINDS


def figure(kind: str, **fields: Any) -> Any:
    return getattr(app.notebook, {each: name for name, each in NAMES.items()}[kind])(**fields)


@pytest.fixture
def bars() -> Any:
    return app.notebook.TwoDictionaries(p=[0.5, 0.5], q=[0.9, 0.1])


def test_every_kind_has_a_name() -> None:
    """Each figure is there under one name, and a name that is not says which are."""
    assert sorted(NAMES.values()) == sorted(KINDS)
    assert {"TwoDictionaries", "TwoBumps"} <= set(NAMES)
    with pytest.raises(AttributeError, match="TwoDictionaries"):
        app.notebook.ThreeDictionaries  # noqa: B018 - the look-up is the test


@pytest.mark.parametrize("kind", KINDS)
def test_parameters_and_numbers_are_those_of_the_state(kind: str) -> None:
    """What a new figure has is what its state has, of every field that travels; `numbers` is what the kernel says."""
    made, state = figure(kind), KINDS[kind].State()
    sent = state.as_dict()
    assert made.fields
    assert {name: getattr(made, name) for name in made.fields} == {name: sent[name] for name in made.fields}
    assert made.numbers == state.results()
    assert set(sent) - set(made.fields) <= {"unit"}


def test_what_is_set_is_computed(bars: Any) -> None:
    """Setting a parameter changes the numbers and what is drawn."""
    bars.q = [0.25, 0.75]
    assert bars.numbers["kl"] == kl_divergence([0.5, 0.5], [0.25, 0.75], "bits")
    bars.q = [1, 0]
    assert bars.numbers["kl"] == math.inf
    assert "∞" in bars._picture.html


def test_what_belongs_together_is_set_together(bars: Any) -> None:
    """Three outcomes instead of two: the three lists in one step, watched once."""
    seen: list[Any] = []
    bars.param.watch(lambda *events: seen.append(events), "numbers")
    bars.param.update(labels=["a", "b", "c"], p=[0.2, 0.3, 0.5], q=[0.5, 0.3, 0.2])
    assert bars.numbers["kl"] == pytest.approx(kl_divergence([0.2, 0.3, 0.5], [0.5, 0.3, 0.2], "bits"))
    assert len(seen) == 1


def test_what_is_impossible_is_refused_and_taken_back(bars: Any) -> None:
    """A wrong sum, a wrong number of outcomes, a wrong name: a sentence, and everything is as it was."""
    before = copy.deepcopy(bars.numbers)
    with pytest.raises(ValueError, match="sums to"):
        bars.q = [0.5, 0.6]
    with pytest.raises(ValueError, match="2"):
        bars.q = [0.2, 0.3, 0.5]
    assert (bars.q, bars.numbers) == ([0.9, 0.1], before)
    with pytest.raises(StateError, match="no option"):
        app.notebook.TwoDictionaries(r=[0.5, 0.5])
    with pytest.raises(TypeError, match="Constant"):
        bars.numbers = {}


def test_a_browser_moves_the_parameters(bars: Any) -> None:
    """A message has one answer, the same as on the course's own wire, and the parameters follow."""
    told: list[Any] = []
    seen: list[Any] = []
    bars.param.watch(seen.append, "q")
    state = KINDS["pmf_bars"].State().as_dict() | {"q": [0.25, 0.75]}
    bars.hear({"seq": "a-1", "state": state}, told.append)
    assert told == [{"seq": "a-1", **KINDS["pmf_bars"].respond({"state": state})}]
    assert bars.q == [0.25, 0.75]
    assert [event.new for event in seen] == [[0.25, 0.75]]
    bars.hear({"seq": "a-2", "state": state | {"q": [2, 3]}}, told.append)
    assert "error" in told[-1]
    assert bars.q == [0.25, 0.75]


def test_who_looks_later_sees_the_present_state(bars: Any) -> None:
    """A second view of a figure that a hand has moved is drawn as it is now, and follows from then on."""
    state = KINDS["pmf_bars"].State().as_dict()
    bars.hear({"seq": 1, "state": state | {"q": [0.25, 0.75]}}, lambda _told: None)
    first, second = bars._picture.get_root(), bars._picture.get_root()
    assert '"q": [0.25, 0.75]' in json.loads(first.data.html)
    assert "<" not in first.data.html  # a notebook puts it into a script, which it must not end
    bars.hear({"seq": 2, "state": state | {"q": [0.5, 0.5]}}, lambda _told: None)
    assert '"q": [0.5, 0.5]' in json.loads(second.data.html)


def test_two_figures_do_not_know_each_other(bars: Any) -> None:
    """Parameters are each figure's own."""
    other = app.notebook.TwoDictionaries()
    bars.q = [0.25, 0.75]
    assert other.q == [0.9, 0.1]


@pytest.mark.parametrize("kind", KINDS)
def test_the_module_fetches_nothing(kind: str) -> None:
    """The module of a figure imports nothing and names no address: it works where our server is not."""
    module = figure(kind)._picture._esm
    assert not re.search(r"\bimport\b", module)
    assert not any(f"{quote}{scheme}://" in module for quote in "\"'`" for scheme in ("https",))
    assert module.count("url(") == module.count("url(#")


def test_the_lines_of_the_readme_do_what_they_say() -> None:
    """What one types from the README gives the number that stands beside it."""
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text()
    found = re.search(r"```python\n(.*?)\n(bars\.numbers.*?)  # (\S+)\n```", readme, re.DOTALL)
    assert found
    names: dict[str, Any] = {}
    exec(found[1], names)  # noqa: S102 - our own lines
    assert eval(found[2], names) == float(found[3])  # noqa: S307

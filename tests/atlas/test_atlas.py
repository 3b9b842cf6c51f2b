"""The atlas is large enough, whole, and finds every way in which it could be untrue."""

import dataclasses
import json
import shutil

import pytest

from app.atlas.atlas import the_atlas
from app.atlas.check import PROGRAMS, check_atlas
from app.atlas.program import ProgramError, read_program, read_programs
from app.atlas.public import public_json
from app.atlas.record import RUNS, load_libraries
from app.atlas.verdict import Kind


def test_the_atlas_is_large_enough():
    """At least 22 libraries and 14 questions; each question is answered by somebody, each library answers something."""
    atlas = the_atlas()
    assert len(atlas.libraries) >= 22
    assert len(atlas.questions) >= 14
    assert all(atlas.cells(question.id) for question in atlas.questions)
    assert all(library.cells for library in atlas.libraries)


def test_every_cell_has_a_run_and_every_wrong_one_its_repair():
    """What `check-lessons` proves."""
    assert list(check_atlas()) == []


def test_every_kind_of_verdict_is_met():
    """No verdict stands on the page that no library earned."""
    kinds = {cell.verdict.kind for library in the_atlas().libraries for cell in library.cells}
    assert kinds == set(Kind)


def test_every_address_is_there_once():
    """A question, a library, and a call never share an anchor."""
    atlas = the_atlas()
    every = [cell.anchor for library in atlas.libraries for cell in library.cells]
    every += [question.id for question in atlas.questions] + [f"library-{library.id}" for library in atlas.libraries]
    assert len(every) == len(set(every)) == len(atlas.anchors)


@pytest.fixture
def planted(tmp_path):
    """A copy of programs and runs, with a way to plant a fault in either."""
    programs, runs = tmp_path / "libraries", tmp_path / "runs"
    shutil.copytree(PROGRAMS, programs, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(RUNS, runs)

    def plant(folder, name, old, new):
        path = {"programs": programs, "runs": runs}[folder] / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return [str(problem) for problem in check_atlas(programs, load_libraries(runs))]

    return plant


@pytest.mark.parametrize(
    ("folder", "name", "old", "new", "said"),
    [
        ("programs", "scipy.py", "stats.entropy(p, q)\n", "stats.entropy(q, p)\n", "no run of this call is recorded"),
        ("programs", "scipy.py", "scipy==1.17.1", "scipy==1.17.0", "scipy 1.17.1 was run, scipy==1.17.0 is pinned"),
        ("programs", "scipy.py", "import numpy as np\n", "import numpy\n", "the lines before the calls"),
        ("programs", "dit.py", "import dit", "import dit as d", "the lines before the calls"),
        (
            "programs",
            "dit.py",
            "q = [each / sum(q) for each in q]\n",
            "",
            "nothing that was run gives the right number",
        ),
        ("runs", "river.json", '"asked": "', '"asked": "x', "what is given has changed since the run"),
        ("runs", "scipy.json", '"value": 0.5108256237659906', '"value": 0.25', "nothing that was run gives the right"),
        (
            "runs",
            "dit.json",
            '"value": 0.007249784847557672',
            '"value": 0.7',
            "what is to be written instead is silently",
        ),
    ],
)
def test_a_planted_fault_is_found(planted, folder, name, old, new, said):  # noqa: PLR0917 - one a column
    """A changed program, another version, other inputs, a wrong number without a repair: each is named."""
    problems = planted(folder, name, old, new)
    assert any(said in problem for problem in problems), problems


def test_a_program_without_a_run_is_found(planted, tmp_path):
    """And a run whose program is gone."""
    shutil.copy(tmp_path / "libraries" / "river.py", tmp_path / "libraries" / "brook.py")
    (tmp_path / "libraries" / "nltk.py").unlink()
    problems = planted("runs", "pot.json", "POT", "POT")
    assert any("brook.py: no run of it is recorded" in problem for problem in problems)
    assert any("nltk.json: there is no such program" in problem for problem in problems)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import x\n", "it asks nothing"),
        ('"""No colon"""\n# requires: x==1\n# %% pair: f\nf(p)\n', "no sentence"),
        ('"""X: a library."""\n# %% pair: f\nf(p)\n', "`requires` is needed"),
        ('"""X: a library."""\n# requires: x==1\n# %% pear: f\nf(p)\n', "no question 'pear'"),
        ('"""X: a library."""\n# requires: x==1\n# %% pair\nf(p)\n', "is no head"),
    ],
)
def test_a_program_that_cannot_be_read_is_refused(tmp_path, text, said):
    """With its name and the rule."""
    path = tmp_path / "x.py"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProgramError, match=said):
        read_program(path)


def test_a_repair_goes_to_the_question_that_it_names():
    """`# instead zero-in-p` is for that question; without a name it is for all others."""
    calls = {(call.question, call.how): call for call in read_programs(PROGRAMS)["torch"].calls}
    naive = 'F.kl_div(p, q, reduction="sum"), as the names suggest'
    assert "p[seen]" in calls["zero-in-p", naive].instead
    assert "p.double()" in calls["pair", naive].instead


def test_the_public_file_says_all_that_the_page_says():
    """Format, licence, every cell, and infinities as texts, so that any reader of JSON takes it."""
    whole = json.loads(public_json(the_atlas()), parse_constant=pytest.fail)
    assert (whole["format"], whole["licence"]) == (1, "CC0-1.0")
    cells = [cell for library in whole["libraries"] for cell in library["cells"]]
    assert len(cells) == the_atlas().count
    assert {question["truth"] for question in whole["questions"]} >= {"inf", "-inf"}
    assert all(cell["instead"] or cell["verdict"].startswith("right") for cell in cells)


def test_a_cell_is_judged_by_its_value_alone():
    """The printed text is for the reader; the verdict comes from the value."""
    cell = next(cell for cell in the_atlas().library("scipy").cells if cell.question.id == "pair")
    other = dataclasses.replace(cell.call.answer, value=0.1)
    assert dataclasses.replace(cell, call=dataclasses.replace(cell.call, answer=other)).verdict.kind is Kind.WRONG

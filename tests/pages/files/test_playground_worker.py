"""Playgrounds: the programs print what the kernel says, and the worker is served with a policy of its own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.pages.files.assets import PLAYGROUND, Assets
from app.pages.files.playground_worker import NEEDED, OFFERED, serve_playground
from app.proof import programs
from app.proof.lessons import check_lessons
from app.proof.programs import run_program
from tests.shipped import COURSE

if TYPE_CHECKING:
    from conftest import Live

HOUSE = Path(__file__).parents[3]
PLAYGROUNDS = [(lesson.id, one) for lesson in COURSE.lessons for one in lesson.playgrounds.values()]


@pytest.mark.parametrize(("lesson", "playground"), PLAYGROUNDS, ids=lambda one: getattr(one, "id", one))
def test_a_program_prints_what_the_kernel_says(lesson, playground):
    """CPython runs each program, and its numbers are the kernel's."""
    assert run_program(playground.code) == playground.prints


def test_a_program_without_an_end_is_given_up(monkeypatch):
    """By what it computes, and not by how busy the machine is."""
    monkeypatch.setattr(programs, "LONGEST", 1)
    assert run_program("while True: pass") == "nothing within 1 seconds"


@pytest.mark.parametrize(("lesson", "playground"), PLAYGROUNDS, ids=lambda one: getattr(one, "id", one))
def test_a_program_imports_only_what_the_page_has(lesson, playground):
    """What a lesson imports is among the offered modules."""
    imported = set(re.findall(r"^(?:from|import) (\w+)", playground.code, flags=re.MULTILINE))
    assert imported <= set(OFFERED)


def test_the_second_lesson_confirms_both_directions():
    """KL between the fair coin and the biased one: 0.7370 one way, 0.5310 the other."""
    prints = next(one.prints for lesson, one in PLAYGROUNDS if lesson == "wrong-dictionary")
    assert prints == "KL(P ‖ Q) = 0.7370 bits\nKL(Q ‖ P) = 0.5310 bits\nSymmetric? False\n"


def test_a_program_that_says_otherwise_is_found(tmp_path):
    """A program whose numbers are not the kernel's fails check-lessons, by name."""
    import shutil  # noqa: PLC0415

    shutil.copytree(HOUSE / "lessons", tmp_path / "lessons")
    program = next((tmp_path / "lessons").glob("02-*/playground-*.py"))
    program.write_text(program.read_text("utf-8").replace("log2(p[x] / q[x])", "log2(q[x] / p[x])"), "utf-8")
    problems = [str(one) for one in check_lessons(tmp_path / "lessons", HOUSE / "static" / "fonts", fresh=0).problems]
    assert len([one for one in problems if program.name in one]) == 1


def test_the_worker_may_fetch_nothing(live: Live) -> None:
    """Its policy names no source at all; evaluating, which Brython needs, holds for this one answer."""
    answer, _ = live.ask(PLAYGROUND)
    assert answer.status == 200
    assert answer.getheader("Content-Type") == "text/javascript; charset=utf-8"
    policy = dict(
        part.strip().partition(" ")[::2] for part in (answer.getheader("Content-Security-Policy") or "").split(";")
    )
    assert policy == {"default-src": "'none'", "script-src": "'unsafe-eval'", "base-uri": "'none'"}


def test_no_page_may_evaluate(live: Live) -> None:
    """The policy of a page with a playground allows no eval, and no page's answer does."""
    for path in ("/", "/lessons/wrong-dictionary", "/lab/surprise", "/js/page/page.js"):
        answer, _ = live.ask(path)
        assert "unsafe-eval" not in (answer.getheader("Content-Security-Policy") or "")


def test_the_worker_is_kept_for_ever_under_its_version(live: Live) -> None:
    """A lesson names the worker's version, so a stopped one begins anew without the network."""
    url = re.search(r'data-worker="([^"]+)"', live.page("/lessons/wrong-dictionary"))[1]
    answer, _ = live.ask(url)
    assert "immutable" in (answer.getheader("Cache-Control") or "")


def test_the_worker_holds_the_offered_modules_and_no_way_out():
    """Neither the browser's modules nor those that fetch are in it."""
    assets = Assets()
    serve_playground(assets)
    text = assets[PLAYGROUND].content.decode()
    assert all(f'"{name}": [".' in text for name in (*OFFERED, *NEEDED))
    assert '"browser.ajax": [' not in text
    assert '"urllib": [' not in text


def test_a_page_says_so_where_python_was_not_brought(monkeypatch):
    """Without Brython the program and its output are there, and a calm sentence instead of the button."""
    from app.pages.base.environment import make_environment  # noqa: PLC0415
    from app.pages.files.scripts import Scripts  # noqa: PLC0415

    monkeypatch.setattr("app.pages.files.playground_worker.brython_folder", lambda: None)
    assets = Assets()
    serve_playground(assets)
    lesson = COURSE.lesson("wrong-dictionary")
    template = make_environment(assets, Scripts(assets)).get_template("playground.html")
    html = template.render(lesson=lesson, playground=next(iter(lesson.playgrounds.values())))
    assert "<button" not in html
    assert "Any Python on your own machine runs it" in " ".join(html.split())
    assert "0.7370" in html

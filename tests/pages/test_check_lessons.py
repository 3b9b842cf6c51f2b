"""`python -m app check-lessons` executes the course, and lists everything that is wrong."""

import re
import shutil
from pathlib import Path

import pytest

from app.__main__ import main
from app.pages.check_lessons import check_lessons

HOUSE = Path(__file__).parents[2]
FONTS = HOUSE / "static" / "fonts"
LESSON, CHECKS, CLAIMS = (f"02-wrong-dictionary/{name}" for name in ("lesson.md", "checks.toml", "claims.toml"))


@pytest.fixture
def copied(tmp_path):
    """The first two lessons of the course that we ship, with a way to plant a fault."""
    shutil.copytree(HOUSE / "lessons", tmp_path / "lessons", ignore=shutil.ignore_patterns("0[3-9]-*", "reference"))
    (tmp_path / "lessons" / "course.toml").write_text(
        'title = "Two lessons"\nlessons = ["01-surprise-and-entropy", "02-wrong-dictionary"]\n', encoding="utf-8"
    )

    def plant(file, old, new):
        path = tmp_path / "lessons" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return check_lessons(tmp_path / "lessons", FONTS, fresh=2)

    return plant


def test_the_course_that_we_ship_is_whole(capsys):
    """Every claim holds, every check is solved, every misconception reaches its own feedback; the exit code says so."""
    assert main(["check-lessons"]) == 0
    counts = [int(number) for number in re.findall(r"\d+", capsys.readouterr().out)]
    assert len(counts) == 6
    assert min(counts) > 0


def test_the_command_fails_for_a_fault(tmp_path, capsys):
    """The exit code is 1 when there is no course."""
    (tmp_path / "lessons").mkdir()
    assert main(["check-lessons", "--lessons", str(tmp_path / "lessons")]) == 1
    assert "lessons/course.toml: the file is missing" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (CLAIMS, '"0.736965594166206"', '"0.736965594166207"', "claim telegram-extra: false: kl(P, Q) = 0.73696"),
        (LESSON, 'kind = "telegram"', 'kind = "telegraph"', "widgets.telegram: no kind `telegraph`; use one of:"),
        (LESSON, 'show = ["reverse"]', 'show = ["backwards"]', "widgets.infinity: "),
        (LESSON, 'live("bars.kl")', 'live("bars.lk")', 'live("bars.lk"): the widget has no such number; use one of:'),
        (
            LESSON,
            "You write telegrams",
            "您 write telegrams",
            "the text fonts lack 您 (U+60A8); add it to static/fonts/make.py",
        ),
        (LESSON, "-\\log_2 q \\quad", "⨌ \\quad", "the math fonts lack ⨌ (U+2A0C)"),
        (CHECKS, 'use = "extra-for-whole"', 'use = "entropy-of-truth"', "entropy-of-truth gives the right number"),
        (
            CHECKS,
            'draw = { P = "random_coin(0.05, 0.95)", Q = "P" }',
            'draw = { P = "uniform(2)" }',
            "check fair-matched: the fresh numbers are always the same",
        ),
    ],
)
def test_a_planted_fault_is_found(copied, file, old, new, said):
    """Each kind of fault that only executing can find has its message."""
    report = copied(file, old, new)
    assert any(said in str(problem) for problem in report.problems), str(report)

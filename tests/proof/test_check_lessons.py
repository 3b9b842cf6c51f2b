"""`python -m app check-lessons` executes the course, and lists everything that is wrong."""

import re
import shutil
import sys
from pathlib import Path

import pytest

from app.__main__ import main
from app.proof.lessons import check_lessons

HOUSE = Path(__file__).parents[2]
FONTS = HOUSE / "static" / "fonts"
LESSON, CHECKS, CLAIMS = (f"02-wrong-dictionary/{name}" for name in ("lesson.md", "checks.toml", "claims.toml"))


@pytest.fixture
def copied(tmp_path):
    """The first two lessons of the course that we ship, with a way to plant a fault."""
    later = shutil.ignore_patterns("00-*", "0[3-9]-*", "1[0-9]-*", "reference", "ideas.toml")
    shutil.copytree(HOUSE / "lessons", tmp_path / "lessons", ignore=later)
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


def test_the_course_that_we_ship_is_proved_before_all_tests():
    """Once, by the command itself: not here again."""
    assert re.search(r"^test:.* check-lessons ", (HOUSE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_command_says_what_it_has_proved(copied, tmp_path, capsys):
    """Every claim holds, every check is solved, every misconception reaches its own feedback; the exit code says so."""
    assert copied  # two lessons, without a fault
    assert main(["check-lessons", "--lessons", str(tmp_path / "lessons")]) == 0
    *measured, summary = capsys.readouterr().out.splitlines()
    counts = [int(number) for number in re.findall(r"\d+", summary)]
    assert len(counts) == 7
    assert min(counts) > 0
    # What was typed is counted by form and unit, and the bank is measured.
    assert measured[0].split() == ["answers", "given", "Sh", "alone", "bits", "counted", "nats"]
    forms = (
        "decimal",
        "comma",
        "percent",
        "fraction",
        "scientific",
        "power",
        "root",
        "logarithm",
        "sum",
        "more decimals",
    )
    for form in forms:
        row = next(line for line in measured if line.startswith(f"{form} "))
        assert all(int(cell) > 10 for cell in row.removeprefix(form).split()), row
    assert any(
        re.match(r"the longest option is right in \d+ of \d+ single choices \(by chance \d+\)", it) for it in measured
    )


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
        (LESSON, "(#widget-bars)", "(#widget-bar)", "#widget-bar`: no such anchor; use one of:"),
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
            'draw = { P = "coin(0.7)" }',
            "check fair-matched: the fresh numbers are always the same",
        ),
    ],
)
def test_a_planted_fault_is_found(copied, file, old, new, said):
    """Each kind of fault that only executing can find has its message."""
    report = copied(file, old, new)
    assert any(said in str(problem) for problem in report.problems), str(report)


def test_a_long_stretch_without_a_question_is_found(copied):
    """Whoever writes on and on is told how long one reads before anything is asked."""
    report = copied(LESSON, "Take a fair coin and a model", "And so on. " * 300 + "Take a fair coin and a model")
    found = [str(problem) for problem in report.problems]
    assert len(found) == 1
    assert re.search(r"02-\S+/lesson\.md: one reads on for 8\.\d minutes before something is asked, and 5 is", found[0])


def test_a_grader_that_breaks_on_a_unit_is_found(copied, monkeypatch):
    """Each answer is tried with each unit, and what cannot be graded is reported with the answer."""
    monkeypatch.setattr(sys.modules["app.checks.grade_numeric"], "NATS_PER_BIT", None)
    report = copied(LESSON, "You write telegrams", "You write telegrams")
    assert any("nats' cannot be graded: " in str(problem) for problem in report.problems), str(report)


def test_a_wrong_answer_that_is_right_is_found(copied, monkeypatch):
    """If the amount in the given unit were an answer, the numbers of the prompt would be one."""
    monkeypatch.setattr(sys.modules["app.checks.numeric"], "_gives", lambda *_: False)
    report = copied(LESSON, "You write telegrams", "You write telegrams")
    assert any("in-nats" in str(it) and "2.300 bits' is graded right" in str(it) for it in report.problems), str(report)


def test_a_slip_that_is_never_named_is_found(copied):
    """A slip that shares its number with another one of the library on all numbers is of no use."""
    report = copied(
        CHECKS,
        "quantities = { P = { heads = 0.4, tails = 0.6 }, Q = { heads = 0.8, tails = 0.2 } }\n"
        'draw = { P = "random_coin(0.3, 0.7)", Q = "random_coin(0.05, 0.95)" }',
        "quantities = { P = { heads = 0.5, tails = 0.5 }, Q = { heads = 0.8, tails = 0.2 } }\n"
        'draw = { Q = "random_coin(0.05, 0.95)" }',
    )
    assert any("weights-and-log-swapped is never named" in str(problem) for problem in report.problems), str(report)


def test_lessons_are_executed_side_by_side(copied, tmp_path):
    """What comes of it is the same, faults too."""
    alone = copied(CLAIMS, '"0.736965594166206"', '"0.736965594166207"')
    told = []
    together = check_lessons(tmp_path / "lessons", FONTS, fresh=2, tell=told.append, processes=2)
    assert together == alone
    assert any("1 of 2 lessons, the last surprise-and-entropy:" in text for text in told)


def test_progress_is_told(tmp_path):
    """Whoever waits sees which question is being answered."""
    told = []
    shutil.copytree(HOUSE / "lessons", tmp_path / "lessons", ignore=shutil.ignore_patterns("0[2-9]-*", "reference"))
    course = 'title = "One lesson"\nlessons = ["01-surprise-and-entropy"]\n'
    (tmp_path / "lessons" / "course.toml").write_text(course, encoding="utf-8")
    check_lessons(tmp_path / "lessons", FONTS, fresh=0, tell=told.append)
    assert any("question 2 of " in text for text in told)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('check = "the-gap"', 'check = "no-gap"', "check: there is no `no-gap` in this lesson"),
        ('check = "the-gap"', 'check = "the-gap"\nfigure = "bars"', "a scene asks one thing, this one 2"),
        ('predict = "guess"', 'predict = "bars"', "predict: the widget `bars` asks for no prediction"),
        ('draw = "weather"', 'draw = "rare"', "draw: `rare` is no distribution with names"),
        ('forecast) > kl(weather, uniform(3))"', 'forecast)"', "forecast: `kl(weather, forecast)` is neither true"),
        ('figure = "bars"', 'figure = "bars"\nstate = { q = "2,3" }', "state: "),
        ('telegram = "A"', 'telegram = "P"', "book: it has other letters than the telegram"),
        (
            'telegram = "A"\nbook = "B"',
            'telegram = "weather"\nbook = "weather"',
            "telegram: not all of its probabilities",
        ),
        ('book = "B"\n', "", "telegram: without a second book nothing is compared"),
        ('check = "the-gap"', 'check = "the-gap"\ndirection = "reverse"', "direction: only a Gaussian that is placed"),
        ('draw = "weather"\ntitle', 'fit = "weather"\ntitle', "fit: `weather` is no mixture of this lesson"),
        ("seconds = 20", "seconds = 2", "seconds: "),
        ("confidence = true", "confident = true", "unknown key"),
    ],
)
def test_a_scene_that_cannot_be_shown_is_found(copied, old, new, said):
    """Each names the file, its line, the rule and the repair."""
    report = copied("02-wrong-dictionary/scenes.toml", old, new)
    found = [problem for problem in report.problems if problem.file.endswith("scenes.toml")]
    assert len(found) == 1, report.problems
    assert said in found[0].rule
    assert found[0].line > 1
    assert found[0].repair

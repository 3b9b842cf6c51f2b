"""What is measured of the questions as a whole is what one would count by hand."""

import re
import shutil
from pathlib import Path

import pytest

from app.checks import course_checks
from app.content import load_course
from app.proof import question_bank
from app.proof.question_bank import MOST_LONGEST, measure
from tests.shipped import COURSE

LESSONS = Path(__file__).parents[2] / "lessons"
CHECKS = "02-wrong-dictionary/checks.toml"


@pytest.fixture
def bank(tmp_path):
    """Measure the first two lessons, with texts of the second one's questions replaced."""
    shutil.copytree(LESSONS, tmp_path / "lessons", ignore=shutil.ignore_patterns("0[3-9]-*", "reference"))
    course = 'title = "Two"\nlessons = ["01-surprise-and-entropy", "02-wrong-dictionary"]\n'
    (tmp_path / "lessons" / "course.toml").write_text(course, encoding="utf-8")
    path = tmp_path / "lessons" / CHECKS
    written = path.read_text(encoding="utf-8")

    def measured(old="", new=""):
        assert old in written
        path.write_text(written.replace(old, new, 1) if old else written, encoding="utf-8")
        course = load_course(tmp_path / "lessons")
        return measure(course, course_checks(course))[0]

    return measured


def right_option():
    """Return the name of a single choice of the second lesson and the text of its right option, which is plain."""
    for name, check in COURSE.lessons[1].checks.items():
        front = check.front
        if front.kind == "single":
            text = next(
                (it.text for it in front.option if it.right is True and re.fullmatch(r"[\w ,.:]+", it.text)), ""
            )
            if text:
                return f"2/{name}", text
    raise AssertionError("no such question")


def test_a_right_option_that_is_the_longest_is_counted(bank):
    """With enough words more it is, with a single word it is not."""
    name, text = right_option()
    before, longer, shorter = bank(), bank(text, f"{text} {'and so on ' * 30}"), bank(text, "Yes.")
    assert name in longer.longest
    assert name not in shorter.longest
    assert before.single == longer.single == shorter.single > 1
    assert before.chance == pytest.approx(before.single / 4, rel=0.3)


def test_an_answer_that_stands_in_the_text_is_named(bank):
    """A question with the numbers of the text is found, and one with other numbers is not."""
    with_numbers = re.search(r"quantities = \{ P = .*Q = .*\}", (LESSONS / CHECKS).read_text(encoding="utf-8"))
    assert with_numbers
    others = "quantities = { P = { heads = 0.37, tails = 0.63 }, Q = { heads = 0.983, tails = 0.017 } }"
    before, after = bank(), bank(with_numbers[0], others)
    assert set(after.repeated) <= set(before.repeated)
    assert all(float(number) for numbers in before.repeated.values() for number in numbers)


def test_questions_that_ask_the_same_are_grouped(bank):
    """Cross-entropies of two coins are one calculation, whatever the coins are called."""
    groups = dict(bank().alike)
    assert {"2/wrong-model", "2/believe-rigged"} <= set(groups["cross_entropy(P, Q)"])
    assert all(len(names) > 1 for names in groups.values())


def test_too_many_long_right_options_are_a_problem(monkeypatch):
    """Where length gives the truth away more often than not, the course may not be served."""
    checks = course_checks(COURSE)
    measured, problems = measure(COURSE, checks)
    assert len(measured.longest) <= MOST_LONGEST * measured.single
    assert problems == []
    monkeypatch.setattr(question_bank, "MOST_LONGEST", 0.0)
    _, problems = measure(COURSE, checks)
    assert any("the longest option is right in" in str(problem) for problem in problems) == bool(measured.longest)


def test_a_calculation_is_known_by_its_shape():
    """Names and units do not matter, functions and their order do."""
    same = question_bank.calculation
    assert same('surprisal(P["tails"])') == same("nats(surprisal(q))") == same("bare(surprisal(w))")
    assert same("kl(P, Q)") != same("cross_entropy(P, Q)")
    assert same("kl(P, P)") != same("kl(P, Q)")
    assert same("a / (a + b)") == same("x / (x + y)") != same("b / (a + b)")

"""A program in a lesson carries the lesson's own numbers, and the kernel says what it prints."""

import pytest

from app.content import ContentError, load_course, stray_files

PROGRAM, PRINTS, LESSON = "01-coins/playground-gap.py", "01-coins/playground-gap.txt", "01-coins/lesson.md"


@pytest.fixture
def course(small_course):
    """The small course with a playground."""
    small_course.replace(LESSON, "::: check gap", "::: check gap\n\n::: playground gap")
    small_course.write(PROGRAM, '# The gap\nP = {{ P }}\nq = {{ Q["heads"] }}\nprint("…")\n')
    small_course.write(PRINTS, "KL = {{ kl(P, Q) | digits 4 | bare }} bits\n")
    return small_course


def message(course):
    with pytest.raises(ContentError) as caught:
        load_course(course.root)
    return str(caught.value)


def test_a_program_holds_the_lessons_numbers(course):
    """A reference becomes a literal with every digit; the title is taken from the first line."""
    playground = load_course(course.root).lessons[0].playgrounds["gap"]
    assert playground.title == "The gap"
    assert playground.code == 'P = {"heads": 0.5, "tails": 0.5}\nq = 0.9\nprint("…")'


def test_what_it_prints_comes_from_the_kernel(course):
    """The expected output is worked out, not typed."""
    assert load_course(course.root).lessons[0].playgrounds["gap"].prints == "KL = 0.7370 bits\n"


@pytest.mark.parametrize(
    ("written", "literal"),
    [("{{ size(P) }}", "2"), ("{{ uniform(2) }}", "[0.5, 0.5]"), ("{{ kl(P, forbids) }}", 'float("inf")')],
)
def test_each_kind_of_value_has_its_literal(course, written, literal):
    """A count is a whole number, a distribution without labels a list, and infinity stays infinite."""
    course.replace(LESSON, "[widgets.bars]", "forbids = { heads = 1, tails = 0 }\n\n[widgets.bars]")
    course.write(PROGRAM, f"# The gap\nvalue = {written}\n")
    assert load_course(course.root).lessons[0].playgrounds["gap"].code == f"value = {literal}"


def test_a_decimal_typed_into_a_program_is_refused(course):
    """Numbers have names; format specifications and whole numbers are fine."""
    course.write(PROGRAM, '# The gap\nq = 0.9\nprint(f"{q:.4f}", 2)\n')
    said = message(course)
    assert "playground-gap.py:2" in said
    assert "0.9" in said
    assert ".4f" not in said


def test_a_result_typed_by_hand_is_refused(course):
    """The expected output holds no number that the kernel did not write."""
    course.write(PRINTS, "KL = 0.7370 bits\n")
    assert "playground-gap.txt:1" in message(course)


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (PROGRAM, "print(1)\n", "no title"),
        (PROGRAM, "# The gap\nprint({{ nothing }})\n", "playground-gap.py:2"),
        (PROGRAM, "# The gap\nprint({{ kl(P, Q) | digits 2 }})\n", "a format in a program"),
    ],
)
def test_a_fault_is_named_with_its_place(course, file, text, expected):
    """A missing title, an unknown quantity and a format are found."""
    course.write(file, text)
    assert expected in message(course)


def test_a_program_that_no_text_places_is_stray(course):
    """The files of placed playgrounds belong to the lesson; others do not."""
    assert stray_files(course.root) == []
    course.write("01-coins/playground-other.py", "# Other\n")
    assert [problem.file for problem in stray_files(course.root)] == ["lessons/01-coins/playground-other.py"]


def test_a_playground_without_its_files_is_named(course):
    """Both files must be there."""
    course.replace(LESSON, "::: playground gap", "::: playground lost")
    assert "playground-lost.py" in message(course)

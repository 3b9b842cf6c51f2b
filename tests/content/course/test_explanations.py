"""What is to be explained in a sentence stands in checks.toml, and once in the text."""

import pytest

from app.content import ContentError, load_course

EXPLAIN = """
[[explain]]
id = "why"
prompt = "Why is it {{ kl(P, Q) }}?"
answer = "Because a [[kl]] averages $\\\\ln(P/Q)$."
point = ["It is an *average*."]
"""


def with_explanation(small_course, text=EXPLAIN, placed="\n::: explain why\n"):
    """Return the small course with something to explain."""
    checks = (small_course.root / "01-coins/checks.toml").read_text(encoding="utf-8")
    small_course.write("01-coins/checks.toml", checks + text)
    small_course.replace("01-coins/lesson.md", "\n::: check gap\n", f"\n::: check gap\n{placed}")
    return small_course.root


def test_an_explanation_is_read_with_numbers_words_and_maths(small_course):
    """Prompt, answer and points are HTML; numbers come from the lesson's quantities."""
    lesson = load_course(with_explanation(small_course)).lessons[0]
    found = lesson.explanations["why"]
    assert "0.737" in found.prompt
    assert "<math" in found.answer
    assert found.points == ("It is an <em>average</em>.",)
    assert [slot.ref for slot in lesson.slots if slot.kind == "explain"] == ["why"]


@pytest.mark.parametrize(
    ("text", "placed", "said"),
    [
        (EXPLAIN, "", "explain `why` stands 0 times in the lesson"),
        (EXPLAIN, "\n::: explain why\n\n::: explain why\n", "explain `why` stands 2 times in the lesson"),
        ("", "\n::: explain why\n", "explain `why`: there is no such"),
        (EXPLAIN.replace('"why"', '"gap"'), "\n::: explain gap\n", "id: `gap` is taken"),
        (EXPLAIN.replace("kl(P, Q)", "kl(P, R)"), "\n::: explain why\n", "R"),
        (EXPLAIN.replace("*average*", "average of 0.3"), "\n::: explain why\n", "a number typed by hand"),
    ],
)
def test_a_fault_is_named(small_course, text, placed, said):
    """Not placed, placed twice, unknown, an id of a check, a name that is none, a number typed by hand."""
    with pytest.raises(ContentError) as caught:
        load_course(with_explanation(small_course, text, placed))
    assert said in str(caught.value)

"""The final on a phone: taken, its result read, taken again on other runs; before and after, and how sure one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browser.learner import answer, answer_rightly, asked, question, seed
from playwright.sync_api import Page, expect

from app.checks import lesson_checks, present
from tests.shipped import ALL_CHECKS, COURSE

if TYPE_CHECKING:
    from tests.served import Served

FINAL = "final"


def test_the_final_is_taken_and_taken_again(page: Page, server: Served) -> None:
    """A slip is told in the result, which follows each answer; the second taking has other numbers, the first stays."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server.url}/lessons/{FINAL}")
    lesson = COURSE.lesson(FINAL)
    assert lesson is not None
    first, *others = asked(lesson)
    result = page.locator(".final-result")
    expect(result).to_have_count(0)
    answer(page, first, "1")
    expect(result).to_contain_text("open, after 1 answer")
    answer_rightly(page, FINAL, first)
    expect(question(page, first).get_by_role("button", name="Hint")).to_have_count(0)
    for task in others:
        answer_rightly(page, FINAL, task)
    expect(result).to_contain_text("7 of 8 right at once, 1 more in the end.")
    page.get_by_role("button", name="Take it again, on other runs").click()
    expect(result).to_contain_text("0 of 8 right at once; 8 still open")
    expect(result).to_contain_text("The first time: 7 of 8 right at once. That stays in your record.")
    assert {seed(page, task) for task in asked(lesson)} == {1}
    answer_rightly(page, FINAL, others[0])
    expect(result).to_contain_text("1 of 8 right at once")
    page.reload()
    expect(result).to_contain_text("1 of 8 right at once")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_curves_can_be_read_without_seeing_them(page: Page, server: Served) -> None:
    """The picture has a name that tells its numbers, and no name of a text, which is what is asked."""
    page.goto(f"{server.url}/lessons/{FINAL}")
    picture = question(page, "where-to-stop").get_by_role("img")
    expect(picture).to_have_accessible_name(
        "Curves over steps, a number every 10 steps from 10 on. "
        "A: 2.59, 2.35, 2.32, 2.32, 2.33, 2.34, 2.36, 2.39, 2.41, 2.43, 2.46, 2.49; "
        "B: 2.48, 2.09, 1.91, 1.81, 1.75, 1.7, 1.66, 1.62, 1.57, 1.53, 1.49, 1.45."
    )


def test_twelve_questions_before_the_course_and_after_it(page: Page, server: Served) -> None:
    """They are offered beside the first lesson; what has changed is told once both times are answered."""
    page.goto(f"{server.url}/")
    page.locator(".asked").get_by_role("link", name="12 questions").click()
    assert COURSE.before_and_after is not None
    checks = lesson_checks(COURSE.before_and_after, COURSE.glossary)
    names = list(checks)
    for known in (names[:3], names):
        for name in known:
            check = page.locator(f"#asked-{name}")
            form = int(page.locator("input[name=seed]").input_value())
            right = present(checks[name], form).solution[0]
            check.locator(f"input[value='{right}']").check()
        with page.expect_navigation():
            page.get_by_role("button", name="Keep my answers").click()
    expect(page.locator("main")).to_contain_text("Before the course you knew 3 of 12, after it 12.")
    expect(page.locator("main")).to_contain_text("(12 − 3) / (12 − 3) = 1.000")
    expect(page.locator(".recap tbody tr")).to_have_count(12)


def test_how_sure_one_is_is_asked_when_it_is_switched_on(page: Page, server: Served) -> None:
    """Off at first; then it stands beside each question, and what was said beside what came."""
    page.goto(f"{server.url}/lessons/promises")
    field = question(page, "which-hundredth").get_by_label("How sure, in %")
    expect(field).to_be_hidden()
    page.goto(f"{server.url}/mastery")
    with page.expect_navigation():
        page.get_by_role("button", name="Ask how sure I am").click()
    page.goto(f"{server.url}/lessons/promises")
    expect(field).to_be_visible()
    field.fill("70")
    answer(page, "which-hundredth", present(ALL_CHECKS["promises"]["which-hundredth"]).solution)
    page.goto(f"{server.url}/mastery")
    table = page.get_by_role("table", name="What you said, and what came")
    expect(table.locator("tbody tr")).to_have_text(["70 %11100%"])
    with page.expect_navigation():
        page.get_by_role("button", name="Do not ask how sure I am").click()
    page.goto(f"{server.url}/lessons/promises")
    expect(field).to_be_hidden()

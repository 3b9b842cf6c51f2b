"""One learner goes through the whole course; another gets everything wrong that can be got wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser.learner import all_alive, answer, asked, finish, question, seed
from playwright.sync_api import Page, expect

from app.checks import Check, present
from app.checks.choice import choice_case
from app.checks.numeric import numeric_case
from app.content import Lesson
from app.content.source.schema import NumericFront
from tests.shipped import ALL_CHECKS, COURSE

if TYPE_CHECKING:
    from conftest import Watch

    from tests.served import Served


def test_a_learner_completes_the_whole_course(page: Page, server: Served, watch: Watch) -> None:
    """Right answers and committed predictions complete lesson after lesson; reloads and the course page know it."""
    watch.wait_expected = True
    complete = 0
    for lesson in COURSE.lessons:
        page.goto(f"{server.url}/lessons/{lesson.id}")
        expect(page.get_by_role("heading", name="Lesson complete")).to_have_count(0)
        finish(page, lesson)
        complete += 1
        expect(page.locator(".recap tbody tr")).to_have_count(len(lesson.predictions))
        page.reload()
        expect(page.get_by_role("heading", name="Lesson complete")).to_be_visible()
        expect(page.locator(".check .tick")).to_have_count(len(asked(lesson)))
    assert complete == len(COURSE.lessons)
    page.goto(server.url + "/")
    for lesson in COURSE.lessons:
        expect(page.locator(".card", has=page.locator(f"h3 a[href='/lessons/{lesson.id}']"))).to_contain_text(
            "complete"
        )


def slip(check: Check, now: int) -> str | tuple[str, ...]:
    """Return a wrong answer that a question knows."""
    if isinstance(check.authored.front, NumericFront):
        case = numeric_case(check, now)
        return next(f"{value:.{case.decimals}f}" for mistake in case.mistakes for value in mistake.values)
    solution = present(check, now).solution
    several = check.authored.front.kind == "several"
    wrong = next(option.id for option in choice_case(check, now).options if option.id not in solution)
    return (*solution, wrong) if several else (wrong,)


@pytest.mark.parametrize("lesson", COURSE.lessons, ids=lambda lesson: lesson.id)
def test_a_mistake_at_each_question_reaches_its_words(page: Page, server: Served, lesson: Lesson) -> None:
    """At each question a mistake that it knows is told what was mistaken; none completes the lesson.

    That every known mistake reaches words of its own is proved by `check-lessons`.
    """
    page.goto(f"{server.url}/lessons/{lesson.id}")
    all_alive(page)
    for name in asked(lesson):
        answer(page, name, slip(ALL_CHECKS[lesson.id][name], seed(page, name)))
        verdict = question(page, name).locator(".verdict-wrong")
        expect(verdict).to_be_visible()
        assert len(verdict.inner_text()) > len("Not yet.") + 10
    expect(page.get_by_role("heading", name="Lesson complete")).to_have_count(0)

"""One learner goes through the whole course; another gets everything wrong that can be got wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser.learner import ALL_CHECKS, COURSE, all_alive, answer, asked, finish, question, seed
from playwright.sync_api import Page, expect

from app.checks import Check, present
from app.checks.choice import choice_case
from app.checks.numeric import numeric_case
from app.content import Lesson
from app.content.schema import NumericFront

if TYPE_CHECKING:
    from conftest import Server


@pytest.mark.timeout(400)
def test_a_learner_completes_the_whole_course(page: Page, server: Server) -> None:
    """Right answers and committed predictions complete lesson after lesson; reloads and the course page know it."""
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


def slips(check: Check, now: int) -> list[tuple[str | tuple[str, ...], str]]:
    """Return every wrong answer that a question knows, with the name of the mistake behind it."""
    if isinstance(check.written.front, NumericFront):
        case = numeric_case(check, now)
        return [(f"{value:.{case.decimals}f}", mistake.id) for mistake in case.mistakes for value in mistake.values[:1]]
    solution = present(check, now).solution
    several = check.written.front.kind == "several"
    wrong = [option for option in choice_case(check, now).options if option.id not in solution]
    return [((*solution, o.id) if several else (o.id,), o.misconception or o.id) for o in wrong]


@pytest.mark.timeout(400)
@pytest.mark.parametrize("lesson", COURSE.lessons, ids=lambda lesson: lesson.id)
def test_every_mistake_reaches_its_own_words(page: Page, server: Server, lesson: Lesson) -> None:
    """Each wrong answer that a question knows of is told what was mistaken, and none completes the lesson."""
    page.goto(f"{server.url}/lessons/{lesson.id}")
    all_alive(page)
    reached = 0
    for name in asked(lesson):
        words = set()
        known = slips(ALL_CHECKS[lesson.id][name], seed(page, name))
        for response, mistake in known:
            answer(page, name, response)
            verdict = question(page, name).locator(".verdict-wrong")
            expect(verdict).to_be_visible()
            words.add((mistake, verdict.inner_text()))
        assert len(words) == len({mistake for _, mistake in known})
        assert all(len(text) > len("Not yet.") + 10 for _, text in words)
        reached += len(words)
    assert reached > len(asked(lesson))
    expect(page.get_by_role("heading", name="Lesson complete")).to_have_count(0)

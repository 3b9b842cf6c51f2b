"""A learner explains something in a sentence, compares, and completes a solution whose last steps are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browser.learner import question
from playwright.sync_api import Page, expect

from app.checks import present
from tests.shipped import ALL_CHECKS, COURSE

if TYPE_CHECKING:
    from tests.served import Served

LESSON, EXPLAINED, COMPLETED = "context", "till-knows-nothing", "both-together"


def test_a_sentence_is_kept_and_compared(page: Page, server: Served) -> None:
    """It stands there when one comes back, can be changed, and nobody is told whether it is right."""
    page.goto(f"{server.url}/lessons/{LESSON}")
    expect(page.locator("[data-alive]").first).to_be_visible()
    form = page.locator(f"#explain-{EXPLAINED}")
    keep = form.get_by_role("button")
    expect(form.locator(".compare")).to_have_count(0)
    keep.click()
    expect(form.locator("textarea:invalid")).to_be_focused()
    form.locator("textarea").fill("   ")
    keep.click()
    expect(form.locator(".verdict")).to_contain_text("Write a sentence first")
    form.locator("textarea").fill("Tea has the same share at both times.")
    keep.click()
    expect(form.locator(".compare")).to_be_focused()
    expect(form.locator(".compare")).to_contain_text("Does yours say this too?")
    expect(form.locator("textarea")).to_have_value("Tea has the same share at both times.")
    form.locator("textarea").fill("Coffee has it too.")
    with page.expect_response(lambda answered: EXPLAINED in answered.url):
        form.get_by_role("button", name="Keep the change").click()
    page.reload()
    expect(form.locator("textarea")).to_have_value("Coffee has it too.")
    expect(form.locator(".compare li")).to_have_count(len(COURSE.lesson(LESSON).explanations[EXPLAINED].points))
    expect(form.locator(".verdict")).to_have_count(0)


def test_a_solution_is_completed_and_more_of_it_is_open_next_time(page: Page, server: Served) -> None:
    """Two of four steps are open; with fresh numbers three; the solution shows them all."""
    page.goto(f"{server.url}/lessons/{LESSON}")
    check = question(page, COMPLETED)
    expect(check.locator(".steps li")).to_have_count(4)
    expect(check.locator(".steps .open")).to_have_count(2)
    check.locator("input[type=text]").fill(str(present(ALL_CHECKS[LESSON][COMPLETED]).solution))
    check.get_by_role("button", name="Check", exact=True).click()
    expect(question(page, COMPLETED).locator(".verdict-right")).to_be_visible()
    question(page, COMPLETED).get_by_role("button", name="Another one").click()
    expect(question(page, COMPLETED).locator(".steps .open")).to_have_count(3)
    question(page, COMPLETED).get_by_role("button", name="Hint").click()
    question(page, COMPLETED).get_by_role("button", name="Show the solution").click()
    expect(question(page, COMPLETED).locator(".steps .open")).to_have_count(0)

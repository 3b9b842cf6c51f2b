"""A program is mended in the page, tried on the question's numbers, and what it comes to is graded as a number is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from browser.learner import question, seed
from playwright.sync_api import Locator, Page, expect

from app.checks import program_of
from tests.shipped import ALL_CHECKS

if TYPE_CHECKING:
    from tests.served import Served

LESSON, MENDED = "wrong-dictionary", "mend-the-zero"


def run(check: Locator, said: str) -> None:
    """Run the program, and wait for what is said of it."""
    check.get_by_role("button", name="Run", exact=True).click()
    expect(check.locator(".playground-status")).to_have_text(said)


def test_a_program_is_mended_and_tried_on_each_sets_numbers(page: Page, server: Served) -> None:
    """As it stands it stops, and fills nothing in; mended, its number is right, also on fresh ones, and stays open."""
    page.goto(f"{server.url}/lessons/{LESSON}")
    check = question(page, MENDED)
    field = check.locator("input[name=answer]")
    tried = program_of(ALL_CHECKS[LESSON][MENDED], 0)
    assert tried is not None
    expect(check.locator(".playground-tried")).to_contain_text(tried.tried)
    check.get_by_role("button", name="Open the program").click()
    run(check, "It stopped at an error.")
    expect(field).to_have_value("")
    program = check.locator("textarea")
    program.fill(program.input_value().replace("zip(p, q))", "zip(p, q) if a > 0)"))
    run(check, "Done.")
    expect(field).to_have_value("0.5")
    check.get_by_role("button", name="Check", exact=True).click()
    expect(check.locator(".verdict-right")).to_be_visible()
    check.get_by_role("button", name="Another one, with fresh numbers").click()
    expect(check.locator(".verdict")).to_have_count(0)
    fresh = program_of(ALL_CHECKS[LESSON][MENDED], seed(page, MENDED))
    assert fresh is not None
    assert fresh.tried != tried.tried
    expect(check.locator(".playground-tried")).to_contain_text(fresh.tried)
    expect(program).to_have_value(re.compile("if a > 0"))
    run(check, "Done.")
    check.get_by_role("button", name="Check", exact=True).click()
    expect(check.locator(".verdict-right")).to_be_visible()


def test_a_program_that_works_something_else_out_is_told_what(page: Page, server: Served) -> None:
    """The other direction is named as it is when it is typed: the page does not know better than the number."""
    page.goto(f"{server.url}/lessons/{LESSON}")
    check = question(page, "mend-the-order")
    check.get_by_role("button", name="Open the program").click()
    run(check, "Done.")
    check.get_by_role("button", name="Check", exact=True).click()
    expect(check.locator(".verdict-wrong")).to_contain_text("other")

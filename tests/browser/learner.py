"""What a learner does in a browser: answer, predict, finish."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from app.checks import present
from app.content import Lesson
from tests.shipped import ALL_CHECKS


def question(page: Page, name: str) -> Locator:
    """Where a question stands."""
    return page.locator(f"#check-{name}")


def answer(page: Page, name: str, response: str | tuple[str, ...]) -> None:
    """Type a number or choose options, and press Check; return when the verdict is there."""
    check = question(page, name)
    if isinstance(response, str):
        check.locator("input[type=text]").fill(response)
    else:
        for box in check.locator("input[name=answer]").all():
            if box.get_attribute("type") == "checkbox" or box.get_attribute("value") in response:
                box.set_checked(box.get_attribute("value") in response)
    with page.expect_response(lambda answered: f"/checks/{name}" in answered.url):
        check.get_by_role("button", name="Check", exact=True).click()


def seed(page: Page, name: str) -> int:
    """Which numbers a question shows now."""
    return int(question(page, name).locator("input[name=seed]").input_value())


def answer_rightly(page: Page, lesson: str, name: str) -> None:
    """Give the right answer to a question, with the numbers that it shows now."""
    answer(page, name, present(ALL_CHECKS[lesson][name], seed(page, name)).solution)
    expect(question(page, name).locator(".verdict-right")).to_be_visible()


def commit_predictions(page: Page) -> None:
    """Place each guess, by typing or by leaving Q where it stands, and commit."""
    asking = page.locator("figure.widget:has([aria-label^='Your guess'][type=text])")
    for name in asking.evaluate_all("all => all.map(each => each.id)"):
        figure = page.locator(f"#{name}")
        field = figure.locator("[aria-label^='Your guess'][type=text]")
        field.fill("1.25")
        field.press("Enter")
        figure.get_by_role("button", name="Commit").click()
    guess = page.get_by_role("button", name="This is my guess")
    for left in range(guess.count(), 0, -1):
        guess.first.click()
        expect(guess).to_have_count(left - 1)


def all_alive(page: Page) -> None:
    """Wait until every figure lives."""
    alive = page.locator("figure.widget[data-alive=true]")
    expect(alive).to_have_count(page.locator("figure.widget").count())


def asked(lesson: Lesson) -> list[str]:
    """The questions of a lesson's text, in order."""
    return [slot.ref for slot in lesson.slots if slot.kind == "check"]


def finish(page: Page, lesson: Lesson) -> None:
    """Do everything that a lesson asks for."""
    all_alive(page)
    commit_predictions(page)
    for name in asked(lesson):
        answer_rightly(page, lesson.id, name)
    expect(page.get_by_role("heading", name="Lesson complete")).to_be_visible()

"""A learner reviews the questions of the whole course alone: fresh numbers each time, what went wrong first."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from browser.rules import broken_rules
from playwright.sync_api import Locator, Page, expect

from app.checks import PresentedCheck, present
from app.pages.review.next_question import FIRST_SEED
from tests.shipped import ALL_CHECKS

if TYPE_CHECKING:
    from tests.served import Served

LESSON = "wrong-dictionary"
PATH = f"/review?lesson={LESSON}"


def asked(page: Page) -> tuple[Locator, str, PresentedCheck]:
    """Return the question that the page asks: the element, its id, and the check with the numbers shown."""
    check = page.locator("section.check")
    name = str(check.get_attribute("id")).removeprefix("check-")
    seed = int(check.locator("input[name=seed]").get_attribute("value") or 0)
    return check, name, present(ALL_CHECKS[LESSON][name], seed)


def answer(page: Page, *, rightly: bool) -> str:
    """Answer the question that is asked, and return its id."""
    check, name, shown = asked(page)
    if shown.kind == "numeric":
        check.locator("input[type=text]").fill(str(shown.solution) if rightly else "-77")
    else:
        wrong = next(option.id for option in shown.options if option.id not in shown.solution)
        for option in shown.solution if rightly else (wrong,):
            check.locator(f'input[value="{option}"]').check()
    check.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(f"#check-{name} .verdict-{'right' if rightly else 'wrong'}")).to_be_visible()
    return name


def following(page: Page) -> None:
    """Go to the next question."""
    page.get_by_role("link", name="Next question").click()


def counts(page: Page, lesson: str = LESSON) -> list[str]:
    """Return a lesson's questions, how many were asked, and how many were right."""
    return page.locator(f'#review-counts [data-lesson="{lesson}"] td').all_inner_texts()


def test_a_round_of_questions(page: Page, server: Served) -> None:
    """Each answer is judged in place and counted; a question that went wrong comes back soon, with other numbers."""
    page.goto(server.url + PATH)
    total = str(len(ALL_CHECKS[LESSON]))
    assert counts(page) == [total, "0", "0"]
    missed = answer(page, rightly=False)
    assert counts(page) == [total, "1", "0"]
    seen = [missed]
    for _ in range(3):
        following(page)
        seen.append(answer(page, rightly=True))
    assert len(set(seen)) == 4
    assert counts(page) == [total, "4", "3"]
    following(page)
    _, again, shown = asked(page)
    assert again == missed
    assert shown.seed == FIRST_SEED + 1
    expect(page.locator(f"#check-{missed} .verdict")).to_have_count(0)


def test_the_lesson_stays_as_it_was(page: Page, server: Served) -> None:
    """Three questions answered in review, and the lesson has still nothing done; the course page says not begun."""
    page.goto(server.url + PATH)
    for _ in range(3):
        answer(page, rightly=True)
        following(page)
    page.goto(f"{server.url}/lessons/{LESSON}")
    expect(page.locator("#lesson-progress")).to_contain_text(re.compile(r"0 of \d+ done"))
    expect(page.locator(".verdict")).to_have_count(0)


def test_what_went_wrong_in_a_lesson_is_asked_in_review(page: Page, server: Served) -> None:
    """The mistakes of a lesson are found under what I got wrong, and leave it once they are put right here."""
    page.goto(f"{server.url}/lessons/{LESSON}")
    check = page.locator("#check-the-gap")
    check.locator("input[type=text]").fill("-77")
    check.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#check-the-gap .verdict-wrong")).to_be_visible()
    page.goto(f"{server.url}/review")
    expect(page.get_by_label("ask me")).to_be_hidden()
    page.get_by_text("Choose what is asked").click()
    page.get_by_label("ask me").select_option("wrong")
    page.get_by_role("button", name="Ask", exact=True).click()
    assert answer(page, rightly=True) == "the-gap"
    following(page)
    expect(page.locator(".nothing")).to_contain_text("Nothing of this went wrong")


def test_a_question_can_be_passed_over(page: Page, server: Served) -> None:
    """Next question without an answer asks another one, and is counted nowhere."""
    page.goto(server.url + PATH)
    _, first, _ = asked(page)
    following(page)
    _, second, _ = asked(page)
    assert first != second
    assert counts(page)[1] == "0"


def test_review_without_scripts(visit: Callable[..., Page], server: Served) -> None:
    """With scripts off a question is answered, judged and counted by forms and links alone."""
    page = visit(java_script_enabled=False)
    page.goto(server.url + PATH)
    name = answer(page, rightly=False)
    page.locator(f"#check-{name}").get_by_role("button", name="Hint").click()
    expect(page.locator(f"#check-{name} .hints li")).to_have_count(1)
    assert counts(page)[1:] == ["1", "0"]
    following(page)
    assert asked(page)[1] != name


def test_keys_alone(page: Page, server: Served) -> None:
    """From the top of the page the answer, the next question and, unfolded, the choice are reached with Tab."""
    page.goto(server.url + PATH)
    reached: list[str] = []

    def tab_to(*names: str) -> None:
        for _ in range(30):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
            if names[-1] in reached[-1]:
                break
        assert [one for one in names if not any(one in each for each in reached)] == []

    tab_to("Check", "Next question →", "Choose what is asked")
    page.keyboard.press("Enter")
    tab_to("review-lesson", "review-which", "review-order", "Ask")
    page.goto(server.url + PATH)
    tab_to("Next question →")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("passed="))


def test_the_page_is_accessible_and_narrow(page: Page, server: Served) -> None:
    """Axe finds nothing, answered or not, and nothing sticks out of a telephone."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(server.url + PATH)
    answer(page, rightly=False)
    assert broken_rules(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

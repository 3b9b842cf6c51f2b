"""A sentence in one's own words: kept for the learner, shown beside another one, and never graded."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from app.progress import TEXT_LIMIT

if TYPE_CHECKING:
    from conftest import Live

LESSON, EXPLAINED = "context", "till-knows-nothing"
ADDRESS = f"/lessons/{LESSON}/explanations/{EXPLAINED}"
SENTENCE = "Tea & coffee have the same shares\n at both times."


def post(live: Live, cookie: str, text: str) -> tuple[int, str]:
    """Send a sentence in place, and return the status and the form that comes back."""
    answer, content = live.ask(ADDRESS, "POST", urlencode({"answer": text}), Cookie=cookie, Accept="application/json")
    return answer.status, json.loads(content)["fragments"][f"explain-{EXPLAINED}"]


def test_the_other_answer_comes_after_ones_own(live: Live) -> None:
    """Before a sentence is kept there is nothing to compare it with; afterwards it stands there when one comes back."""
    cookie = live.visitor()
    other = live.server.site.course.lesson(LESSON).explanations[EXPLAINED].answer
    assert other not in live.page(f"/lessons/{LESSON}", Cookie=cookie)
    status, form = post(live, cookie, SENTENCE)
    assert status == 200
    page = live.page(f"/lessons/{LESSON}", Cookie=cookie)
    for shown in (form, page):
        assert other in shown
        assert "Tea &amp; coffee have the same shares at both times.</textarea>" in shown
    post(live, cookie, "Another sentence.")
    assert ">Another sentence.</textarea>" in live.page(f"/lessons/{LESSON}", Cookie=cookie)


@pytest.mark.parametrize(
    ("text", "said"), [(" \n ", "Write a sentence first"), ("x" * (TEXT_LIMIT + 1), f"at most {TEXT_LIMIT} are kept")]
)
def test_nothing_and_too_much_are_not_kept(live: Live, text: str, said: str) -> None:
    """An empty sentence opens no answer, and a long one is not cut."""
    cookie = live.visitor()
    status, form = post(live, cookie, text)
    assert status == 200
    assert said in form
    assert "Another answer" not in live.page(f"/lessons/{LESSON}", Cookie=cookie)


def test_it_is_no_question(live: Live) -> None:
    """It completes nothing, counts as no attempt, and the review page does not ask it."""
    cookie = live.visitor()
    before = live.page(f"/lessons/{LESSON}").count('class="still-open"')
    post(live, cookie, SENTENCE)
    page = live.page(f"/lessons/{LESSON}", Cookie=cookie)
    assert page.count('class="still-open"') == before
    assert live.ask(f"/review?question={LESSON}/{EXPLAINED}", Cookie=cookie)[0].status != 200 or (
        EXPLAINED not in live.page(f"/review?question={LESSON}/{EXPLAINED}", Cookie=cookie)
    )


def test_without_scripts_the_form_leads_back_to_its_place(live: Live) -> None:
    """An ordinary post is answered with the page, at the sentence; what nobody asks is not found."""
    cookie = live.visitor()
    answer, _ = live.ask(ADDRESS, "POST", urlencode({"answer": SENTENCE}), Cookie=cookie)
    assert answer.status == 303
    assert answer.getheader("Location") == f"/lessons/{LESSON}#explain-{EXPLAINED}"
    assert live.ask(f"{ADDRESS}s", "POST", urlencode({"answer": SENTENCE}), Cookie=cookie)[0].status == 404

"""A later lesson opens with a question of an earlier one, which keeps its own account."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from tornado.web import decode_signed_value

from app.checks import present
from app.pages.http.learner import COOKIE
from app.pages.lesson.slot_html import RECALL_SEED
from app.progress import Question, derive, recall

if TYPE_CHECKING:
    from conftest import Live

    from app.progress import Event

LATER = "wrong-dictionary"


@pytest.fixture
def asked(live: Live) -> Question:
    """The question that the second lesson opens with."""
    lesson = live.server.site.course.lesson(LATER)
    return next(Question.named(slot.ref) for slot in lesson.slots if slot.kind == "recall")


def path(asked: Question) -> str:
    """Return where answers to the question are sent."""
    return f"/lessons/{LATER}/recall/{asked.lesson}/{asked.check}"


def post(live: Live, cookie: str, address: str, **fields: str) -> tuple[int, dict]:
    """Send a form in place, and return status and answer."""
    answer, content = live.ask(address, "POST", urlencode(fields), Cookie=cookie, Accept="application/json")
    return answer.status, json.loads(content)


def answer_rightly(live: Live, cookie: str, asked: Question) -> dict:
    """Answer the question as the later lesson asks it at first."""
    solution = present(live.server.site.checks[asked.lesson][asked.check], RECALL_SEED).solution
    given = solution if isinstance(solution, str) else solution[0]
    return post(live, cookie, path(asked), seed=str(RECALL_SEED), answer=given)[1]


def kept(live: Live, cookie: str) -> list[Event]:
    """Return what is kept of a visitor."""
    secret = live.server.application.settings["cookie_secret"]
    learner = decode_signed_value(secret, COOKIE, cookie.split("=", 1)[1].strip('"'))
    assert learner
    return list(live.server.site.record.store.events(learner.decode()))


def test_every_lesson_from_the_second_on_opens_with_an_earlier_question(live: Live) -> None:
    """Nothing that a page fills stands before it, and the loader has seen that it is of an earlier lesson."""
    first, *later = (lesson for lesson in live.server.site.course.lessons if not lesson.final)
    assert not [slot for slot in first.slots if slot.kind == "recall"]
    assert [lesson.slots[0].kind for lesson in later] == ["recall"] * len(later)


def test_it_is_asked_with_numbers_of_its_own(live: Live, asked: Question) -> None:
    """The earlier lesson showed others; here a line invites to it, and the question waits behind that."""
    check = live.server.site.checks[asked.lesson][asked.check]
    page = live.page(f"/lessons/{LATER}")
    assert present(check, RECALL_SEED).prompt_html in page
    assert present(check, RECALL_SEED).prompt_html != present(check).prompt_html
    assert f'action="{path(asked)}"' in page
    assert f'<details class="why recall" id="recall-{asked.name}">' in page


def test_an_answer_changes_neither_the_earlier_lesson_nor_what_is_to_do_here(live: Live, asked: Question) -> None:
    """It counts as an answer to that question, for the review page, and completes nothing."""
    cookie = live.visitor()
    fragments = answer_rightly(live, cookie, asked)["fragments"]
    assert "verdict-right" in fragments[f"check-{asked.check}"]
    events = kept(live, cookie)
    progress, known = derive(events), recall(events)
    assert not progress.lesson(asked.lesson).is_begun
    assert progress.lesson(LATER).check(asked.name).ever_right
    assert (known[asked].answers, known[asked].last_right) == (1, True)
    assert 'data-verdict="right"' not in live.page(f"/lessons/{asked.lesson}", Cookie=cookie)
    assert live.page(f"/lessons/{LATER}", Cookie=cookie).count('data-verdict="right"') == 1


def test_what_was_begun_is_open_when_one_comes_back(live: Live, asked: Question) -> None:
    """The question stands there as it was left, and fresh numbers can be had."""
    cookie = live.visitor()
    answer_rightly(live, cookie, asked)
    page = live.page(f"/lessons/{LATER}", Cookie=cookie)
    assert f'<details class="why recall" id="recall-{asked.name}" open>' in page
    post(live, cookie, path(asked), seed=str(RECALL_SEED), action="another")
    check = live.server.site.checks[asked.lesson][asked.check]
    assert present(check, RECALL_SEED + 1).prompt_html in live.page(f"/lessons/{LATER}", Cookie=cookie)


def test_another_lesson_or_question_is_not_found(live: Live, asked: Question) -> None:
    """Only the question that the lesson opens with is answered here."""
    cookie = live.visitor()
    other = next(name for name in live.server.site.checks[asked.lesson] if name != asked.check)
    for address in (
        f"/lessons/{LATER}/recall/{asked.lesson}/{other}",
        f"/lessons/{asked.lesson}/recall/{asked.lesson}/{asked.check}",
    ):
        status, body = post(live, cookie, address, answer="1")
        assert status == 404
        assert "asks no question" in body["error"]
    assert not kept(live, cookie)

"""How sure one is of an answer: asked where it was switched on, kept with the answer, and set against what came."""

from __future__ import annotations

import html
import json
import math
import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from app.checks import present
from app.pages.own.sureness import sureness

if TYPE_CHECKING:
    from conftest import Live

LESSON, CHECK = "promises", "which-hundredth"
ADDRESS = f"/lessons/{LESSON}/checks/{CHECK}"


def words(page: str) -> str:
    """The words of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def answer(live: Live, cookie: str, given: str, sure: str) -> str:
    """Answer a question and say how sure one is; return the question as it comes back."""
    body = urlencode({"seed": 0, "answer": given, "sure": sure})
    status, content = live.ask(ADDRESS, "POST", body, Cookie=cookie, Accept="application/json")
    assert status.status == 200
    return words(json.loads(content)["fragments"][f"check-{CHECK}"])


def switch(live: Live, cookie: str, to: str) -> list[str]:
    """Turn the switch; return the cookies that are set."""
    done, _ = live.ask("/mastery/sure", "POST", urlencode({"show": to}), Cookie=cookie)
    assert done.status == 303
    return done.headers.get_all("Set-Cookie")


def test_one_switch_is_off_at_first_and_remembered(live: Live) -> None:
    """It tells the page by a cookie, and a device that has none gets it with the page about the ideas."""
    cookie = live.visitor()
    assert "Ask how sure I am" in words(live.page("/mastery", Cookie=cookie))
    assert any(each.startswith("wd_sure=1") for each in switch(live, cookie, "on"))
    shown, _ = live.ask("/mastery", Cookie=cookie)
    assert any(each.startswith("wd_sure=1") for each in shown.headers.get_all("Set-Cookie"))
    assert any("wd_sure=" in each and "1;" not in each for each in switch(live, f"{cookie}; wd_sure=1", "off"))
    assert live.ask("/mastery/sure", "POST", urlencode({"show": "maybe"}), Cookie=cookie)[0].status == 400


def test_what_was_said_stands_beside_what_came(live: Live) -> None:
    """Each answer that counted is set down under what was said of it; the score is the kernel's."""
    cookie = live.visitor()
    right = present(live.server.site.checks[LESSON][CHECK]).solution[0]
    wrong = next(one.id for one in present(live.server.site.checks[LESSON][CHECK]).options if one.id != right)
    answer(live, cookie, wrong, "80")
    answer(live, cookie, right, "80 %")
    answer(live, cookie, right, "")
    shown = words(live.page("/mastery", Cookie=cookie))
    assert "Of 2 answers you said how sure you were. By that 1.6 were to be right; 1 was." in shown
    assert "80 % 2 1 50%" in shown
    score = -(math.log2(0.8) + math.log2(0.2)) / 2
    assert f"{score:.3f} bits" in shown.replace("\xa0", " ")
    assert f"{score - 1:.3f} bits" in shown.replace("\xa0", " ")


@pytest.mark.parametrize("said", ["101", "-1", "half", "8.5"])
def test_what_is_no_percentage_costs_no_attempt(live: Live, said: str) -> None:
    """It is refused with the value and the rule, and the answer is not kept."""
    cookie = live.visitor()
    assert f"How sure you are is '{said}'; say it in whole percent" in answer(live, cookie, "blue-to-green", said)
    assert "Of 1 answer" not in words(live.page("/mastery", Cookie=cookie))
    assert "answered" not in words(live.page(f"/lessons/{LESSON}", Cookie=cookie)).partition("Question 2")[2][:40]


def test_certain_and_wrong_costs_infinitely_much() -> None:
    """Neither end is cut off; certain and right costs nothing."""
    wrong, right = sureness({100: (3, 2)}), sureness({100: (3, 3), 0: (1, 0)})
    assert wrong is not None
    assert right is not None
    assert wrong.parts.loss == math.inf
    assert right.parts.loss == 0
    assert sureness({}) is None

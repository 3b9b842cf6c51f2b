"""What a page puts into a lesson's text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.pages.http.visit import Visit
from app.pages.lesson.slot_html import PageSlots, place_lesson

if TYPE_CHECKING:
    from conftest import Live


def slots(live: Live, lesson_id: str = "wrong-dictionary", **query: str) -> PageSlots:
    lesson = live.server.site.course.lesson(lesson_id)
    visit = Visit("learner", query)
    return PageSlots(live.server.site, lesson, visit, place_lesson(lesson, visit))


def test_a_live_number_stands_in_the_first_response(live: Live) -> None:
    """Before any script has run, a live number is that of the widget's first state, marked to follow it."""
    html = slots(live).live("bars.kl")
    assert 'data-live="bars.kl"' in html
    assert "0.737\u00a0bits" in html


def test_a_live_number_has_the_unit_of_its_own_quantity(live: Live) -> None:
    """Where a figure counts in no unit of its choice, a number that has a unit keeps it, in the page too."""
    html = slots(live, "classification").live("scores.cross-entropy")
    assert 'data-unit="nats"' in html
    assert "1.865\u00a0nats" in html
    assert "data-unit" not in slots(live).live("bars.kl")


def test_a_pending_prediction_keeps_its_answer_to_itself(live: Live) -> None:
    """Neither the figure nor a live number says what the learner is asked to predict."""
    page = slots(live)
    assert ">?<" in page.live("guess.cross-entropy")
    assert "1.750" not in page.widget("guess")
    assert "0.250\u00a0bits" not in page.widget("guess")


def test_one_decimal_is_singular(live: Live) -> None:
    """What a question asks for is written as it is counted."""
    page = slots(live, "language-models")
    assert "1 decimal;" in page.check("loss-to-perplexity")
    assert "3 decimals;" in page.check("text-surprise")


def test_the_address_moves_one_widget_of_a_lesson(live: Live) -> None:
    """`bars.q` in the query moves the widget `bars` and no other."""
    page = slots(live, **{"bars.p": "0.5,0.5", "bars.q": "0.5,0.5"})
    assert "0.000\u00a0bits" in page.live("bars.kl")
    assert "0.737\u00a0bits" in page.live("contributions.kl")


def test_an_address_that_cannot_be_leaves_the_lesson_as_it_is(live: Live) -> None:
    """A query that is no state shows the lesson's own figure."""
    assert "0.737\u00a0bits" in slots(live, **{"bars.q": "2,3"}).live("bars.kl")

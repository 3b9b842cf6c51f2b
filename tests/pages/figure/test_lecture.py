"""What an address asks of a figure for a lecture: known names, covered numbers, steps; and the sheet of questions."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from app.checks import Verdict, grade, present
from app.pages.kinds import KINDS
from app.pages.lesson.sheet import LETTERS, SheetChoice, sheet
from app.ui.options import EVERYWHERE

if TYPE_CHECKING:
    from conftest import Live

LESSON = "wrong-dictionary"


@pytest.mark.parametrize("kind", ["pmf_bars", "gaussian_fit", "mosaic"])
def test_a_name_that_nothing_has_is_told_with_those_there_are(live: Live, kind: str) -> None:
    """`hide=bogus` and `ask=bogus` are answered with every name that the figure knows; a known one with nothing."""
    page = unescape(live.page(f"/lab/{kind}?hide=bogus&ask=bogus&view=projector"))
    widget = KINDS[kind]
    assert f"hide names 'bogus', which this figure does not have: use some of {', '.join(widget.controls)}" in page
    assert (
        f"ask names 'bogus', which this figure does not have: use some of all, {next(iter(widget.start.results()))}"
        in page
    )
    for name in (*widget.controls, *EVERYWHERE):
        assert 'class="problem"' not in live.page(f"/lab/{kind}?hide={name}"), name


def test_hidden_readouts_are_not_seen_and_asked_ones_are_covered(live: Live) -> None:
    """`hide=readouts` takes all numbers away; `ask=kl` covers that one from the first paint on, with a way to it."""
    assert ".lab [data-quantity] { display: none; }" in live.page("/lab/pmf_bars?hide=readouts")
    page = live.page("/lab/pmf_bars?ask=kl&view=projector")
    assert '.lab.covered :is([data-quantity="kl"]) { visibility: hidden' in page
    assert 'class="lab covered"' in page
    assert "data-cover" in page
    assert "data-cover" not in live.page("/lab/pmf_bars?view=projector")


def test_steps_are_states_that_the_figure_can_be_in(live: Live) -> None:
    """Each step says what is different in it; one that cannot be is named by its number, and the others stay."""
    steps = quote("q:0.9,0.1~q:0.6,0.4;unit:nats~q:0.6,0.6", safe="")
    page = live.page(f"/lab/pmf_bars?p=0.5,0.5&q=0.9,0.1&steps={steps}")
    found = re.search(r'id="steps">(.*?)</script>', page)
    assert found
    states = json.loads(found[1])
    assert [(state["p"], state["q"], state["unit"]) for state in states] == [
        ([0.5, 0.5], [0.9, 0.1], "bits"),
        ([0.5, 0.5], [0.6, 0.4], "nats"),
    ]
    assert "steps: number 3 cannot be:" in page


def test_a_figure_of_a_lesson_leads_to_its_own_page(live: Live) -> None:
    """Below every figure of a lesson stands a link to its page, in the state of the lesson; on a wall there is none."""
    page = live.page("/lessons/two-directions")
    links = re.findall(r'<a data-own href="([^"]+)"', page)
    assert len(links) == page.count('<figure class="widget ')
    assert live.ask(unescape(links[0]))[0].status == 200
    assert "data-own" not in live.page("/lab/gaussian_fit?view=projector")


def test_a_sheet_asks_what_the_lesson_asks_with_numbers_of_its_seed(live: Live) -> None:
    """All questions of the text, in order; another seed has other numbers, the same seed the same."""
    page = live.page(f"/lessons/{LESSON}/questions?seed=7")
    lesson = live.server.site.course.lesson(LESSON)
    asked = [slot.ref for slot in lesson.slots if slot.kind == "check"]
    assert page.count('class="sheet-question"') == len(asked)
    assert page == live.page(f"/lessons/{LESSON}/questions?seed=7")
    assert page != live.page(f"/lessons/{LESSON}/questions?seed=8").replace("8", "7")
    assert 'class="sheet-answer"' not in page
    assert page.count('class="sheet-question"') == live.page(f"/lessons/{LESSON}/questions?seed=7&answers=1").count(
        'class="sheet-answer"'
    )
    assert live.ask(f"/lessons/{LESSON}/questions?seed=x")[0].status == 400


def test_the_answers_of_a_sheet_are_right(live: Live) -> None:
    """What stands there as an answer is graded as right, with the numbers of that seed."""
    site = live.server.site
    for lesson in site.course.lessons[:3]:
        for asked in sheet(site, lesson, SheetChoice(5)):
            check = site.checks[lesson.id][asked.check.id]
            assert grade(check, 5, asked.check.solution).verdict is Verdict.RIGHT
            if asked.check.options:
                letters = [LETTERS.index(letter) for letter in asked.answer.split(", ")]
                assert {asked.check.options[i].id for i in letters} == set(present(check, 5).solution)
            else:
                assert grade(check, 5, asked.answer).verdict is Verdict.RIGHT, asked.answer

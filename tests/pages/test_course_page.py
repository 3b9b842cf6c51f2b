"""The course page: the contents, where the learner is, what stands on what, and where its links lead."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from markupsafe import Markup

from app.checks import present
from app.pages.course_page import course_context, labs_by_lesson
from app.pages.kinds import KINDS
from app.pages.lesson_map import COLUMN, RADIUS, direct_needs, lesson_map
from app.progress import CheckProgress, LessonProgress, Progress

if TYPE_CHECKING:
    from conftest import Live


@pytest.fixture
def course(live: Live):
    return live.server.site.course


def made(course, whole=(), begun=()):
    """Progress in which some lessons are complete, and of some one question is answered."""
    lessons = {}
    for lesson in course.lessons:
        checks = [slot.ref for slot in lesson.slots if slot.kind == "check"]
        right = CheckProgress(ever_right=True, attempts=1)
        if lesson.id in whole:
            lessons[lesson.id] = LessonProgress(
                checks=dict.fromkeys(checks, right), predictions=dict.fromkeys(lesson.predictions)
            )
        elif lesson.id in begun:
            lessons[lesson.id] = LessonProgress(checks={checks[0]: right})
    return Progress(lessons=lessons)


def row(page: str, lesson) -> str:
    """Return the text of a lesson's line in the contents."""
    rows = re.findall(r'<li class="card.*?</li>', page, re.DOTALL)
    found = next(each for each in rows if f'<h3><a href="/lessons/{lesson.id}">' in each)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found)).split())


def test_every_lesson_stands_in_the_contents(live: Live, course) -> None:
    """Number, title, question, minutes, and what it stands on, in words with links."""
    page = live.page("/")
    for number, lesson in enumerate(course.lessons, 1):
        text = row(page, lesson)
        assert text.startswith(f"{number} {lesson.title} {lesson.minutes} minutes")
        assert unescape(lesson.question.striptags()) in text
        assert "not begun" in text
        for name in lesson.needs:
            need = course.lesson(name)
            assert f'<a href="/lessons/{name}">{course.lessons.index(need) + 1} {Markup.escape(need.title)}</a>' in page
    assert f"{len(course.lessons)} lessons, {sum(lesson.minutes for lesson in course.lessons)} minutes" in page


def test_a_newcomer_begins_with_the_first_lesson(live: Live, course) -> None:
    """Who has done nothing is sent to the first lesson."""
    page = live.page("/")
    assert re.search(rf'class="continue"><a href="/lessons/{course.lessons[0].id}"><span>Begin here', page)


def test_an_answer_shows_in_the_contents(live: Live, course) -> None:
    """One right answer makes a lesson begun, with how much of it is done."""
    lesson = course.lesson("wrong-dictionary")
    check = next(slot.ref for slot in lesson.slots if slot.kind == "check")
    cookie = live.visitor()
    solution = present(live.server.site.checks[lesson.id][check], 0).solution
    answer = [("answer", value) for value in ([solution] if isinstance(solution, str) else solution)]
    fields = [("event", str(uuid4())), ("seed", "0"), ("action", "answer"), *answer]
    status, _ = live.ask(f"/lessons/{lesson.id}/checks/{check}", "POST", urlencode(fields), Cookie=cookie)
    assert status.status == 303
    page = live.page("/", Cookie=cookie)
    assert re.search(r"1 of \d+ done", row(page, lesson))
    assert "Continue here" in page


@pytest.mark.parametrize(("whole", "here"), [((), 0), ((0, 1), 2), ((1, 2), 0), ((0, 2), 1)])
def test_one_goes_on_at_the_first_lesson_that_is_not_complete(course, whole, here) -> None:
    """The order of the course decides, whatever was completed later in it."""
    ids = [lesson.id for lesson in course.lessons]
    context = course_context(course, made(course, whole=[ids[place] for place in whole]))
    assert context["here"].lesson.id == ids[here]
    assert context["finished"] == len(whole)
    assert context["states"][ids[here]] == "here"
    assert all(context["states"][ids[place]] == "complete" for place in whole)


def test_who_has_done_everything_is_told_so(live: Live, course) -> None:
    """With every lesson complete there is nothing to go on with, and each line says so."""
    context = course_context(course, made(course, whole=[lesson.id for lesson in course.lessons]))
    assert context["here"] is None
    page = live.server.site.environment.get_template("course.html").render(shelf=[], **context)
    assert "Every lesson is complete." in page
    assert all("complete" in row(page, lesson) for lesson in course.lessons)


def test_every_figure_is_listed_once_under_a_lesson_that_shows_it(course) -> None:
    """No lab is missing and none stands twice; a figure of no lesson comes last, under none."""
    groups = labs_by_lesson(course.lessons, KINDS)
    assert sorted(widget.kind for group in groups for widget in group.widgets) == sorted(KINDS)
    for group in groups:
        if group.lesson:
            shown = {item.kind for item in group.lesson.widgets.values()}
            assert {widget.kind for widget in group.widgets} <= shown
    alone = labs_by_lesson([], KINDS)
    assert [group.lesson for group in alone] == [None]


def test_every_link_of_the_course_page_leads_somewhere(live: Live) -> None:
    """Lessons, labs, projector views, and the pages to practise and to look up: all of them answer."""
    addresses = {unescape(link) for link in re.findall(r'<a [^>]*?href="(/[^"]*)"', live.page("/"))}
    assert {"/review", "/glossary", "/search"} <= addresses
    for address in sorted(addresses):
        assert live.ask(address)[0].status == 200, address


NEEDS = {"1": [], "2": [], "3": ["2"], "4": ["2"], "5": ["2"], "6": ["2", "5"], "7": ["2", "6"], "8": ["4", "6"]}


def test_a_line_that_repeats_a_way_is_left_out() -> None:
    """6 needs 2 and 5, and 5 needs 2 already: one line, from 5; and what is no lesson of the course is no need."""
    direct = direct_needs({**NEEDS, "9": ["2", "elsewhere"]})
    assert direct["6"] == ["5"]
    assert direct["7"] == ["6"]
    assert direct["8"] == ["4", "6"]
    assert direct["9"] == ["2"]


@pytest.mark.parametrize("needs", [NEEDS, None], ids=["an example", "the course"])
def test_the_map_can_be_read(course, needs) -> None:
    """No two circles meet, lines go to the right, and none runs through a circle that it does not belong to."""
    needs = needs or {lesson.id: lesson.needs for lesson in course.lessons}
    drawn = lesson_map(needs)
    places = {node.id: (node.x, node.y) for node in drawn.nodes}
    assert len(set(places.values())) == len(needs)
    edges = [(name, lesson) for lesson, names in direct_needs(needs).items() for name in names]
    assert len(drawn.lines) == len(edges)
    for (before, after), line in zip(edges, drawn.lines, strict=True):
        assert places[before][0] < places[after][0]
        for name, (x, y) in places.items():
            level = y == places[after][1] and places[before][0] + COLUMN <= x < places[after][0]
            assert not level or name == before, (before, name, after, line)
    for x, y in places.values():
        assert RADIUS <= x <= drawn.width - RADIUS
        assert RADIUS <= y <= drawn.height - RADIUS


def test_a_chain_is_one_straight_row() -> None:
    """Lessons that follow one another stand in one row."""
    drawn = lesson_map({"a": [], "b": ["a"], "c": ["b"], "d": ["c"]})
    assert len({node.y for node in drawn.nodes}) == 1
    assert all(after.x - before.x == COLUMN for before, after in pairwise(drawn.nodes))

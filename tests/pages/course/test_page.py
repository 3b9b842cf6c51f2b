"""The course page: the contents, where the learner is, what stands on what, and where its links lead."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest
from markupsafe import Markup

from app.checks import present
from app.kernel import kl_divergence
from app.pages.base.site import Studied
from app.pages.course.page import course_page, labs_by_lesson, sections_of, standings
from app.pages.kinds import KINDS
from app.pages.lesson.map import LANE, RADIUS, direct_needs, lesson_map
from app.progress import CheckProgress, LessonProgress, Progress, Study
from app.ui.format import format_number

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


def shown(site, progress: Progress) -> str:
    """Return the course page for a learner who has come so far."""
    study = Study(progress=progress)
    return course_page(site).encoded(Studied(study, site.due(study, 0)), "")[1].decode()


def row(page: str, lesson) -> str:
    """Return the text of a lesson's line in the contents."""
    rows = re.findall(r'<li class="card.*?</li>', page, re.DOTALL)
    found = next(each for each in rows if f'<h3><a href="/lessons/{lesson.id}">' in each)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found)).split())


def test_every_lesson_stands_in_the_contents(live: Live, course) -> None:
    """Number, title, question, minutes, and what it stands on, in words with links."""
    page = " ".join(live.page("/").split())
    for number, lesson in enumerate(course.lessons, 1):
        text = row(page, lesson)
        assert text.startswith(f"{number} {lesson.title} {lesson.minutes} minutes")
        assert unescape(lesson.question.striptags()) in text
        assert "not begun" in text
        for name in lesson.needs:
            need = course.lesson(name)
            assert f'<a href="/lessons/{name}">{course.lessons.index(need) + 1} {Markup.escape(need.title)}</a>' in page
    hours = sum(lesson.minutes for lesson in course.lessons) / 60
    assert f"{len(course.lessons)} lessons, about {hours:.0f} hours" in page


def test_the_course_has_two_parts(live: Live) -> None:
    """A title stands before the first lesson and before the tenth, and nowhere else."""
    contents = live.page("/").split('id="contents"')[1].split("</ol>")[0]
    found = re.findall(r'<li class="part"><h3>(.*?)</h3>|href="/lessons/([\w-]+)">', contents)
    at = [place for place, (title, _) in enumerate(found) if title]
    assert [found[place + 1][1] for place in at] == ["surprise-and-entropy", "context"]


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
    opened = next(item.anchor for item in standings(course, made(course, begun=[lesson.id])).cards[1].standing.items)
    assert opened.startswith(("check-", "widget-"))
    assert "Begin here" not in page


def test_one_resumes_at_the_section_of_what_is_open(live: Live, course) -> None:
    """Where the first lesson is complete and the second begun, one goes on in it, at the heading above what is open."""
    first, lesson = course.lessons[:2]
    now = standings(course, made(course, whole=[first.id], begun=[lesson.id]))
    section = now.resume.section
    waits = next(item.anchor for item in now.here.standing.items if not item.done)
    page = shown(live.server.site, made(course, whole=[first.id], begun=[lesson.id]))
    assert (
        f'<a href="/lessons/{lesson.id}#{section.id}"><span>Resume at</span> 2 · {Markup.escape(section.title)}' in page
    )
    text = live.page(f"/lessons/{lesson.id}")
    assert text.index(f'id="{section.id}"') < text.index(f'id="{waits}"')
    between = text[text.index(f'id="{section.id}"') : text.index(f'id="{waits}"')]
    assert not re.findall(r"<h[234] id=", between)
    assert sections_of(lesson)[waits] is section


def test_the_page_opens_with_a_figure_that_is_whole_without_scripts(live: Live) -> None:
    """Two letters, four bars to drag, no control beside them, and the sentence has the kernel's number."""
    page = live.page("/")
    kl = kl_divergence([0.5, 0.5], [0.9, 0.1])
    assert f'data-live="toy.kl" tabindex="-1">{format_number(kl, "bits")}</span> too much' in page
    toy = page[page.index('id="widget-toy"') : page.index("</figure>")]
    assert toy.count('role="slider"') == 4
    assert not re.search('data-control="(lock|swap|unit|presets|undo|link)"', toy)
    assert "data-panel" not in toy


def test_every_lesson_has_a_picture_of_its_first_figure(live: Live, course) -> None:
    """The picture is drawn from the figure's own state, so another state is another picture."""
    page = live.page("/")
    assert page.count('<svg class="picture"') == len(course.lessons)
    bars = KINDS["pmf_bars"]
    one, other = (bars.picture(bars.State.from_options({"p": [0.5, 0.5], "q": [q, 1 - q]})) for q in (0.9, 0.6))
    assert one != other


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_shows_no_result_while_a_prediction_is_pending(kind: str) -> None:
    """Each kind has a picture, in both cases well formed."""
    widget = KINDS[kind]
    for pending in (False, True):
        picture = widget.picture(widget.State.from_options({}), pending=pending)
        assert "<" in picture
        ET.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{picture}</svg>')  # noqa: S314 - our own


@pytest.mark.parametrize(("whole", "here"), [((), 0), ((0, 1), 2), ((1, 2), 0), ((0, 2), 1)])
def test_one_goes_on_at_the_first_lesson_that_is_not_complete(course, whole, here) -> None:
    """The order of the course decides, whatever was completed later in it."""
    ids = [lesson.id for lesson in course.lessons]
    now = standings(course, made(course, whole=[ids[place] for place in whole]))
    assert now.here.lesson.id == ids[here]
    assert now.finished == len(whole)
    assert now.states[ids[here]] == "here"
    assert all(now.states[ids[place]] == "complete" for place in whole)


def test_who_has_done_everything_is_told_so(live: Live, course) -> None:
    """With every lesson complete there is nothing to go on with, and each line says so."""
    everything = made(course, whole=[lesson.id for lesson in course.lessons])
    assert standings(course, everything).here is None
    page = shown(live.server.site, everything)
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
    """Each lesson has a row, lines go down, and none runs through a circle that it does not belong to."""
    needs = needs or {lesson.id: lesson.needs for lesson in course.lessons}
    drawn = lesson_map(needs)
    places = {node.id: (node.x, node.y) for node in drawn.nodes}
    assert [y for _, y in places.values()] == sorted({y for _, y in places.values()})
    edges = [(name, lesson) for lesson, names in direct_needs(needs).items() for name in names]
    assert [(line.before, line.after) for line in drawn.lines] == edges
    for line in drawn.lines:
        (x0, y0), (x1, y1) = places[line.before], places[line.after]
        numbers = [float(number) for number in re.findall(r"[\d.]+", line.path)]
        assert line.path.startswith(f"M{x0:g} {y0 + RADIUS:g}")
        assert numbers[-1] == y1 - RADIUS
        assert x1 in numbers
        lanes = [float(x) for x in re.findall(r"[M ]?([\d.]+) [\d.]+V", line.path)]
        for x, y in places.values():
            assert not any(x == lane and y0 < y < y1 for lane in lanes), line
    for x, y in places.values():
        assert RADIUS <= x <= drawn.width - RADIUS
        assert RADIUS <= y <= drawn.height - RADIUS


def test_a_chain_is_one_straight_lane() -> None:
    """Lessons that follow one another stand in one lane; two that stand on one lesson stand in two."""
    drawn = lesson_map({"a": [], "b": ["a"], "c": ["b"], "d": ["c"]})
    assert len({node.x for node in drawn.nodes}) == 1
    forked = {node.id: node.x for node in lesson_map({"a": [], "b": ["a"], "c": ["a"]}).nodes}
    assert forked["c"] - forked["a"] == LANE

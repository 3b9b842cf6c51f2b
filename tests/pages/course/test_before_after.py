"""Twelve questions before the course and after it: asked once each, kept, and no attempt at anything."""

from __future__ import annotations

import html
import re
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from app.__main__ import main
from app.checks import present
from app.content import Lesson
from app.content.course.lesson import links_in
from app.pages.course.before_after import NOT_KNOWN, place_of
from app.progress import AnswerGiven, SqlStore, connect, migrate

if TYPE_CHECKING:
    from conftest import Live

ADDRESS = "/before-and-after"


def words(page: str) -> str:
    """The words of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def shown_seed(live: Live, cookie: str) -> int:
    """Which form the page shows."""
    found = re.search(r'name="seed" value="(\d)"', live.page(ADDRESS, Cookie=cookie))
    assert found
    return int(found[1])


def post(live: Live, cookie: str, time: str, seed: int, right: int, **more: str) -> int:
    """Answer so many of the first questions rightly, the others not at all; return the status."""
    checks = list(live.server.site.before_and_after.values())[:right]
    answers = {check.id: present(check, seed).solution[0] for check in checks}
    body = urlencode({"time": time, "seed": seed, **answers, **more})
    return live.ask(ADDRESS, "POST", body, Cookie=cookie)[0].status


def test_the_gain_is_shown_with_its_counts(live: Live) -> None:
    """Four before and ten after are three quarters of what there was to gain; only then solutions are shown."""
    cookie = live.visitor()
    first = shown_seed(live, cookie)
    assert post(live, cookie, "before", first, 4) == 303
    between = words(live.page(ADDRESS, Cookie=cookie))
    assert "Before the course you knew 4 of 12" in between
    assert "Question by question" not in between
    second = shown_seed(live, cookie)
    assert {first, second} == {1, 2}
    assert post(live, cookie, "after", second, 10) == 303
    after = words(live.page(ADDRESS, Cookie=cookie))
    assert "Of the 8 that you did not know, you know 6 now." in after
    assert "Of the 4 that you knew, none went wrong this time." in after
    assert "(10 − 4) / (12 − 4) = 0.750" in after
    assert "4 of 12, then 10" in words(live.page("/", Cookie=cookie))


def test_each_time_is_answered_once(live: Live) -> None:
    """What an old tab sends later changes nothing, and nothing is asked before its time."""
    cookie = live.visitor()
    seed = shown_seed(live, cookie)
    assert post(live, cookie, "after", 3 - seed, 12) == 303
    assert "Keep my answers" in live.page(ADDRESS, Cookie=cookie)
    post(live, cookie, "before", seed, 2)
    post(live, cookie, "before", seed, 12)
    assert "you knew 2 of 12" in words(live.page(ADDRESS, Cookie=cookie))


def test_nothing_counts_as_an_attempt(live: Live) -> None:
    """No lesson is begun, nothing comes back for review, no point is earned and no day was practised."""
    cookie = live.visitor()
    post(live, cookie, "before", shown_seed(live, cookie), 5)
    assert "Begin here" in words(live.page("/", Cookie=cookie))
    mastery = words(live.page("/mastery", Cookie=cookie))
    assert "with 0 points, on 0 days of practice" in mastery
    assert "due today →" not in mastery


def test_it_is_offered_at_the_start_and_is_no_wall(live: Live) -> None:
    """A newcomer is offered the questions beside the first lesson; who has begun without them is not asked again."""
    cookie = live.visitor()
    assert "ten minutes: at the end you see what has changed" in words(live.page("/", Cookie=cookie))
    body = urlencode({"seed": 0, "action": "hint", "hint": 1})
    live.ask("/lessons/surprise-and-entropy/checks/one-surprise", "POST", body, Cookie=cookie)
    assert "ten minutes: at the end" not in words(live.page("/", Cookie=cookie))


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"time": "never", "seed": "1"}, "time is 'never'"),
        ({"time": "before", "seed": "7"}, "seed is '7'"),
        ({"time": "before", "seed": "1", "said-never": "maybe"}, "said-never is 'maybe'"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(live: Live, fields: dict[str, str], named: str) -> None:
    """It names the thing and the value, and keeps nothing."""
    cookie = live.visitor()
    answer, content = live.ask(ADDRESS, "POST", urlencode(fields), Cookie=cookie)
    assert answer.status == 400
    assert named in html.unescape(content.decode() if isinstance(content, bytes) else content)
    assert "Begin the course without them" in live.page(ADDRESS, Cookie=cookie)


def test_the_two_forms_differ_and_lead_to_where_it_is_explained(live: Live) -> None:
    """Each question has other numbers after than before, and its solution a place in the course that there is."""
    site = live.server.site
    places = {f"/lessons/{lesson.id}#{section.id}" for lesson in site.course.lessons for section in lesson.sections}
    assert isinstance(site.course.before_and_after, Lesson)
    assert len(site.before_and_after) == 12
    for check in site.before_and_after.values():
        one, other = present(check, 1), present(check, 2)
        assert one.prompt_html != other.prompt_html
        assert [option.id for option in one.options if option.id in one.solution] == list(other.solution)
        links = links_in(str(other.solution_html))
        assert links
        assert set(links) <= places


def test_the_gain_of_a_class_is_told_to_who_runs_the_course(
    live: Live, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of four who have answered both times nothing is told; of five the counts by question and the averages' gain."""
    monkeypatch.setenv("WD_DATA_DIR", str(tmp_path))
    engine = connect(f"sqlite:///{tmp_path}/progress.sqlite3")
    migrate(engine)
    store, checks = SqlStore(engine), list(live.server.site.before_and_after.values())

    def answers(learner: int, time: str, right: int) -> list[AnswerGiven]:
        return [
            AnswerGiven(
                event_id=str(uuid.uuid4()),
                learner=f"learner-{learner:014}",
                lesson=place_of(time),
                at=datetime.now(UTC),
                check=check.id,
                seed=1,
                answer_text=present(check, 1).solution[0] if number < right else NOT_KNOWN,
                verdict="kept",
            )
            for number, check in enumerate(checks)
        ]

    for learner in range(5):
        store.append_all(answers(learner, "before", 4 + learner % 2))
        assert main(["gain"]) == 0
        assert "Fewer than 5 learners" in capsys.readouterr().out
        store.append_all(answers(learner, "after", 9))
    store.append_all(answers(5, "before", 12))
    store.close()
    assert main(["gain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    told = " ".join(lines)
    assert "5 learners have answered the 12 questions before the course and after it." in told
    assert "On average they knew 4.4 before and 9 after." in told
    assert "Normalised gain of the averages: 0.605" in told  # (45 - 22) / (60 - 22)
    table = [line.rsplit(maxsplit=2)[1:] for line in lines[-12:]]
    assert table == [["5", "5"]] * 4 + [["2", "5"]] + [["0", "5"]] * 4 + [["0", "0"]] * 3

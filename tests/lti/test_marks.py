"""Marks reach the course system: stored first, sent after, once, through its absence and our own end."""

import re
import time

from app.checks import present
from app.pages.kinds import KINDS
from tests.lti.conftest import Visitor, register, text_of
from tests.lti.platform import TEACHER, Platform
from tests.patience import PATIENCE
from tests.served import Served
from tests.shipped import ALL_CHECKS, COURSE

LESSON = "wrong-dictionary"
QUESTIONS = [slot.ref for slot in COURSE.lesson(LESSON).slots if slot.kind == "check"]


def until(condition):
    """Return what a condition gives once it gives something."""
    deadline = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.05)
    return found


def come(visitor, platform, item=None, **more):
    """Launch the lesson by a link that takes marks; return its page."""
    link = platform.link(target=f"{platform.tool}/lessons/{LESSON}", item=item, **more)
    status, _, page = visitor.launch(platform, link)
    assert status == 200, text_of(page)
    return " ".join(page.split())


def answer_rightly(visitor, *names):
    """Answer questions of the lesson rightly."""
    for name in names:
        given = present(ALL_CHECKS[LESSON][name], 0).solution
        form = {"action": "answer", "answer": [given] if isinstance(given, str) else list(given), "seed": "0"}
        status, _, said = visitor.ask(f"/lessons/{LESSON}/checks/{name}", form, Accept="application/json")
        assert status == 200, said


def marks(visitor):
    """Return the words of the page of marks."""
    return text_of(visitor.ask("/lti/marks")[2])


def given(platform):
    """Return all that arrived, as shares."""
    return [score["scoreGiven"] for _, score in platform.arrived]


def test_a_mark_arrives(visitor, platform):
    """What was answered rightly is told as a share, under the user's id, and the learner sees that it was sent."""
    assert "nothing is known there yet" in come(visitor, platform, platform.column(9))
    visitor.answer(LESSON, "wrong-model", "17")
    answer_rightly(visitor, "never")
    until(lambda: 1 in given(platform))
    score = platform.arrived[-1][1]
    assert score["userId"] == "user-1"
    assert score["scoreMaximum"] == len(QUESTIONS)
    assert (score["activityProgress"], score["gradingProgress"]) == ("InProgress", "FullyGraded")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", score["timestamp"])
    until(lambda: f"1 of {len(QUESTIONS)} sent" in marks(visitor))
    assert f"1 of {len(QUESTIONS)} is known there" in visitor.ask(f"/lessons/{LESSON}")[2]
    assert platform.tokens == 1
    arrived = len(platform.arrived)
    answer_rightly(visitor, "never")  # nothing has changed: nothing is told
    until(lambda: f"1 of {len(QUESTIONS)} sent" in marks(visitor))
    answer_rightly(visitor, "the-gap")
    until(lambda: 2 in given(platform))
    assert len(platform.arrived) == arrived + 1
    assert platform.tokens == 1, "a token is kept"


def test_the_platform_is_away(visitor, platform):
    """While the course system is away the mark waits, and says so to both; when it is back the mark arrives once."""
    come(visitor, platform, platform.column(9))
    teacher = Visitor(visitor.port)
    come(teacher, platform, user="teacher-1", roles=[TEACHER], resource="link-2")
    assert "Nobody" not in marks(teacher)
    platform.stop()
    answer_rightly(visitor, "never")
    until(lambda: "failed:" in marks(visitor))
    assert "It will be sent again at" in marks(visitor)
    assert "tried again" in visitor.ask(f"/lessons/{LESSON}")[2]
    assert re.search(r"A friend with the wrong dictionary 1 0 0 1 \S+ does not answer", marks(teacher)), marks(teacher)
    platform.start()
    until(lambda: f"1 of {len(QUESTIONS)} sent" in marks(visitor))
    assert given(platform) == [1]
    assert re.search(r"A friend with the wrong dictionary 1 1 0 0", marks(teacher)), marks(teacher)


def test_we_end_meanwhile(tmp_path):
    """A mark that could not be told is told by the next process; what was answered before a crash is not lost."""
    served = Served(tmp_path, WD_LTI_HTTP="on")
    served.start()
    platform = Platform(f"http://localhost:{served.port}")
    register(served, platform)
    visitor = Visitor(served.port)
    come(visitor, platform, platform.column(9))
    platform.stop()
    answer_rightly(visitor, "never", "the-gap")
    until(lambda: "failed:" in marks(visitor))
    served.kill()
    platform.start()
    served.start()
    until(lambda: f"2 of {len(QUESTIONS)} sent" in marks(visitor))
    assert given(platform) == [2]
    served.kill()
    platform.stop()


def test_a_confirmation_is_lost(visitor, platform):
    """A mark whose confirmation was lost is sent again with the same time, and counts once."""
    item = platform.column(9)
    come(visitor, platform, item)
    platform.swallow = 1
    answer_rightly(visitor, "never")
    until(lambda: f"1 of {len(QUESTIONS)} sent" in marks(visitor))
    assert given(platform) == [1, 1]
    assert len({score["timestamp"] for _, score in platform.arrived}) == 1
    assert len(platform.scores) == 1


def test_a_course_system_that_is_busy(visitor, platform):
    """An error of the course system is told as it is, and the mark is sent again."""
    come(visitor, platform, platform.column(9))
    platform.status = 503
    answer_rightly(visitor, "never")
    until(lambda: "did not take the mark (503)" in marks(visitor))
    platform.status = None
    until(lambda: f"1 of {len(QUESTIONS)} sent" in marks(visitor))


def test_a_token_that_was_withdrawn(visitor, platform):
    """A token that is refused before its time is replaced by a new one at once."""
    come(visitor, platform, platform.column(9))
    answer_rightly(visitor, "never")
    until(lambda: given(platform) == [1])
    sound, platform.config.validate_token = platform.config.validate_token, lambda *_given: platform.tokens > 1
    answer_rightly(visitor, "the-gap")
    until(lambda: given(platform) == [1, 2])
    assert platform.tokens == 2
    platform.config.validate_token = sound


def test_a_link_without_a_column(visitor, platform):
    """Where the link has no column yet, one is made for it, with the lesson's title, and used from then on."""
    come(visitor, platform, resource="link-7")
    answer_rightly(visitor, "never")
    until(lambda: given(platform) == [1])
    (column,) = platform.items.values()
    assert (column["resourceLinkId"], column["label"]) == ("link-7", "A friend with the wrong dictionary")
    answer_rightly(visitor, "the-gap")
    until(lambda: given(platform) == [1, 2])
    assert len(platform.items) == 1


def test_done(visitor, platform):
    """Where being done counts, nothing is told until nothing is left to do, and then 1 of 1."""
    come(visitor, platform, platform.column(1), custom={"mark": "done"})
    answer_rightly(visitor, *QUESTIONS)
    assert not platform.arrived
    for widget in COURSE.lesson(LESSON).widgets.values():
        if widget.prediction is not None:
            state = KINDS[widget.kind].State.from_options(widget.options).as_dict()
            address = f"/lessons/{LESSON}/predictions/{widget.prediction}"
            told = {"state": state, "guess": 1}
            status, _, said = visitor.ask(address, json=told, Accept="application/json")
            assert status == 200, said
    until(lambda: platform.arrived)
    (score,) = [score for _, score in platform.arrived]
    assert (score["scoreGiven"], score["scoreMaximum"], score["activityProgress"]) == (1, 1, "Completed")


def test_what_was_done_before(visitor, platform):
    """Who comes by another link of the same lesson has there the mark of what they have done."""
    come(visitor, platform, platform.column(9))
    answer_rightly(visitor, "never")
    until(lambda: given(platform) == [1])
    other = platform.column(9)
    come(visitor, platform, other, resource="link-2")
    until(lambda: given(platform) == [1, 1])
    assert platform.arrived[-1][0] == other.rpartition("/")[2]


def test_work_that_was_taken_along_counts(visitor, platform):
    """Work of before the first launch counts once the learner says that it is theirs."""
    visitor.ask(f"/lessons/{LESSON}")
    answer_rightly(visitor, "never", "the-gap")
    link = platform.link(target=f"{platform.tool}/lessons/{LESSON}", item=platform.column(9))
    _, _, page = visitor.launch(platform, link)
    ticket = page.partition('name="ticket" value="')[2].partition('"')[0]
    visitor.go_on(*visitor.ask("/lti/enter", {"ticket": ticket, "work": "mine"}))
    until(lambda: given(platform) == [2])


def test_who_teaches_has_no_mark(visitor, platform):
    """What somebody who teaches answers is told to nobody: course systems refuse it."""
    come(visitor, platform, platform.column(9), user="teacher-1", roles=[TEACHER])
    answer_rightly(visitor, "never")
    learner = Visitor(visitor.port)
    come(learner, platform, platform.column(9))
    answer_rightly(learner, "never")
    until(lambda: platform.arrived)
    assert {score["userId"] for _, score in platform.arrived} == {"user-1"}
    assert "Yours" not in marks(visitor)
    assert "In your course" not in marks(learner)


def test_a_platform_that_sends_elsewhere(visitor, platform):
    """An address for marks that is none of a web server is not asked, and the learner is told."""
    come(visitor, platform, "file:///etc/passwd")
    answer_rightly(visitor, "never")
    until(lambda: "is no address that is asked" in marks(visitor))

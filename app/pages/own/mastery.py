"""How firm the ideas of the course are in a learner, by the questions that test them and the slips that were made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from app.content import Course, Lesson
from app.content.course.ideas import Idea
from app.pages.kinds import KINDS
from app.pages.study.due import Probes
from app.pages.study.lesson_progress import Recalled, recap
from app.progress import Memory, Progress, Question, Study


class Standing(StrEnum):
    """How firm an idea is."""

    #: A slip that shows a misunderstanding, or a wrong answer, and no right one on a later day.
    SHAKY = "shaky"
    #: Right, and not yet on a second day.
    FRESH = "fresh"
    #: Right on two days or more, the last time too.
    FIRM = "firm"
    #: Never tested.
    OPEN = "open"

    @property
    def said(self) -> str:
        """The standing in words."""
        return _SAID[self]

    @property
    def short(self) -> str:
        """The same in a word or two."""
        return _SAID[self].partition(":")[0].partition(";")[0]


_SAID = {
    Standing.SHAKY: "shaky: it went wrong, and not right since",
    Standing.FRESH: "right so far; a second day will tell",
    Standing.FIRM: "firm",
    Standing.OPEN: "not tested yet",
}


@dataclass(frozen=True)
class Known:
    """An idea, and how firm it is.

    ``slips`` are the misconceptions that were shown and not mended since, with the day; ``ask`` is the question that is
    best asked next.
    """

    idea: Idea
    standing: Standing
    asked: int
    questions: int
    slips: tuple[tuple[str, date], ...]
    ask: Question

    @property
    def figure_name(self) -> str:
        """The name of that figure."""
        return KINDS[self.idea.kind].title


@dataclass(frozen=True)
class Chapter:
    """The ideas that one lesson explains, and the lesson's place in the course."""

    number: int
    lesson: Lesson
    ideas: tuple[Known, ...]


@dataclass(frozen=True)
class Guesses:
    """A learner's predictions in one lesson."""

    number: int
    lesson: Lesson
    rows: tuple[Recalled, ...]


def chapters(course: Course, study: Study, probes: Probes) -> list[Chapter]:
    """Return the ideas of the course by lesson, each as firm as it is."""
    found = []
    for number, lesson in enumerate(course.lessons, 1):
        own = tuple(known(idea, study.memories, probes) for idea in course.ideas if idea.lesson == lesson.id)
        if own:
            found.append(Chapter(number, lesson, own))
    return found


def known(idea: Idea, memories: Mapping[Question, Memory], probes: Probes) -> Known:
    """Return how firm an idea is."""
    own = [Question.named(name) for name in idea.questions]
    slipping = {question for slip in idea.misconceptions for question in probes.get(slip, ())}
    asked = {question: memories[question] for question in {*own, *slipping} if question in memories}
    open_slips = sorted(_open_slips(idea, asked, probes), key=lambda pair: -pair[1])
    tested = {question: memory for question, memory in asked.items() if question in own}
    return Known(
        idea,
        _standing(tested, shaky=bool(open_slips)),
        len(tested),
        len(own),
        tuple((slip, date.fromordinal(day)) for slip, day in open_slips),
        min(own, key=lambda question: _need(memories.get(question))),
    )


def _open_slips(idea: Idea, asked: Mapping[Question, Memory], probes: Probes) -> Iterable[tuple[str, int]]:
    """Yield each misconception of an idea after which no question that would show it was right on a later day."""
    last: dict[str, int] = {}
    for memory in asked.values():
        for slip, day in memory.slips.items():
            if slip in idea.misconceptions:
                last[slip] = max(day, last.get(slip, day))
    for slip, day in last.items():
        looked_for = probes.get(slip, ())
        if not any(memory.last_right > day for question, memory in asked.items() if question in looked_for):
            yield slip, day


def _standing(tested: Mapping[Question, Memory], *, shaky: bool) -> Standing:
    if shaky or any(memory.last_right < memory.last for memory in tested.values()):
        return Standing.SHAKY
    if not tested:
        return Standing.OPEN
    twice = any(memory.right > 1 for memory in tested.values())
    return Standing.FIRM if twice or len({memory.last for memory in tested.values()}) > 1 else Standing.FRESH


def _need(memory: Memory | None) -> tuple[int, int]:
    """Return what sorts the most needed question first: wrong the last time, then never asked, then due soonest."""
    if memory is None:
        return 1, 0
    return (2, memory.due) if memory.last_right == memory.last else (0, memory.due)


def figure_address(idea: Idea) -> str:
    """Return the address of the figure of an idea, in its state; raises ValueError if there is no such state."""
    if idea.kind not in KINDS:
        raise ValueError(f"no figure `{idea.kind}`; there are {', '.join(KINDS)}")
    state = KINDS[idea.kind].State.from_options(idea.options)
    return f"/lab/{idea.kind}?{urlencode(state.to_query())}"


def figure_addresses(course: Course) -> dict[str, str]:
    """Return the address of the figure of each idea, by the idea's id."""
    return {idea.id: figure_address(idea) for idea in course.ideas}


def all_guesses(course: Course, progress: Progress) -> list[Guesses]:
    """Return all predictions of a learner beside the truth, in the order of the course."""
    found = []
    for number, lesson in enumerate(course.lessons, 1):
        rows = tuple(recap(lesson, progress.lesson(lesson.id)))
        if rows:
            found.append(Guesses(number, lesson, rows))
    return found


def tally(found: Iterable[Chapter]) -> list[tuple[Standing, int]]:
    """Return how many ideas stand how, those of which there are some."""
    counts = Counter(known.standing for chapter in found for known in chapter.ideas)
    return [(standing, counts[standing]) for standing in Standing if counts[standing]]

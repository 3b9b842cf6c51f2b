"""What is due today, and what of it to ask in the time that one has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.checks import Check
from app.content import Course
from app.progress import Memory, Question, Study

SESSION: Final = 10
"""Questions of a session."""
MINUTES: Final = 1.5
"""So long takes a question, with reading what is said to the answer."""
BROUGHT_FORWARD: Final = 3
"""A slip brings so many of the questions that look for it back on the next day, its own among them."""

Probes = Mapping[str, frozenset[Question]]
"""A misconception, and the questions that would show it."""


@dataclass(frozen=True)
class Due:
    """The days on which questions come back, of those that were ever asked and are still in the course."""

    today: int
    days: Mapping[Question, int]
    memories: Mapping[Question, Memory]
    slipped: frozenset[Question]
    """Questions that come back sooner than they would, for a misconception's sake."""

    @property
    def questions(self) -> list[Question]:
        """What is due today: after a slip first, then what is most likely forgotten."""
        due = (question for question, day in self.days.items() if day <= self.today)
        return sorted(due, key=lambda each: (each not in self.slipped, self._recall(each), each.name))

    @property
    def waiting(self) -> int:
        """How many questions are due today."""
        return sum(day <= self.today for day in self.days.values())

    @property
    def next_day(self) -> int | None:
        """The next day on which something comes back, None if nothing does."""
        return min((day for day in self.days.values() if day > self.today), default=None)

    def on(self, day: int) -> int:
        """Return how many questions come back on a day."""
        return sum(each == day for each in self.days.values())

    def session(self, length: int = SESSION) -> list[Question]:
        """Return the most needed of what is due today, mixed over lessons."""
        return mixed(self.questions[:length])

    def _recall(self, question: Question) -> float:
        return self.memories[question].retrievability(max(self.today, self.memories[question].last))


def probes_of(checks: Mapping[str, Mapping[str, Check]]) -> Probes:
    """Return for each misconception the questions whose answers would show it."""
    found: dict[str, set[Question]] = defaultdict(set)
    for lesson, own in checks.items():
        for check_id, check in own.items():
            for slip in slips_of(check):
                found[slip].add(Question(lesson, check_id))
    return {slip: frozenset(questions) for slip, questions in found.items()}


def slips_of(check: Check) -> set[str]:
    """Return the misconceptions that answers to a question can show."""
    front = check.authored.front
    if front.kind == "numeric":
        return {mistake.use if hasattr(mistake, "use") else mistake.id for mistake in front.misconception}
    return {option.misconception for option in front.option if option.misconception is not None}


def due(study: Study, course: Course, probes: Probes, today: int) -> Due:
    """Return when each question comes back.

    By FSRS; but a misconception that was shown and not met since brings back the questions that look for it on the day
    after: the one that was answered, and those of the others that would come next.
    """
    known = {Question(lesson.id, check) for lesson in course.lessons for check in lesson.checks}
    memories = {question: memory for question, memory in study.memories.items() if question in known}
    days = {question: memory.due for question, memory in memories.items()}
    slipped = set()
    for question, memory in memories.items():
        for slip, day in memory.slips.items():
            if memory.last > day:
                continue  # it was asked again since
            others = (
                other
                for other in probes.get(slip, ())
                if other != question and other in memories and memories[other].last <= day
            )
            for each in [question, *sorted(others, key=lambda other: memories[other].due)[: BROUGHT_FORWARD - 1]]:
                if days[each] > day + 1:
                    days[each] = day + 1
                    slipped.add(each)
    return Due(today, days, memories, frozenset(slipped))


def mixed(questions: Sequence[Question]) -> list[Question]:
    """Return the questions in such an order that neighbours are of different lessons, as far as that can be.

    Examples
    --------
    >>> a, b, c = Question("a", "1"), Question("a", "2"), Question("b", "1")
    >>> [question.name for question in mixed([a, b, c])]
    ['a.1', 'b.1', 'a.2']
    """
    left: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        left[question.lesson].append(question)
    order: list[Question] = []
    while left:
        last = order[-1].lesson if order else None
        # The lesson with most left comes next, so that none is left over at the end; the more needed one of equals.
        lesson = max(left, key=lambda each: (each != last, len(left[each]), -questions.index(left[each][0])))
        order.append(left[lesson].pop(0))
        if not left[lesson]:
            del left[lesson]
    return order


def fitting(minutes: float) -> int:
    """Return how many questions fit into so many minutes, at least one."""
    return max(1, int(minutes / MINUTES))


def minutes_of(questions: int) -> int:
    """Return how many minutes so many questions take, about."""
    return max(1, round(questions * MINUTES))


def named(names: Iterable[str], course: Course) -> tuple[Question, ...]:
    """Return the questions of these names that are in the course, each once, no more than two sessions."""
    known = {Question(lesson.id, check) for lesson in course.lessons for check in lesson.checks}
    found = dict.fromkeys(question for question in map(Question.named, names) if question in known)
    return tuple(found)[: 2 * SESSION]

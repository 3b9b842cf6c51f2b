"""Which question the review page asks next, and how a learner stands with all of them."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from app.content import Course
from app.pages.study.due import named
from app.progress import CheckProgress, Progress, Question, Recall

WHICH: Final[Mapping[str, str]] = {
    "all": "all questions",
    "wrong": "what I got wrong",
    "open": "what was not yet right",
}
ORDERS: Final[Mapping[str, str]] = {"spaced": "by need", "shuffled": "shuffled"}
#: So many questions come between a question and its return, if there are so many.
RESTING: Final = 3
#: The first numbers of a question here: others than the lesson shows.
FIRST_SEED: Final = 1000
#: So many passed over are remembered in the address.
MOST_PASSED: Final = 12
LONG_AGO: Final = 0


@dataclass(frozen=True)
class Choice:
    """What the learner wants to be asked.

    Attributes
    ----------
    lesson
        The id of a lesson, or "" for all.
    which
        One of `WHICH`.
    order
        One of `ORDERS`: by need is what went wrong first, then what was never asked, then what was right longest ago.
    passed
        The names of questions that were passed over, the last one last.
    session
        The questions of a session, in their order; empty outside of one.
    place
        How many of them are behind.
    """

    lesson: str = ""
    which: str = "all"
    order: str = "spaced"
    passed: tuple[str, ...] = ()
    session: tuple[Question, ...] = ()
    place: int = 0

    @classmethod
    def from_query(cls, query: Mapping[str, str], course: Course) -> Choice:
        """Return the choice that an address makes, or raise ValueError for one that cannot be made."""
        known = {"lesson": ["", *(each.id for each in course.lessons)], "which": list(WHICH), "order": list(ORDERS)}
        given = {name: query.get(name, values[0]) for name, values in known.items()}
        for name, values in known.items():
            if given[name] not in values:
                raise ValueError(f"{name} is {given[name]!r}; it must be one of {', '.join(filter(None, values))}")
        passed = tuple(filter(None, query.get("passed", "").split(",")))[-MOST_PASSED:]
        session = named(query.get("session", "").split(","), course)
        behind = re.fullmatch(r"[0-9]{1,3}", query.get("place", "0"))
        place = min(int(behind[0]), len(session)) if behind else 0
        return cls(**given, passed=passed, session=session, place=place)

    def to_query(self) -> str:
        """Return the query string that `from_query` reads."""
        fields = {"lesson": self.lesson, "which": self.which, "order": self.order, "passed": ",".join(self.passed)}
        fields |= {"session": ",".join(question.name for question in self.session), "place": str(self.place)}
        first = {"which": "all", "order": "spaced", "place": "0"}
        return urlencode({name: value for name, value in fields.items() if value and value != first.get(name)})

    def asked(self) -> Question | None:
        """Return the question of the session that is asked now, None after the last."""
        return self.session[self.place] if self.place < len(self.session) else None

    def after(self, question: Question, done: CheckProgress) -> Choice:
        """Return the choice for the next question: one that was not answered is passed over."""
        if self.session:
            return replace(self, place=self.place + 1)
        answered = done.last_verdict in {"right", "wrong"}
        return replace(self, passed=() if answered else (*self.passed, question.name)[-MOST_PASSED:])


def questions(course: Course, lesson: str = "") -> list[Question]:
    """Return all questions of the course or of one lesson, in its order, those included that no text asks."""
    return [Question(each.id, check) for each in course.lessons if lesson in {"", each.id} for check in each.checks]


def chosen(course: Course, choice: Choice, known: Mapping[Question, Recall], progress: Progress) -> list[Question]:
    """Return the questions that a choice asks for, by need.

    First what went wrong last time, longest ago first; then what was never asked in lessons that are begun; then what
    was right, longest ago first; then the lessons that are not begun.
    """

    def need(question: Question) -> tuple[int, int]:
        recalled = known.get(question)
        if recalled is None:
            return (1 if progress.lesson(question.lesson).is_begun else 3), LONG_AGO
        return (2 if recalled.last_right else 0), recalled.last

    def wanted(question: Question) -> bool:
        recalled = known.get(question)
        if choice.which == "wrong":
            return recalled is not None and not recalled.last_right
        return choice.which == "all" or recalled is None or not recalled.right

    # The order of the course decides between equals, as sorting keeps it.
    return sorted(filter(wanted, questions(course, choice.lesson)), key=need)


def next_question(found: Sequence[Question], choice: Choice, known: Mapping[Question, Recall]) -> Question | None:
    """Return the question to ask of those found: not one that was just answered or passed over, if there are others."""
    if not found:
        return None
    answered = sorted((each for each in found if each in known), key=lambda each: known[each].last)
    passed = [each for name in choice.passed for each in found if each.name == name]
    # What is most recent rests most surely: the last in this list gives way last.
    resting = [*passed[:-1], *answered[-RESTING:], *passed[-1:]][-(len(found) - 1) :] if len(found) > 1 else []
    ready = [each for each in found if each not in resting] or list(found)
    if choice.order == "shuffled":
        # The draw follows from what was done: a page that is loaded again asks the same.
        drawn = f"{sum(each.answers for each in known.values())}/{','.join(choice.passed)}"
        return random.Random(drawn).choice(ready)  # noqa: S311 - an order, not a secret
    return ready[0]


def asked_anew(done: CheckProgress) -> CheckProgress:
    """Return a question as it is asked again: with fresh numbers once it was answered, else as it was left."""
    if done.seed is None:
        return CheckProgress(seed=FIRST_SEED)
    if done.last_verdict in {"right", "wrong"} or done.solution_shown:
        return CheckProgress(seed=done.seed + 1)
    return done


@dataclass(frozen=True)
class Tally:
    """How many questions there are, how many were asked, and how many were right the last time."""

    lesson: str
    title: str
    questions: int
    asked: int
    right: int


def tallies(course: Course, known: Mapping[Question, Recall]) -> list[Tally]:
    """Return a tally for each lesson, and one for the whole course."""
    found = []
    for lesson in course.lessons:
        own = questions(course, lesson.id)
        right = sum(known[each].last_right for each in own if each in known)
        found.append(Tally(lesson.id, lesson.title, len(own), sum(each in known for each in own), right))
    whole = [sum(counts) for counts in zip(*((each.questions, each.asked, each.right) for each in found), strict=True)]
    return [*found, Tally("", "The whole course", *whole)]

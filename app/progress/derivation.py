"""From events to progress."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from app.progress.errors import EventError
from app.progress.events import (
    AnswerGiven,
    CheckDeed,
    CheckEvent,
    CheckRenewed,
    Event,
    HintShown,
    LessonCompleted,
    PredictionCommitted,
    SolutionShown,
)
from app.progress.lesson_progress import CheckProgress, LessonProgress, Progress

_E = TypeVar("_E", bound=Event)


def derive(events: Iterable[Event]) -> Progress:
    """Return the progress that follows from a learner's events.

    Parameters
    ----------
    events
        Events of one learner, of any number of lessons. What was done counts in the order of ``at``; only events of the
        same moment count in the order in which they are given. The same event twice counts once.

    Returns
    -------
    Progress
        The progress of each lesson that appears in the events.

    Raises
    ------
    EventError
        If the events belong to more than one learner.

    Notes
    -----
    Events that waited in a browser may arrive after later ones: ``at`` is when they were done, and that decides.

    Examples
    --------
    >>> derive([]).lesson("wrong-dictionary").is_begun
    False
    """
    counted: dict[str, Event] = {}
    for event in sorted(events, key=lambda event: event.at):
        counted.setdefault(event.event_id, event)
    learners = {event.learner for event in counted.values()}
    if len(learners) > 1:
        raise EventError(f"events of {len(learners)} learners were given, but progress is of one; pass one's events")
    lessons = _grouped((event.lesson, event) for event in counted.values())
    return Progress(lessons=MappingProxyType({lesson: _lesson(deeds) for lesson, deeds in lessons.items()}))


def _grouped(pairs: Iterable[tuple[str, _E]]) -> Mapping[str, list[_E]]:
    groups: dict[str, list[_E]] = defaultdict(list)
    for key, event in pairs:
        groups[key].append(event)
    return groups


def _lesson(deeds: Sequence[Event]) -> LessonProgress:
    checks = _grouped((deed.check, deed) for deed in deeds if isinstance(deed, CheckDeed))
    predictions: dict[str, PredictionCommitted] = {}
    for deed in deeds:
        if isinstance(deed, PredictionCommitted):
            predictions.setdefault(deed.prediction, deed)
    return LessonProgress(
        checks=MappingProxyType({check: _check(of_check) for check, of_check in checks.items()}),
        predictions=MappingProxyType(predictions),
        completed_at=next((deed.at for deed in deeds if isinstance(deed, LessonCompleted)), None),
    )


def _check(deeds: Sequence[CheckEvent]) -> CheckProgress:
    # The learner sees the numbers of what they did last, be it in a second tab that still shows older ones.
    seed = deeds[-1].seed
    shown: list[CheckEvent] = []
    for deed in deeds:
        if deed.seed == seed:
            shown = [] if isinstance(deed, CheckRenewed) else [*shown, deed]
    verdicts = [deed.verdict for deed in deeds if isinstance(deed, AnswerGiven)]
    return CheckProgress(
        seed=seed,
        last=next((deed for deed in reversed(shown) if isinstance(deed, AnswerGiven)), None),
        hints_opened=max((deed.hint for deed in shown if isinstance(deed, HintShown)), default=0),
        solution_shown=any(isinstance(deed, SolutionShown) for deed in shown),
        attempts=sum(verdict in {"right", "wrong"} for verdict in verdicts),
        ever_right="right" in verdicts,
    )

"""From events to progress."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from app.progress.derived.lesson_progress import NUMBERS_REMEMBERED, CheckProgress, LessonProgress, Progress
from app.progress.derived.recall import recall
from app.progress.errors import EventError
from app.progress.events.event import (
    AnswerGiven,
    CheckDeed,
    CheckEvent,
    CheckRenewed,
    Event,
    HintShown,
    LessonCompleted,
    PredictionCommitted,
    SolutionShown,
    SwitchSet,
)

_E = TypeVar("_E", bound=Event)


def derive(events: Iterable[Event]) -> Progress:
    """Return the progress that follows from a learner's events.

    Parameters
    ----------
    events
        Events of one learner, of any number of lessons, in the order of arrival. The same event twice counts once,
        where it came first.

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
    ``at`` decides nothing: a clock may be set back, and the order of arrival cannot. `app.progress.derived.summary`
    comes to the same one event at a time.

    Examples
    --------
    >>> derive([]).lesson("wrong-dictionary").is_begun
    False
    """
    counted: dict[str, Event] = {}
    for event in events:
        counted.setdefault(event.event_id, event)
    learners = {event.learner for event in counted.values()}
    if len(learners) > 1:
        raise EventError(f"events of {len(learners)} learners were given, but progress is of one; pass one's events")
    lessons = _grouped((event.lesson, event) for event in counted.values() if not isinstance(event, SwitchSet))
    return Progress(
        lessons=MappingProxyType({lesson: _lesson(deeds) for lesson, deeds in lessons.items()}),
        known=recall(counted.values()),
    )


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
    # The learner sees the numbers of what they did last, be it in a second tab that still shows older ones; numbers
    # that many others have followed begin anew.
    seed = deeds[-1].seed
    shown: list[CheckEvent] = []
    others: set[int] = set()
    for deed in deeds:
        if deed.seed != seed:
            others.add(deed.seed)
            continue
        is_new = isinstance(deed, CheckRenewed)
        if is_new or len(others) >= NUMBERS_REMEMBERED:
            shown = []
        others.clear()
        if not is_new:
            shown.append(deed)
    verdicts = [deed.verdict for deed in deeds if isinstance(deed, AnswerGiven)]
    return CheckProgress(
        seed=seed,
        last=next((deed for deed in reversed(shown) if isinstance(deed, AnswerGiven)), None),
        hints_opened=max((deed.hint for deed in shown if isinstance(deed, HintShown)), default=0),
        solution_shown=any(isinstance(deed, SolutionShown) for deed in shown),
        attempts=sum(verdict in {"right", "wrong"} for verdict in verdicts),
        ever_right="right" in verdicts,
    )

"""How a learner studies: what is due when, on which days they practised, where they were, what they have earned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from math import isqrt
from types import MappingProxyType
from typing import Any, Final

from app.progress.derived.derivation import derive
from app.progress.derived.lesson_progress import Progress
from app.progress.derived.memory import Memory, memory_of, remember
from app.progress.derived.recall import COUNTED, Question
from app.progress.derived.study_day import study_day
from app.progress.events.arrival import Arrival
from app.progress.events.event import Event, LessonCompleted, PredictionCommitted

STUDY: Final = "course.study"
"""Under this name stands in the summary what belongs to no lesson; an id of a lesson has no dot."""
SETTINGS: Final = "course.settings"
"""Under this name a learner's switches are kept."""
POINTS: Final = "points"
"""The switch that shows what was earned."""
SURE: Final = "sure"
"""The switch that asks with each answer how sure one is."""

FIRST_RIGHT, LATER_RIGHT, PREDICTION = 10, 3, 5
"""Points: for the first day on which a question is answered rightly, for each later one, and for a prediction."""
_LEVEL: Final = 50  # points of the first level; each takes as many more than the one before

State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody was: in a lesson a "check", a "prediction", or a "recall", an earlier lesson's question."""

    lesson: str
    kind: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Study:
    """What follows from all events of a learner, beside the progress in each lesson.

    ``zone`` is that of the last event that knew one, in minutes east of UTC. ``forecasts`` has, for each percentage
    that was said of an answer, how many such answers there were and how many of them were right.
    """

    progress: Progress = field(default_factory=Progress)
    memories: Mapping[Question, Memory] = field(default_factory=lambda: MappingProxyType({}))
    days: int = 0
    place: Place | None = None
    zone: int | None = None
    switches: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    forecasts: Mapping[int, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))

    def today(self, now: datetime) -> int:
        """Return the learner's day at a moment (`study_day`)."""
        return study_day(now, self.zone)

    @property
    def points(self) -> int:
        """What was earned by learning; an event more never makes it less."""
        right = [memory.right for memory in self.memories.values() if memory.right]
        predictions = sum(len(lesson.predictions) for lesson in self.progress.lessons.values())
        return FIRST_RIGHT * len(right) + LATER_RIGHT * (sum(right) - len(right)) + PREDICTION * predictions

    @property
    def level(self) -> int:
        """The level that the points reach, from 1."""
        return level_of(self.points)

    @property
    def shows_points(self) -> bool:
        """Whether the learner wants to see points, level and days; so it is until they are switched off."""
        return self.switches.get(POINTS, True)

    @property
    def asks_how_sure(self) -> bool:
        """Whether the learner wants to be asked how sure they are; not until it is switched on."""
        return self.switches.get(SURE, False)


def level_of(points: int) -> int:
    """Return the level that so many points reach.

    Level n begins at 25·n·(n−1) points: 0, 50, 150, 300, …

    Examples
    --------
    >>> [level_of(points) for points in (0, 49, 50, 149, 150, 300)]
    [1, 1, 2, 2, 3, 4]
    """
    return (1 + isqrt(1 + 8 * (points // _LEVEL))) // 2


def points_of(level: int) -> int:
    """Return with how many points a level begins.

    Examples
    --------
    >>> all(level_of(points_of(n)) == n == level_of(points_of(n + 1) - 1) for n in range(1, 200))
    True
    """
    return _LEVEL * level * (level - 1) // 2


def derive_study(events: Iterable[Event]) -> Study:
    """Return what follows from a learner's events, in the order of arrival.

    Parameters
    ----------
    events
        Events of one learner. The same event twice counts once, where it came first.

    Raises
    ------
    EventError
        If the events belong to more than one learner.

    Examples
    --------
    >>> derive_study([]).points
    0
    """
    counted: dict[str, Event] = {}
    for event in events:
        counted.setdefault(event.event_id, event)
    memories: dict[Question, State] = {}
    habits: State | None = None
    switches: State | None = None
    for place, event in enumerate(counted.values(), 1):
        arrival = Arrival.of(event, place)
        habits = practise(habits, arrival)
        if arrival.kind in REMEMBERED:
            question = Question.of(arrival.lesson, arrival.body["check"])
            memories[question] = remember(memories.get(question), arrival)
        elif arrival.kind == "switch_set":
            switches = switch(switches, arrival)
    return study_of(derive(counted.values()), memories, habits, switches)


REMEMBERED: Final = frozenset({"answer_given", "hint_shown", "solution_shown"})
"""The kinds of events from which a question's memory follows."""


def practise(state: State | None, arrival: Arrival) -> State:
    """Return the state of a learner's habits after one more event: days, place, and the clock they live by."""
    state = state or {"days": {}, "place": None, "zone": None}
    if arrival.zone is not None:
        state["zone"] = arrival.zone
    if arrival.kind == PredictionCommitted.kind or arrival.body.get("verdict") in COUNTED:
        day = date.fromordinal(study_day(arrival.done or arrival.at, arrival.zone))
        bit = 1 << day.timetuple().tm_yday
        state["days"][str(day.year)] = f"{int(state['days'].get(str(day.year), '0'), 16) | bit:x}"
    if arrival.body.get("sure") is not None and arrival.body.get("verdict") in COUNTED:
        said = state.setdefault("forecasts", {}).setdefault(str(arrival.body["sure"]), [0, 0])
        said[0] += 1
        said[1] += arrival.body["verdict"] == "right"
    if "." not in arrival.lesson and arrival.kind != LessonCompleted.kind:
        kind = "prediction" if arrival.kind == PredictionCommitted.kind else "check"
        name = arrival.body[kind]
        state["place"] = [arrival.lesson, "recall" if "." in name and kind == "check" else kind, name]
    return state


def switch(state: State | None, arrival: Arrival) -> State:
    """Return the state of a learner's switches after one more of them was set."""
    return (state or {}) | {arrival.body["name"]: arrival.body["on"]}


def study_of(
    progress: Progress, memories: Mapping[Question, State], habits: State | None, switches: State | None
) -> Study:
    """Return what the states of a learner tell."""
    habits = habits or {"days": {}, "place": None, "zone": None}
    found = ((question, memory_of(state)) for question, state in memories.items())
    return Study(
        progress=progress,
        memories=MappingProxyType({question: memory for question, memory in found if memory is not None}),
        days=sum(int(year, 16).bit_count() for year in habits["days"].values()),
        place=None if habits["place"] is None else Place(*habits["place"]),
        zone=habits["zone"],
        switches=MappingProxyType(dict(switches or {})),
        forecasts=MappingProxyType(
            {int(said): (many, right) for said, (many, right) in habits.get("forecasts", {}).items()}
        ),
    )

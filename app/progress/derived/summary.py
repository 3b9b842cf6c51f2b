"""The summary of a learner's events: what `derive` says of them, brought forward by one event at a time.

Each check, each prediction, each completion and the memory of each question is an item with a small state of its own;
the state after an event follows from the state before and the event. So progress costs the same after a hundred
thousand events as after ten.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from app.progress.derived.lesson_progress import NUMBERS_REMEMBERED, CheckProgress, LessonProgress, Progress
from app.progress.derived.memory import remember
from app.progress.derived.recall import COUNTED, Question, Recall
from app.progress.derived.study import REMEMBERED, STUDY, Study, practise, study_of, switch
from app.progress.errors import SchemaError
from app.progress.events.arrival import Arrival
from app.progress.events.event import AnswerGiven, PredictionCommitted
from app.progress.events.wire import read_number

State = dict[str, Any]
"""Values that JSON can hold."""

UNREADABLE = (AttributeError, KeyError, StopIteration, TypeError, ValueError)
"""What reading a value of another form than ours ends in."""

_OF_CHECKS = frozenset({"answer_given", "check_renewed", "hint_shown", "solution_shown"})


class Item(NamedTuple):
    """What a state is of.

    In a lesson a check, a prediction, or its completion; in `STUDY`, whose states belong to no lesson, the memory of a
    question, the learner's habits, or their switches.
    """

    learner: str
    lesson: str
    kind: str
    name: str

    @classmethod
    def all_of(cls, arrival: Arrival) -> "list[Item]":
        """Return the items that an event changes.

        Raises
        ------
        SchemaError
            If the event is of a kind that this program does not know.
        """
        learner, lesson, body = arrival.learner, arrival.lesson, arrival.body
        items = [cls(learner, STUDY, "habits", "")]
        if arrival.kind in _OF_CHECKS:
            items.append(cls(learner, lesson, "check", body["check"]))
            if arrival.kind in REMEMBERED:
                items.append(cls(learner, STUDY, "memory", Question.of(lesson, body["check"]).name))
        elif arrival.kind == "prediction_committed":
            items.append(cls(learner, lesson, "prediction", body["prediction"]))
        elif arrival.kind == "lesson_completed":
            items.append(cls(learner, lesson, "completed", ""))
        elif arrival.kind == "switch_set":
            items.append(cls(learner, STUDY, "switches", ""))
        else:
            raise SchemaError(
                f"row {arrival.seq} of the table events is of the unknown kind {arrival.kind!r}; "
                "start the program that wrote it"
            )
        return items


def advance(kind: str, state: State | None, arrival: Arrival) -> State:
    """Return the state of an item after one more event.

    Parameters
    ----------
    kind
        That of the item.
    state
        The state before, None if nothing was done; it may be changed in place.
    arrival
        The next event of this item.

    Returns
    -------
    dict
        The state after it. First commitments and first completions stay.
    """
    if kind in _ADVANCES:
        return _ADVANCES[kind](state, arrival)
    return {**_about(arrival), **arrival.body} if state is None else state


def _about(arrival: Arrival) -> State:
    """Return the id and the moments of an event, those that it has."""
    about: State = {"event_id": arrival.event_id, "at": arrival.at.isoformat()}
    if arrival.done is not None:
        about["done"] = arrival.done.isoformat()
    if arrival.zone is not None:
        about["zone"] = arrival.zone
    if arrival.origin is not None:
        about["origin"] = arrival.origin
    return about


def _told(about: State) -> State:
    """Return the id and the moments as `_about` noted them."""
    moments: State = {name: datetime.fromisoformat(about[name]) for name in ("at", "done") if name in about}
    return {**about, **moments}


def _advance_check(state: State | None, arrival: Arrival) -> State:
    body = arrival.body
    state = state or {"attempts": 0, "right": 0, "last": 0, "last_right": False, "numbers": {}}
    numbers, seed = state["numbers"], str(body["seed"])
    shown = numbers.pop(seed, {})
    if arrival.kind == "check_renewed":
        shown = {}
    elif arrival.kind == "hint_shown":
        shown["hints"] = max(shown.get("hints", 0), body["hint"])
    elif arrival.kind == "solution_shown":
        shown["solution"] = True
    else:
        judged = {name: body.get(name) for name in ("answer_text", "verdict", "misconception")}
        if body.get("sure") is not None:
            judged["sure"] = body["sure"]
        shown["answer"] = {**_about(arrival), **judged}
        if body["verdict"] in COUNTED:
            right = body["verdict"] == "right"
            state["attempts"] += 1
            state["right"] += right
            state |= {"last": arrival.seq, "last_right": right}
    numbers[seed] = shown  # the numbers that were touched last stand last
    if len(numbers) > NUMBERS_REMEMBERED:
        del numbers[next(iter(numbers))]
    return state


_ADVANCES = {"check": _advance_check, "memory": remember, "habits": practise, "switches": switch}


def progress_of(states: Mapping[Item, State]) -> Progress:
    """Return the progress that the states of a learner's items tell.

    Parameters
    ----------
    states
        The states of all items of one learner, or of those of one lesson.

    Returns
    -------
    Progress
        What `derive` returns for the events that made these states, but for the scale of ``Recall.last``.

    Raises
    ------
    SchemaError
        If a state has a form that this program does not know.
    """
    lessons: dict[str, dict[str, Any]] = {}
    known: dict[Question, Recall] = {}
    for item, state in states.items():
        if item.lesson == STUDY:  # what belongs to no lesson
            continue
        lesson = lessons.setdefault(item.lesson, {"checks": {}, "predictions": {}, "completed_at": None})
        try:
            if item.kind == "check":
                lesson["checks"][item.name] = _check(item, state)
                _recollect(known, Question.of(item.lesson, item.name), state)
            elif item.kind == "prediction":
                lesson["predictions"][item.name] = _prediction(item, state)
            elif item.kind == "completed":
                lesson["completed_at"] = datetime.fromisoformat(state["at"])
            else:
                raise ValueError("its kind is not known")
        except UNREADABLE as error:
            raise SchemaError(
                f"the summary of {item.kind} {item.name!r} of lesson {item.lesson!r} cannot be read ({error}); "
                "start the program that wrote it"
            ) from error
    return Progress(
        lessons=MappingProxyType(
            {
                name: LessonProgress(
                    checks=MappingProxyType(parts["checks"]),
                    predictions=MappingProxyType(parts["predictions"]),
                    completed_at=parts["completed_at"],
                )
                for name, parts in lessons.items()
            }
        ),
        known=MappingProxyType(known),
    )


def study_of_items(states: Mapping[Item, State]) -> Study:
    """Return the study that the states of all of a learner's items tell: what `derive_study` says of their events.

    Raises
    ------
    SchemaError
        If a state has a form that this program does not know.
    """
    own = {(item.kind, item.name): state for item, state in states.items() if item.lesson == STUDY}
    memories = {Question.named(name): state for (kind, name), state in own.items() if kind == "memory"}
    try:
        return study_of(progress_of(states), memories, own.get(("habits", "")), own.get(("switches", "")))
    except UNREADABLE as error:
        raise SchemaError(
            f"the summary of a learner's study cannot be read ({error!r}); start the program that wrote it"
        ) from error


def _check(item: Item, state: State) -> CheckProgress:
    seed, shown = next(reversed(state["numbers"].items()))
    return CheckProgress(
        seed=int(seed),
        last=_answer(item, int(seed), shown["answer"]) if "answer" in shown else None,
        hints_opened=shown.get("hints", 0),
        solution_shown=shown.get("solution", False),
        attempts=state["attempts"],
        ever_right=state["right"] > 0,
    )


def _answer(item: Item, seed: int, answer: State) -> AnswerGiven:
    return AnswerGiven(learner=item.learner, lesson=item.lesson, check=item.name, seed=seed, **_told(answer))


def _prediction(item: Item, state: State) -> PredictionCommitted:
    numbers = {name: read_number(state[name]) for name in ("guess", "truth")}
    return PredictionCommitted(learner=item.learner, lesson=item.lesson, **{**_told(state), **numbers})


def _recollect(known: dict[Question, Recall], question: Question, state: State) -> None:
    if not state["attempts"]:
        return
    here = Recall(answers=state["attempts"], right=state["right"], last=state["last"], last_right=state["last_right"])
    other = known.get(question)  # the same question in its lesson and on the review page
    if other is not None:
        later = max(here, other, key=lambda recall: recall.last)
        here = Recall(
            answers=here.answers + other.answers,
            right=here.right + other.right,
            last=later.last,
            last_right=later.last_right,
        )
    known[question] = here

"""The rules that the fields of an event keep, each with its sentence and its repair."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from app.progress.errors import EventError
from app.progress.events.identity import LEARNER

TEXT_LIMIT = 200
SEED_LIMIT = 2**53 - 1  # the largest whole number that JavaScript holds exactly; seeds travel through forms
HINT_LIMIT = 9
ZONE_LIMIT = 14 * 60  # minutes; no clock on Earth is further from UTC
VERDICTS = ("right", "wrong", "more_digits", "rounded_early", "not_understood", "not_graded", "kept")

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")


@dataclass(frozen=True)
class Rule:
    """What a value has to be: a test, the sentence that says it, and what to do about a value that fails."""

    holds: Callable[[object], bool]
    sentence: str
    repair: str

    def check(self, thing: str, value: object) -> None:
        """Return nothing if the value keeps the rule.

        Parameters
        ----------
        thing
            The name of what holds the value, as in ``"AnswerGiven.seed"``.
        value
            The value to be judged.

        Raises
        ------
        EventError
            If the value breaks the rule; the message names thing, value, rule and repair.

        Examples
        --------
        >>> SEED.check("AnswerGiven.seed", 7)
        """
        if not self.holds(value):
            raise EventError(f"{thing} is {_shown(value)}, but {self.sentence}; {self.repair}")


def _shown(value: object) -> str:
    if isinstance(value, int):  # writing out a number of a million digits is refused by Python, and by taste
        return repr(value) if abs(value) <= 10**30 else "a number of more than 30 digits"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}… ({len(text)} characters)"


def _matches(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_storable_text(value: object) -> bool:
    # PostgreSQL holds no NUL, and half of a surrogate pair has no UTF-8: what one database cannot keep, none is given.
    return (
        isinstance(value, str)
        and len(value) <= TEXT_LIMIT
        and not any(character == "\0" or "\ud800" <= character <= "\udfff" for character in value)
    )


def _is_whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _is_number(value: object) -> bool:
    return isinstance(value, float) and not math.isnan(value)


def _is_moment(value: object) -> bool:
    return isinstance(value, datetime) and value.utcoffset() is not None


def _or_none(holds: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: value is None or holds(value)


NAME = Rule(
    _matches(_NAME),
    "a name has 1 to 80 letters, digits, dots, hyphens or underscores and begins with a letter or digit",
    "use the id from the lesson's files",
)
EVENT_ID = Rule(
    _matches(_UUID),
    "an event id is a UUID in small letters",
    "make one with crypto.randomUUID() or uuid.uuid4()",
)
LEARNER_ID = Rule(
    _matches(LEARNER),
    "a learner id has 22 letters, digits, hyphens or underscores",
    "make one with new_learner_id()",
)
TEXT = Rule(
    _is_storable_text,
    f"a text has at most {TEXT_LIMIT} characters, no NUL and no half of a surrogate pair",
    "shorten it or take that character out",
)
SEED = Rule(
    lambda value: _is_whole(value, 0, SEED_LIMIT),
    f"a seed is a whole number from 0 to {SEED_LIMIT}",
    "send back the seed that came with the check",
)
HINT = Rule(
    lambda value: _is_whole(value, 1, HINT_LIMIT),
    f"a hint is counted from 1 to {HINT_LIMIT}",
    "send the number of the hint that was opened",
)
VERDICT = Rule(
    lambda value: value in VERDICTS,
    f"a verdict is one of {', '.join(VERDICTS)}",
    "pass on the verdict of the grader",
)
MISCONCEPTION = Rule(
    lambda value: value is None or NAME.holds(value),
    "a misconception is None or a name of 1 to 80 letters, digits, dots, hyphens or underscores",
    "pass on the misconception that the grader recognised",
)
SURE = Rule(
    _or_none(lambda value: _is_whole(value, 0, 100)),
    "how sure somebody is is None or a whole number of percent from 0 to 100",
    "leave it out if it was not said",
)
NUMBER = Rule(
    _is_number,
    "a number is a float, infinite perhaps, and never NaN",
    "read it with read_number(), which knows how infinity is written",
)
MOMENT = Rule(
    _is_moment,
    "a moment is a datetime that knows its time zone",
    "use datetime.now(UTC)",
)
EARLIER = Rule(
    _or_none(_is_moment),
    "an earlier moment is None or a datetime that knows its time zone",
    "leave it out if the deed arrived at once",
)
ZONE = Rule(
    _or_none(lambda value: _is_whole(value, -ZONE_LIMIT, ZONE_LIMIT)),
    f"a zone is None or a whole number of minutes east of UTC, from -{ZONE_LIMIT} to {ZONE_LIMIT}",
    "send -new Date().getTimezoneOffset()",
)
ORIGIN = Rule(
    _or_none(EVENT_ID.holds),
    "an origin is None or the id of the event of which this is a copy",
    "leave it out unless the deed is kept under another id elsewhere",
)
SWITCH = Rule(
    lambda value: isinstance(value, bool),
    "a switch is True or False",
    "send one of the two",
)

Name = Annotated[str, NAME]
EventId = Annotated[str, EVENT_ID]
LearnerId = Annotated[str, LEARNER_ID]
Text = Annotated[str, TEXT]
Seed = Annotated[int, SEED]
Hint = Annotated[int, HINT]
Verdict = Annotated[str, VERDICT]
Misconception = Annotated[str | None, MISCONCEPTION]
Sure = Annotated[int | None, SURE]
Number = Annotated[float, NUMBER]
Moment = Annotated[datetime, MOMENT]
Earlier = Annotated[datetime | None, EARLIER]
Zone = Annotated[int | None, ZONE]
Origin = Annotated[str | None, ORIGIN]
Switch = Annotated[bool, SWITCH]

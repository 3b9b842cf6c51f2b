"""A learner's events as a file to take along: JSON, which can be brought in again, and a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from app.progress.derived.recall import REVIEW, Question
from app.progress.derived.study import SETTINGS
from app.progress.errors import EventError
from app.progress.events.event import EVENT_TYPES, Event
from app.progress.events.wire import COMMON, build_event, event_body

FORMAT: Final = "wrong-dictionary"
VERSION: Final = 2
LARGEST: Final = 4 * 1024 * 1024
"""Bytes; some 15,000 events, which is years of learning."""
LARGEST_OTHER: Final = 1024 * 1024
"""Characters of a file that is not written as ours are, an event a line."""
LONGEST_LINE: Final = 4096
MOST: Final = 20_000
EARLIEST: Final = datetime(2020, 1, 1, tzinfo=UTC)
LONGEST_NAME: Final = 80
"""Of a question with its lesson, as the summary names it."""

_OUTSIDE: Final = re.compile(r"course\.(before|after)|[a-z][a-z0-9-]*\.[1-9][0-9]?")
"""What is kept outside of a lesson beside reviews and switches: the questions before and after, later takings."""

_BODY: Final = tuple(
    dict.fromkeys(field.name for each in EVENT_TYPES for field in fields(each) if field.name not in COMMON)
)
COLUMNS: Final = ("id", "kind", "lesson", "at", "done", "zone", *_BODY)
"""The columns of the table; each kind of event fills those that it has."""


class RecordFileError(EventError):
    """A file that cannot be brought in; the message says why to whoever chose it."""


def read_json(content: bytes, learner: str, now: datetime) -> list[Event]:
    """Return the events of a file as those of a learner.

    Parameters
    ----------
    content
        The file.
    learner
        Whose they will be.
    now
        The moment; nothing in the file may be later.

    Raises
    ------
    RecordFileError
        If it is too large, no such file, or one of its events breaks a rule; the message names the event.
    """
    if len(content) > LARGEST:
        raise RecordFileError(f"The file has more than {LARGEST >> 20} MB, which is more than is read at once.")
    try:
        read = _loaded(content.decode("utf-8-sig"))
    except RecordFileError:
        raise
    except (ValueError, RecursionError):
        looks = ", but like the table for spreadsheets" if content.lstrip(b"\xef\xbb\xbf")[:8] == b"id,kind," else ""
        raise RecordFileError(
            f"The file does not look like one that was saved here as JSON{looks}. "
            "Choose the one whose name ends in .json."
        ) from None
    if not isinstance(read, dict) or read.get("format") != FORMAT or not isinstance(read.get("events"), list):
        raise RecordFileError("The file holds other data than a learner's work of this course.")
    if read.get("version") not in range(1, VERSION + 1):
        raise RecordFileError("The file was saved by a newer version of the course than this one.")
    if len(read["events"]) > MOST:
        raise RecordFileError(f"The file has {len(read['events'])} events; at most {MOST} are read at once.")
    return [_event(given, number, learner, now) for number, given in enumerate(read["events"], 1)]


def _loaded(text: str) -> Any:
    """Return what JSON holds; to read it all at once would hold up other threads, so it is read line by line."""
    form = FORMS["json"]
    if text.startswith(form.head) and text.endswith(form.tail):
        lines = text[len(form.head) : -len(form.tail)].split(form.between)
        if all(len(line) < LONGEST_LINE for line in lines):
            return {"format": FORMAT, "version": VERSION, "events": [json.loads(line) for line in lines if line]}
    if not text.lstrip().startswith("{"):
        raise ValueError("it is no object")
    if len(text) > LARGEST_OTHER:
        raise RecordFileError("Another program has written the file anew. Choose it as it was saved here.")
    return json.loads(text)


def _event(given: object, number: int, learner: str, now: datetime) -> Event:
    try:
        event = _built(given if isinstance(given, dict) else {"": given}, learner, now)
        _check_names(event)
    except (EventError, TypeError) as error:
        raise RecordFileError(f"Event {number} of the file cannot be read: {error}.") from error
    return event


def _built(given: Mapping[str, Any], learner: str, now: datetime) -> Event:
    unknown = sorted(given.keys() - set(COLUMNS))
    if unknown:  # among them whose it is, which no file says
        raise EventError(f"it has the field {unknown[0][:20]!r}, but an event has some of {', '.join(COLUMNS)}")
    common = {"event_id": given.get("id"), "learner": learner, "lesson": given.get("lesson"), "zone": given.get("zone")}
    common["at"] = _moment(given.get("at"), now)
    common["done"] = None if given.get("done") is None else _moment(given["done"], now)
    return build_event(str(given.get("kind"))[:40], common, {name: given[name] for name in _BODY if name in given})


def _check_names(event: Event) -> None:
    if "." in event.lesson and event.lesson not in {REVIEW, SETTINGS} and not _OUTSIDE.fullmatch(event.lesson):
        raise EventError(f"there is no lesson {event.lesson!r}; a lesson's name has no dot")
    check = getattr(event, "check", None)
    if check is not None and len(Question.of(event.lesson, check).name) > LONGEST_NAME:
        raise EventError(f"the question {check[:20]}… has a longer name than any of the course")


def _moment(text: object, now: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(str(text)[:40])
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise EventError(f"a moment is {str(text)[:40]!r}, but it is written as 2026-03-01T09:00:00+00:00") from None
    if not EARLIEST <= moment <= now + timedelta(days=1):
        raise EventError(f"a moment is {str(text)[:40]!r}, which is before the course began or still to come")
    return moment


def _fields(event: Event) -> Mapping[str, Any]:
    moments = {"at": event.at, "done": event.done}
    return {
        "id": event.origin or event.event_id,
        "kind": event.kind,
        "lesson": event.lesson,
        **{name: moment.isoformat() for name, moment in moments.items() if moment is not None},
        **({} if event.zone is None else {"zone": event.zone}),
        **event_body(event),
    }


@dataclass(frozen=True)
class RecordForm:
    """How a file is written: its head and tail, what stands between pages, and a page of events."""

    kind: str
    head: str
    between: str
    tail: str
    page: Callable[[Sequence[Event]], str]


def _json_page(events: Sequence[Event]) -> str:
    return ",\n".join(json.dumps(_fields(event), ensure_ascii=False) for event in events)


def _csv_page(events: Sequence[Event]) -> str:
    return _rows([_cell(fields.get(name)) for name in COLUMNS] for fields in map(_fields, events))


def _rows(rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _cell(value: Any) -> Any:
    """Return a value for a spreadsheet, which would take a text that begins like a formula for one."""
    if isinstance(value, str) and value[:1] in {"=", "@", "+", "-", "\t", "\r"} and not _is_number(value):
        return f"'{value}"
    return value


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


FORMS: Final[Mapping[str, RecordForm]] = MappingProxyType(
    {
        "json": RecordForm(
            "application/json",
            f'{{"format": "{FORMAT}", "version": {VERSION}, "events": [\n',
            ",\n",
            "\n]}\n",
            _json_page,
        ),
        "csv": RecordForm("text/csv; charset=utf-8", _rows([COLUMNS]), "", "", _csv_page),
    }
)
"""The files that a learner may take along, by the ends of their names."""

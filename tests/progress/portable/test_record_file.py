"""A learner's events as a file: what is written can be read again, and what cannot be read is said in a sentence."""

import csv
import dataclasses
import io
import json
from datetime import UTC, datetime, timedelta

import pytest

from app.progress import FORMS, SETTINGS, RecordFileError, SwitchSet, read_json
from app.progress.portable.record_file import LARGEST, LARGEST_OTHER, MOST

ONE, TWO = "learner-one-0123456789", "learner-two-0123456789"
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def written(form, events, size=3):
    """The whole file, a few events at a time."""
    form = FORMS[form]
    pages = [events[start : start + size] for start in range(0, len(events), size)]
    return form.head + form.between.join(form.page(page) for page in pages) + form.tail


@pytest.fixture
def events(make, one_of_each):
    """Events of every kind, with all that they may have."""
    infinite = make.prediction(guess=float("inf"), truth=0.1 + 0.2)
    waited = make.answer(answer_text='=∞, "x"\n😀', zone=-480, done=datetime(2025, 2, 1, tzinfo=UTC))
    switch = SwitchSet(
        event_id=make.hint().event_id, learner=ONE, lesson=SETTINGS, at=waited.at, name="points", on=False
    )
    return [*one_of_each, infinite, waited, switch]


def test_there_and_back(events):
    """Every event comes back as it was, to the last bit, as that of whoever brings it in."""
    read = read_json(written("json", events).encode(), TWO, NOW)
    assert read == [dataclasses.replace(event, learner=TWO) for event in events]


def test_written_anew(events):
    """A file that another program has put into other lines is read as well."""
    given = json.loads(written("json", events))
    assert len(read_json(json.dumps(given, indent=4).encode(), TWO, NOW)) == len(events)


def test_nobody_is_named(events):
    """Whose the events are is a secret, and in no file; a copy goes by its first id."""
    for form in FORMS:
        assert ONE not in written(form, events)
    copy = dataclasses.replace(events[0], origin="00000000-0000-0000-0000-000000000001")
    assert read_json(written("json", [copy]).encode(), ONE, NOW)[0].event_id == copy.origin


def test_an_empty_file():
    """Who has done nothing gets a file that can be brought in."""
    assert read_json(written("json", []).encode(), ONE, NOW) == []


def test_files_of_the_first_version(make):
    """A file without the fields of schema 2 is read."""
    text = written("json", [make.answer()]).replace('"version": 2', '"version": 1')
    assert read_json(text.encode(), ONE, NOW)[0].zone is None


def test_a_table(events):
    """Each event is a row; a text that a spreadsheet would take for a formula is one no more, and numbers stay."""
    rows = list(csv.DictReader(io.StringIO(written("csv", events))))
    assert [row["id"] for row in rows] == [event.event_id for event in events]
    waited = next(row for row in rows if row["zone"])
    assert waited["answer_text"] == '\'=∞, "x"\n😀'
    assert {row["guess"] for row in rows} >= {"0.5", "Infinity"}


def changed(make, **fields):
    """A file of one answer, of which some fields are others."""
    given = json.loads(written("json", [make.answer()]))
    given["events"][0] |= fields
    return json.dumps(given).encode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"learner": TWO}, "Event 1 of the file cannot be read: it has the field 'learner'"),
        ({"origin": "00000000-0000-0000-0000-000000000001"}, "it has the field 'origin'"),
        ({"seed": -1}, "seed is -1, but a seed is a whole number"),
        ({"seed": True}, "seed is True"),
        ({"zone": 10**9}, "zone is 1000000000"),
        ({"answer_text": "x" * 201}, "a text has at most 200 characters"),
        ({"answer_text": None}, "answer_text is None"),
        ({"kind": "dreamt"}, "an event is of kind 'dreamt'"),
        ({"kind": ["answer_given"]}, "an event is of kind"),
        ({"hint": 3}, "fields unknown"),
        ({"lesson": "course.study"}, "there is no lesson 'course.study'"),
        ({"lesson": "a" * 70, "check": "b" * 20}, "has a longer name than any of the course"),
        ({"at": "yesterday"}, "it is written as 2026-03-01"),
        ({"at": "0001-01-01T00:00:00+14:00"}, "2026-03-01|before the course began"),
        ({"at": (NOW + timedelta(days=2)).isoformat()}, "still to come"),
        ({"done": "1999-01-01T00:00:00+00:00"}, "before the course began"),
        ({"id": "me"}, "an event id is a UUID"),
        ({"misconception": "sum"}, "only a wrong answer shows a misconception"),
    ],
)
def test_what_breaks_a_rule(make, fields, said):
    """The sentence says which event it is, and what is wrong with it."""
    with pytest.raises(RecordFileError, match=said):
        read_json(changed(make, **fields), ONE, NOW)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "does not look like one that was saved here"),
        (b"\xff\xfe\x00", "does not look like"),
        (b"[" * 100_000, "does not look like"),
        (b'{"events": []}', "holds other data"),
        (b"[]", "does not look like"),
        (b"7", "does not look like"),
        (b'{"format": "wrong-dictionary", "version": 2, "events": 7}', "holds other data"),
        (b'{"format": "wrong-dictionary", "version": 3, "events": []}', "a newer version"),
        (b'{"format": "wrong-dictionary", "version": [], "events": []}', "a newer version"),
        (b'{"format": "wrong-dictionary", "version": 2, "events": [7]}', "Event 1 of the file cannot be read"),
        (b"id,kind,lesson,at\n", "the table for spreadsheets"),
        (b" " * (LARGEST + 1), "more than 4 MB"),
        (b"{" + b" " * LARGEST_OTHER + b"}", "Another program has written the file anew"),
        (written("json", []).replace("[\n", '[\n{"a": "%s"}' % ("x" * LARGEST_OTHER)).encode(), "Another program"),
        (
            json.dumps({"format": "wrong-dictionary", "version": 2, "events": [0] * (MOST + 1)}).encode(),
            "20001 events; at most 20000",
        ),
    ],
)
def test_what_is_no_such_file(content, said):
    """The sentence says what to choose."""
    with pytest.raises(RecordFileError, match=said):
        read_json(content, ONE, NOW)


@pytest.mark.parametrize("place", ["course.before", "course.after", "final.2", "final.99"])
def test_what_is_kept_beside_the_lessons_comes_back_too(make, place):
    """The questions before and after, and later takings of the final, are a learner's work like any other."""
    assert [event.lesson for event in read_json(changed(make, lesson=place), ONE, NOW)] == [place]


@pytest.mark.parametrize("sure", [0, 73, 100])
def test_how_sure_somebody_was_is_taken_along(make, sure):
    """What was said comes back with its answer; who said nothing has no such field."""
    assert [event.sure for event in read_json(changed(make, sure=sure), ONE, NOW)] == [sure]
    with pytest.raises(RecordFileError, match="sure is 101"):
        read_json(changed(make, sure=101), ONE, NOW)

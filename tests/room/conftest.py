"""Rooms of a course that is there, on every database that is at hand, and in a server that runs."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pages.conftest import live
from progress.conftest import server, url

from app.checks import course_checks
from app.progress import connect, migrate
from app.progress.store import database
from app.room.phases import Choices, Room
from app.room.questions import ask
from app.room.sql_rooms import SqlRooms
from tests.patience import PATIENCE
from tests.shipped import COURSE

__all__ = ["live", "server", "url"]

ROOT = Path(__file__).resolve().parents[2]
START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
GAP = {"kind": "check", "lesson": "wrong-dictionary", "check": "the-gap"}
LUCKY = {"kind": "check", "lesson": "wrong-dictionary", "check": "lucky-telegram"}
WEATHER = {
    "kind": "belief",
    "title": "The weather",
    "prompt": "<p>How likely?</p>",
    "labels": ["sun", "rain", "snow"],
    "p": [0.6, 0.3, 0.1],
}

BUMPS = {
    "kind": "fit",
    "title": "Two bumps",
    "prompt": "<p>Where?</p>",
    "direction": "forward",
    "unit": "nats",
    "weights": [0.5, 0.5],
    "means": [-2.0, 2.0],
    "sds": [0.6, 0.6],
}
LETTERS = {
    "kind": "telegram",
    "title": "A telegram",
    "prompt": "<p>How long are you?</p>",
    "labels": ["a", "b", "c"],
    "p": [0.5, 0.25, 0.25],
    "q": [0.25, 0.25, 0.5],
}


@pytest.fixture(scope="session")
def course():
    """The course that we ship."""
    return COURSE


@pytest.fixture(scope="session")
def asked(course):
    """Makes a question of a scene."""
    checks = course_checks(course)
    return lambda scene: ask(scene, course, checks)


@pytest.fixture
def make_room():
    """Makes rooms; each has what is not given by itself."""

    def make(code="KQWZ", scenes=(GAP, LUCKY), names=False, **fields):
        about = {"key": "k" * 22, "token": "0" * 64, "made": START, "expires": START + timedelta(days=7)}
        return Room(code, scenes=tuple(scenes), choices=Choices(names), **{**about, **fields})

    return make


@pytest.fixture
def rooms(url, monkeypatch):
    """Rooms in a database that has just been made, and waits for a lock as long as a test does."""
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", int(1000 * PATIENCE))
    monkeypatch.setattr(database, "_TIMEOUTS", f"-c statement_timeout={PATIENCE:g}s")
    engine = connect(url)
    migrate(engine)
    yield SqlRooms(engine)
    engine.dispose()

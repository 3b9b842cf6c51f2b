"""Events with sensible defaults, and a fresh database on every backend that is at hand."""

import os
import uuid
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from app.progress import (
    AnswerGiven,
    CheckRenewed,
    HintShown,
    LessonCompleted,
    PredictionCommitted,
    SolutionShown,
    SqlStore,
    connect,
    migrate,
)
from app.progress.store import database as database_module
from app.progress.store import migration as migration_module
from tests.patience import PATIENCE
from tests.progress import postgresql

_NO_SERVER = pytest.mark.skipif(not postgresql.is_at_hand(), reason=postgresql.ABSENT)
BACKENDS = ["sqlite", pytest.param("postgresql", marks=_NO_SERVER)]
START = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)

ABOUT_ALL = {"learner": "learner-one-0123456789", "lesson": "wrong-dictionary"}
ABOUT_CHECKS = {"check": "fair-matched", "seed": 1}


@pytest.fixture(scope="session")
def make():
    """Makers of events, one a kind; each call has a new id and is a second later than the last."""
    clock = iter(START + timedelta(seconds=second) for second in range(1_000_000))

    def maker(event_type, **defaults):
        def build(**given):
            fresh = {"event_id": str(uuid.uuid4()), "at": next(clock)}
            return event_type(**{**ABOUT_ALL, **fresh, **defaults, **given})

        return build

    return SimpleNamespace(
        answer=maker(AnswerGiven, **ABOUT_CHECKS, answer_text="0.737", verdict="right"),
        renewed=maker(CheckRenewed, **ABOUT_CHECKS),
        hint=maker(HintShown, **ABOUT_CHECKS, hint=1),
        solution=maker(SolutionShown, **ABOUT_CHECKS),
        prediction=maker(
            PredictionCommitted, prediction="first-guess", quantity="kl", guess=0.5, truth=0.737, unit="bits"
        ),
        completed=maker(LessonCompleted),
    )


@pytest.fixture(scope="session")
def one_of_each(make):
    """One event of every kind."""
    return tuple(build() for build in vars(make).values())


@pytest.fixture(scope="session")
def server():
    """The URL of a PostgreSQL: that of WD_TEST_POSTGRES, else of one that is started for this run."""
    named = os.environ.get("WD_TEST_POSTGRES")
    if named:
        yield postgresql.patiently(named)
        return
    cluster = postgresql.Cluster()
    yield postgresql.patiently(cluster.url)
    cluster.remove()


@pytest.fixture
def cluster():
    """A PostgreSQL for one test alone, which may stop, freeze and restart it."""
    if postgresql.programs() is None:
        pytest.skip(postgresql.ABSENT)
    cluster = postgresql.Cluster()
    yield cluster
    cluster.remove()


def wait_for_locks(monkeypatch):
    """Let a lock of SQLite's be waited for as long as tests wait: a busy machine keeps one longer than our seconds."""
    for module in (database_module, migration_module):
        monkeypatch.setattr(module, "BUSY_MILLISECONDS", int(PATIENCE * 1000))


@pytest.fixture(params=BACKENDS)
def url(request, tmp_path, monkeypatch):
    """The URL of an empty database, a file or a schema of its own in PostgreSQL, whose locks are waited for."""
    wait_for_locks(monkeypatch)
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/progress.sqlite3"
        return
    schema = f"wd_test_{uuid.uuid4().hex}"
    engine = connect(request.getfixturevalue("server"))
    with engine.begin() as connection:
        connection.execute(sa.schema.CreateSchema(schema))
    own = engine.url.update_query_dict({"options": f"{engine.url.query['options']} -c search_path={schema}"})
    yield own.render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(sa.schema.DropSchema(schema, cascade=True))
    engine.dispose()


@pytest.fixture
def store(url):
    """A store in a database that has just been made."""
    engine = connect(url)
    migrate(engine)
    store = SqlStore(engine)
    yield store
    store.close()

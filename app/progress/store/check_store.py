"""Look through the whole record for damage, and say what to do."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

from app.progress.derived.derivation import derive
from app.progress.derived.lesson_progress import Progress
from app.progress.derived.study import derive_study
from app.progress.errors import ProgressError
from app.progress.store.database import connect, place_of, reason_of
from app.progress.store.migration import present_schema, schema_of
from app.progress.store.schema import events, summaries, summary_items
from app.progress.store.sql_store import SqlStore
from app.progress.store.sqlite_log import passed_over, told

RESTORE = "stop the course, move the file with its -wal and -shm away, and put the last backup in its place"
RECOVER = 'or save what can be read: sqlite3 FILE ".recover" | sqlite3 NEW'


def check_store(url: str, *, remake_summaries: bool = False) -> tuple[list[str], int]:
    """Return what is wrong with the record, a sentence each, and how many events were read.

    Parameters
    ----------
    url
        The URL of the record.
    remake_summaries
        Whether to delete all summaries first; they are made anew from the events.

    Returns
    -------
    tuple
        The problems, none if all is well, and the number of events.

    Notes
    -----
    Every page of a SQLite file is looked at, every sum of its log, every event is read as the program reads it, and
    every learner's summary is compared with what follows from the events. It may run beside the course.
    """
    engine = connect(url)
    store = SqlStore(engine)
    try:
        if engine.dialect.name == "sqlite" and not Path(str(engine.url.database)).exists():
            return [f"there is no record {place_of(engine)}; check WD_DATA_DIR and WD_DATABASE_URL"], 0
        problems = list(_of_database(engine))
        if problems:
            return problems, 0
        if remake_summaries:
            with engine.begin() as connection:
                for table in (summary_items, summaries):
                    connection.execute(table.delete())
        return _of_learners(engine, store)
    except (ProgressError, sa.exc.SQLAlchemyError) as error:
        return [f"the database {place_of(engine)} cannot be read ({reason_of(error)}); {RESTORE}, {RECOVER}"], 0
    finally:
        store.close()


def _of_database(engine: sa.Engine) -> Iterator[str]:
    if engine.dialect.name == "sqlite":
        file = Path(str(engine.url.database))
        if lost := passed_over(file):
            yield f"{told(file, lost)}; {RESTORE}, or start on what stands before it: a start copies the log first"
            return  # whoever opens the database writes over the log
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
                if said != "ok":
                    yield f"the database {place_of(engine)} is damaged ({said}); {RESTORE}, {RECOVER}"
        schema = schema_of(connection)
    if schema != present_schema():
        yield (
            f"the database {place_of(engine)} has schema {schema}, but this program works with {present_schema()}; "
            "start the course, which brings an older one up to date, or start the newer program"
        )


def _of_learners(engine: sa.Engine, store: SqlStore) -> tuple[list[str], int]:
    problems, count = [], 0
    with engine.connect() as connection:
        learners = connection.scalars(sa.select(events.c.learner).distinct()).all()
    for number, learner in enumerate(learners, 1):
        try:
            kept, told, study = store.events(learner), store.progress(learner), store.study(learner)
        except ProgressError as error:
            problems.append(f"the work of learner {number} of {len(learners)} cannot be read: {error}")
            continue
        count += len(kept)
        # What came between the two readings is in the second alone.
        follows = (
            _ranked(derive(kept)) == _ranked(told) and replace(derive_study(kept), progress=study.progress) == study
        )
        if not follows and kept == store.events(learner):
            problems.append(
                f"the summary of learner {number} of {len(learners)} does not follow from the events; "
                "run: python -m app check-store --remake-summaries"
            )
    return problems, count


def _ranked(progress: Progress) -> Progress:
    """Return the progress with the order of last answers as plain ranks, whatever they were counted by."""
    lasts = sorted(recall.last for recall in progress.known.values())
    known = {question: replace(recall, last=lasts.index(recall.last)) for question, recall in progress.known.items()}
    return replace(progress, known=known)

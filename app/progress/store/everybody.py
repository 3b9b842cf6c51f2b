"""What all learners have kept under some names, for who runs the course."""

from collections.abc import Collection, Iterator
from itertools import groupby
from pathlib import Path

from app.progress.derived.derivation import derive
from app.progress.derived.lesson_progress import Progress
from app.progress.errors import ProgressError
from app.progress.store.database import answering, connect, place_of
from app.progress.store.schema import events as table
from app.progress.store.sql_store import event_of


def progress_of_everybody(url: str, lessons: Collection[str]) -> Iterator[Progress]:
    """Yield the progress of each learner who has done something in some lessons, in these alone; nobody is named.

    Parameters
    ----------
    url
        The URL of the record; the course may be running.
    lessons
        The names under which it is kept.

    Raises
    ------
    ProgressError
        If there is no such record.
    StoreUnavailableError
        If it cannot be read.
    SchemaError
        If a newer program has kept something that this one cannot read.
    """
    engine = connect(url)
    if engine.dialect.name == "sqlite" and not Path(str(engine.url.database)).exists():
        raise ProgressError(f"there is no record {place_of(engine)}; check WD_DATA_DIR and WD_DATABASE_URL")
    query = table.select().where(table.c.lesson.in_(lessons)).order_by(table.c.learner, table.c.seq)
    try:
        with answering(), engine.connect() as connection:
            rows = connection.execution_options(yield_per=1000).execute(query)
            for _, own in groupby(rows, lambda row: row.learner):
                yield derive(map(event_of, own))
    finally:
        engine.dispose()

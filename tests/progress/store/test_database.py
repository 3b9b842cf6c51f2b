"""A URL names a database that keeps a record, or is refused."""

import pytest

from app.progress import DatabaseUrlError, connect, migrate


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "cannot be read"),
        ("progress.sqlite3", "cannot be read"),
        ("mysql://user:hidden-word@host/name", "only sqlite and postgresql"),
        ("sqlite://", "in memory"),
        ("sqlite:///:memory:", "in memory"),
        ("sqlite:///file:x?mode=memory&uri=true", "in memory"),
        ("postgresql+nothing://user:hidden-word@host/name", "not installed"),
    ],
)
def test_refused(url, reason):
    """A URL without a lasting database of a known make is refused, and no password is repeated."""
    with pytest.raises(DatabaseUrlError, match=reason) as caught:
        connect(url)
    assert "hidden-word" not in str(caught.value)


def test_no_file_before_use(tmp_path):
    """To name a database makes no file."""
    connect(f"sqlite:///{tmp_path}/progress.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_sqlite_is_prepared(tmp_path):
    """Every connection to a SQLite file has a write-ahead log, full syncs, foreign keys and patience."""
    engine = connect(f"sqlite:///{tmp_path}/progress.sqlite3")
    migrate(engine)
    for _ in range(2):
        with engine.connect() as connection:
            pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            found = [connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() for pragma in pragmas]
        assert found == ["wal", 2, 1, 5000]
        engine.dispose()

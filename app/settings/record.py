"""Where the record of learners' work is, and the secret that cookies and sessions are signed with."""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from app.settings.reading import SECRET_LENGTH, Reading, RuleBroken, Setting, SettingsError, secret

SETTINGS = (
    Setting("WD_DATA_DIR", "./data", "the folder of the record of learners' work and of the cookie secret"),
    Setting(
        "WD_DATABASE_URL",
        "sqlite:///<WD_DATA_DIR>/progress.sqlite3",
        "the database of the record: sqlite:///folder/file or postgresql://user:password@host/name",
        is_secret=True,
    ),
    Setting(
        "WD_COOKIE_SECRET",
        "made once, kept in <WD_DATA_DIR>/cookie_secret",
        f"what cookies and sessions are signed with, at least {SECRET_LENGTH} characters; "
        "the same for all processes that serve one course",
        is_secret=True,
    ),
)


@dataclass(frozen=True, kw_only=True)
class RecordSettings:
    """Where the record is. ``cookie_secret`` is None until `prepare_data_dir` has found or made one."""

    data_dir: Path
    database_url: str = field(repr=False)
    cookie_secret: str | None = field(repr=False)


_S = TypeVar("_S", bound=RecordSettings)


def read_record(reading: Reading) -> RecordSettings:
    """Return what an environment says of it; nothing on disk is read or changed."""
    data_dir = reading.read("WD_DATA_DIR", _folder, Path("data")).absolute()
    return RecordSettings(
        data_dir=data_dir,
        database_url=reading.read("WD_DATABASE_URL", _database_url, f"sqlite:///{data_dir}/progress.sqlite3"),
        cookie_secret=reading.read("WD_COOKIE_SECRET", secret, None),
    )


def _folder(value: str) -> Path:
    if "?" in value:  # in the URL of the SQLite file it would begin the options
        raise RuleBroken("it is a folder without ? in its name", "write ./data")
    return Path(value)


def _database_url(value: str) -> str:
    scheme, mark, rest = value.partition("://")
    if not mark or scheme.partition("+")[0] not in {"sqlite", "postgresql", "postgres"}:
        raise RuleBroken(
            "it begins with sqlite:/// or postgresql://",
            "write sqlite:///folder/file or postgresql://user:password@host/name",
        )
    if scheme.startswith("sqlite") and rest.strip("/") in {"", ":memory:"}:
        raise RuleBroken("a SQLite database is a file, to outlive the program", "write sqlite:///folder/file")
    return value


def prepare_data_dir(settings: _S) -> _S:
    """Make the data folder and the cookie secret if they are missing, and return settings that hold the secret.

    Parameters
    ----------
    settings
        From `Settings.from_environ`.

    Returns
    -------
    Settings
        The same settings with ``cookie_secret`` set: the one of the environment, else the one kept in the folder.

    Raises
    ------
    SettingsError
        If the folder cannot be used, or the kept secret is too short or open to other users of the machine.

    Notes
    -----
    The secret is made once and kept, so that cookies and sessions outlive a restart. Processes that start together
    agree on one: each writes its own draft, and the first to link it to the name wins.
    """
    path = settings.data_dir / "cookie_secret"
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if settings.cookie_secret is not None:
            return settings
        if not path.exists():
            _make_secret(path)
        secret = path.read_text(encoding="ascii").strip()
        mode = path.stat().st_mode & 0o777
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            (f"WD_DATA_DIR is {str(settings.data_dir)!r}, but it cannot be used ({error}); name a folder to write in",)
        ) from error
    if len(secret) < SECRET_LENGTH:
        rule = f"it has at least {SECRET_LENGTH} characters"
        raise SettingsError((f"{path} has {len(secret)} characters, but {rule}; delete it for a new one",))
    if mode & 0o077:
        raise SettingsError((f"{path} has mode {mode:04o}, but only its owner may read it; run: chmod 600 {path}",))
    return replace(settings, cookie_secret=secret)


def kept_secret(settings: RecordSettings) -> str:
    """Return the secret that a course signs with, and make none.

    Raises
    ------
    SettingsError
        If there is none: then nothing was signed with it.
    """
    path = settings.data_dir / "cookie_secret"
    if settings.cookie_secret is None and not path.exists():
        repair = "name the folder of the course's data in WD_DATA_DIR, or its secret in WD_COOKIE_SECRET"
        raise SettingsError((f"WD_DATA_DIR is {str(settings.data_dir)!r}, but no secret is kept there; {repair}",))
    return prepare_data_dir(settings).cookie_secret or ""


def _make_secret(path: Path) -> None:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(SECRET_LENGTH))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()

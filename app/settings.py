"""The settings: read from the environment once, every bad variable reported together."""

import difflib
import os
import re
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

SECRET_LENGTH = 32
_LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
_EVERY_ADDRESS = frozenset({"0.0.0.0", "::", "[::]"})  # noqa: S104 -- recognised here, never chosen
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[?[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*\]?")
_ORIGIN = re.compile(r"(?P<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{1,5}))?")
_FLAGS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}

_T = TypeVar("_T")


@dataclass(frozen=True)
class Setting:
    """One environment variable: its name, its default as a reader understands it, its meaning, and if it is secret."""

    name: str
    default: str
    meaning: str
    is_secret: bool = False


SETTINGS = (
    Setting("WD_HOST", "127.0.0.1", "the address to listen on; 0.0.0.0 listens on all of this machine's"),
    Setting("WD_PORT", "5006", "the port to listen on"),
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
    Setting(
        "WD_ALLOWED_ORIGINS",
        "localhost:<WD_PORT>, 127.0.0.1:<WD_PORT>, <WD_HOST>:<WD_PORT>",
        "the host[:port] under which browsers reach the course, exactly; several with commas",
    ),
    Setting(
        "WD_SECURE_COOKIES",
        "off if every allowed origin is this machine, else on",
        "whether cookies travel by HTTPS alone; put it off where a class reads the course by plain HTTP",
    ),
)
"""Every variable that `Settings.from_environ` reads; any other that begins with WD_ is refused."""

# Read by the tests, which pass their whole environment on to the program that they drive.
_FOREIGN = re.compile(r"WD_CHROMIUM|WD_TEST_.*")


class SettingsError(ValueError):
    """One or several variables of the environment cannot be used; ``problems`` has a sentence for each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(["the settings cannot be used:", *(f"- {problem}" for problem in problems)]))


class _RuleBroken(Exception):  # noqa: N818 -- not an error of the program: it carries a rule to the report
    def __init__(self, rule: str, repair: str) -> None:
        self.rule, self.repair = rule, repair


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All that can be set from outside. ``cookie_secret`` is None until `prepare_data_dir` has found or made one."""

    host: str
    port: int
    data_dir: Path
    database_url: str = field(repr=False)
    cookie_secret: str | None = field(repr=False)
    allowed_origins: tuple[str, ...]
    secure_cookies: bool

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """Return the settings that an environment asks for.

        Parameters
        ----------
        environ
            Usually ``os.environ``. A variable that is empty counts as not set.

        Returns
        -------
        Settings
            The settings; nothing on disk is read or changed.

        Raises
        ------
        SettingsError
            If any variable breaks its rule, or begins with WD_ and is not known. All are named together.

        Examples
        --------
        >>> Settings.from_environ({"WD_PORT": "8080"}).allowed_origins
        ('localhost:8080', '127.0.0.1:8080')
        """
        reading = _Reading(environ)
        host = reading.read("WD_HOST", _host, "127.0.0.1")
        port = reading.read("WD_PORT", _port, 5006)
        data_dir = reading.read("WD_DATA_DIR", _folder, Path("data")).absolute()
        database_url = reading.read("WD_DATABASE_URL", _database_url, f"sqlite:///{data_dir}/progress.sqlite3")
        cookie_secret = reading.read("WD_COOKIE_SECRET", _secret, None)
        origins = reading.read("WD_ALLOWED_ORIGINS", _origins, _own_origins(host, port))
        is_local = all(_origin_host(origin) in _LOCAL_HOSTS for origin in origins)
        secure_cookies = reading.read("WD_SECURE_COOKIES", _flag, not is_local)
        reading.report()
        return cls(
            host=host,
            port=port,
            data_dir=data_dir,
            database_url=database_url,
            cookie_secret=cookie_secret,
            allowed_origins=origins,
            secure_cookies=secure_cookies,
        )


class _Reading:
    """One pass over an environment that gathers what is wrong with it."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._given = {name: value.strip() for name, value in environ.items() if name.startswith("WD_")}
        self._secret = {setting.name for setting in SETTINGS if setting.is_secret}
        unknown = sorted(self._given.keys() - {setting.name for setting in SETTINGS})
        self._problems = [_unknown(name) for name in unknown if not _FOREIGN.fullmatch(name)]

    def read(self, name: str, parse: Callable[[str], _T], default: _T) -> _T:
        value = self._given.get(name, "")
        if not value:
            return default
        try:
            return parse(value)
        except _RuleBroken as broken:
            shown = f"a secret of {len(value)} characters" if name in self._secret else repr(value)
            self._problems.append(f"{name} is {shown}, but {broken.rule}; {broken.repair}")
            return default

    def report(self) -> None:
        if self._problems:
            raise SettingsError(tuple(self._problems))


def _unknown(name: str) -> str:
    names = [setting.name for setting in SETTINGS]
    near = difflib.get_close_matches(name, names, n=1)
    repair = f"write {near[0]}" if near else f"take it out, or use one of {', '.join(names)}"
    return f"{name} is not known, but only known variables may begin with WD_; {repair}"


def _host(value: str) -> str:
    if not _HOST.fullmatch(value):
        raise _RuleBroken("it is a host name or an address without a port", "write 127.0.0.1, and the port in WD_PORT")
    return value.strip("[]").lower()


def _port(value: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", value) or not 1 <= int(value) <= 65535:
        raise _RuleBroken("a port is a whole number from 1 to 65535", "write 5006")
    return int(value)


def _folder(value: str) -> Path:
    if "?" in value:  # in the URL of the SQLite file it would begin the options
        raise _RuleBroken("it is a folder without ? in its name", "write ./data")
    return Path(value)


def _database_url(value: str) -> str:
    scheme, mark, rest = value.partition("://")
    if not mark or scheme.partition("+")[0] not in {"sqlite", "postgresql", "postgres"}:
        raise _RuleBroken(
            "it begins with sqlite:/// or postgresql://",
            "write sqlite:///folder/file or postgresql://user:password@host/name",
        )
    if scheme.startswith("sqlite") and rest.strip("/") in {"", ":memory:"}:
        raise _RuleBroken("a SQLite database is a file, to outlive the program", "write sqlite:///folder/file")
    return value


def _secret(value: str) -> str:
    if len(value) < SECRET_LENGTH:
        raise _RuleBroken(
            f"it has at least {SECRET_LENGTH} characters",
            "make one with: python -c 'import secrets; print(secrets.token_urlsafe(32))'",
        )
    return value


def _origins(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_origin(part.strip().lower()) for part in value.split(",")))


def _origin(value: str) -> str:
    if "*" in value:
        raise _RuleBroken(
            "each origin is exact, since * would let any page speak for a learner", "name each host[:port]"
        )
    if "/" in value:
        host = urlsplit(value).netloc or "course.example.org"
        raise _RuleBroken("an origin is host[:port] without http:// or a path", f"write {host}")
    found = _ORIGIN.fullmatch(value)
    if found is None or not 1 <= int(found["port"] or 80) <= 65535:
        raise _RuleBroken("an origin is host[:port]", "write course.example.org or 192.168.1.5:5006")
    return value


def _flag(value: str) -> bool:
    if value.lower() not in _FLAGS:
        raise _RuleBroken("it is on or off", "write 1 or 0")
    return _FLAGS[value.lower()]


def _own_origins(host: str, port: int) -> tuple[str, ...]:
    own = [] if host in _EVERY_ADDRESS else [f"[{host}]" if ":" in host else host]
    return tuple(dict.fromkeys(f"{name}:{port}" for name in ("localhost", "127.0.0.1", *own)))


def _origin_host(origin: str) -> str:
    found = _ORIGIN.fullmatch(origin)
    return found["host"] if found else origin


def prepare_data_dir(settings: Settings) -> Settings:
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


def _make_secret(path: Path) -> None:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(SECRET_LENGTH))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()

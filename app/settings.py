"""The settings: read from the environment once, every bad variable reported together."""

import difflib
import os
import re
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TypeAlias, TypeVar
from urllib.parse import urlsplit

SECRET_LENGTH = 32
_LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
_EVERY_ADDRESS = frozenset({"0.0.0.0", "::", "[::]"})  # noqa: S104 -- recognised here, never chosen
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[?[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*\]?")
_ORIGIN = re.compile(r"(?P<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{1,5}))?")
_FLAGS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}

_T = TypeVar("_T")
Network: TypeAlias = IPv4Network | IPv6Network
_NO_PROXIES: tuple[Network, ...] = ()


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
        "WD_EMBED_ORIGINS",
        "figures in anybody's page, lessons in nobody's",
        "the scheme://host[:port] of the pages that may show figures and lessons in a frame, exactly, and no others; "
        "several with commas",
    ),
    Setting(
        "WD_MAX_CONNECTIONS",
        "2000",
        "how many HTTP connections are open at once; a newcomer takes the place of the one that is idle longest",
    ),
    Setting(
        "WD_MAX_CONNECTIONS_OF_ADDRESS",
        "500",
        "how many of these one address may hold, such as a school behind one router; not this machine's own, "
        "where a proxy speaks for everybody",
    ),
    Setting(
        "WD_PROXIES",
        "none but this machine's",
        "the addresses or networks of the proxies in front, as 10.0.0.0/8; who asks is then what they say in X-Real-IP "
        "or X-Forwarded-For; several with commas",
    ),
    Setting(
        "WD_LOG_ADDRESSES",
        "off",
        "whether the access log names the address of each request; without it the log holds nothing of a person",
    ),
    Setting(
        "WD_SECURE_COOKIES",
        "off if every allowed origin is this machine, else on",
        "whether cookies travel by HTTPS alone; put it off where a class reads the course by plain HTTP",
    ),
    Setting(
        "WD_DRAW_AHEAD",
        "on",
        "whether pages are made before somebody asks for them, some seconds of CPU; off where a server lives shortly",
    ),
    Setting(
        "WD_OFFLINE",
        "on",
        "whether browsers may keep the course for reading without a network; off takes away what they have kept",
    ),
    Setting(
        "WD_PANEL_PAGES",
        "on",
        "whether /panel/<kind> shows a figure as a Panel app; Panel is loaded when the first of these is asked for",
    ),
    Setting(
        "WD_LOG_FORMAT",
        "text",
        "text, lines for people, or json, an object a line; each has its request's id, as the answer's X-Request-Id",
    ),
    Setting(
        "WD_METRICS_TOKEN",
        "nobody reads /metrics",
        f"who sends it as Authorization: Bearer reads /metrics; at least {SECRET_LENGTH} characters",
        is_secret=True,
    ),
    Setting(
        "WD_LTI_HTTP",
        "off",
        "whether course systems may be asked by plain HTTP: those on this machine, to try LTI out",
    ),
    Setting(
        "WD_XAPI_ENDPOINT",
        "nobody is told",
        "the address of a record store (xAPI), before /statements; each deed is sent there, once, under a pseudonym",
    ),
    Setting("WD_XAPI_USER", "none", "the name, or key, under which the record store takes statements"),
    Setting("WD_XAPI_PASSWORD", "none", "the password, or secret, that goes with it", is_secret=True),
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
    embed_origins: tuple[str, ...]
    max_connections: int
    max_connections_of_address: int
    proxies: tuple[Network, ...]
    log_addresses: bool
    secure_cookies: bool
    draw_ahead: bool
    offline: bool
    panel_pages: bool
    log_format: str
    metrics_token: str | None = field(repr=False)
    lti_http: bool
    xapi_endpoint: str | None
    xapi_user: str | None
    xapi_password: str | None = field(repr=False)

    @property
    def address(self) -> str:
        """The address of the course as others know it: its first allowed origin."""
        return f"{'https' if self.secure_cookies else 'http'}://{self.allowed_origins[0]}"

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
        nobody: tuple[str, ...] = ()
        embedders = reading.read("WD_EMBED_ORIGINS", _embedders, nobody)
        most = reading.read("WD_MAX_CONNECTIONS", _count, 2000)
        most_of_address = reading.read("WD_MAX_CONNECTIONS_OF_ADDRESS", _count, 500)
        proxies = reading.read("WD_PROXIES", _networks, _NO_PROXIES)
        log_addresses = reading.read("WD_LOG_ADDRESSES", _flag, False)
        is_local = all(_origin_host(origin) in _LOCAL_HOSTS for origin in origins)
        secure_cookies = reading.read("WD_SECURE_COOKIES", _flag, not is_local)
        draw_ahead = reading.read("WD_DRAW_AHEAD", _flag, default=True)
        offline = reading.read("WD_OFFLINE", _flag, default=True)
        panel_pages = reading.read("WD_PANEL_PAGES", _flag, default=True)
        log_format = reading.read("WD_LOG_FORMAT", _log_format, "text")
        metrics_token = reading.read("WD_METRICS_TOKEN", _secret, None)
        lti_http = reading.read("WD_LTI_HTTP", _flag, default=False)
        xapi_endpoint = reading.read("WD_XAPI_ENDPOINT", _endpoint, None)
        xapi_user = reading.read("WD_XAPI_USER", _xapi_user, None)
        xapi_password = reading.read("WD_XAPI_PASSWORD", str, None)
        reading.report()
        return cls(
            host=host,
            port=port,
            data_dir=data_dir,
            database_url=database_url,
            cookie_secret=cookie_secret,
            allowed_origins=origins,
            embed_origins=embedders,
            max_connections=most,
            max_connections_of_address=most_of_address,
            proxies=proxies,
            log_addresses=log_addresses,
            secure_cookies=secure_cookies,
            draw_ahead=draw_ahead,
            offline=offline,
            panel_pages=panel_pages,
            log_format=log_format,
            metrics_token=metrics_token,
            lti_http=lti_http,
            xapi_endpoint=xapi_endpoint,
            xapi_user=xapi_user,
            xapi_password=xapi_password,
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
    likeness = {each: difflib.SequenceMatcher(None, name, each).ratio() for each in names}
    near = sorted(each for each, like in likeness.items() if like >= max(0.6, max(likeness.values()) - 0.07))
    repair = f"write {' or '.join(near)}" if near else f"take it out, or use one of {', '.join(names)}"
    return f"{name} is not known, but only known variables may begin with WD_; {repair}"


def _host(value: str) -> str:
    if not _HOST.fullmatch(value):
        raise _RuleBroken("it is a host name or an address without a port", "write 127.0.0.1, and the port in WD_PORT")
    return value.strip("[]").lower()


def _port(value: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", value) or not 1 <= int(value) <= 65535:
        raise _RuleBroken("a port is a whole number from 1 to 65535", "write 5006")
    return int(value)


def _count(value: str) -> int:
    if not re.fullmatch("[0-9]{1,6}", value) or int(value) < 10:
        raise _RuleBroken("it is a whole number from 10 to 999999", "write 2000")
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


def _embedders(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_embedder(part.strip().lower()) for part in value.split(",")))


def _embedder(value: str) -> str:
    scheme, mark, origin = value.partition("://")
    if scheme not in {"http", "https"} or not mark:
        raise _RuleBroken("it names each page's scheme://host[:port]", "write https://moodle.example.org")
    if "/" in origin:
        whole = f"{scheme}://{origin.partition('/')[0]}"
        raise _RuleBroken("a page is named by its scheme://host[:port] without a path", f"write {whole}")
    return f"{scheme}://{_origin(origin)}"


def _endpoint(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None or parts.query:
        raise _RuleBroken(
            "it is https://host/path, without /statements, user or password", "write https://lrs.example.org/xapi"
        )
    if parts.scheme == "http" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise _RuleBroken("by plain HTTP only a record store on this machine is told", f"write https://{parts.netloc}")
    return value.rstrip("/").removesuffix("/statements")


def _xapi_user(value: str) -> str:
    if ":" in value:
        raise _RuleBroken("a name has no colon, which parts it from the password", "put the rest in WD_XAPI_PASSWORD")
    return value


def _flag(value: str) -> bool:
    if value.lower() not in _FLAGS:
        raise _RuleBroken("it is on or off", "write 1 or 0")
    return _FLAGS[value.lower()]


def _networks(value: str) -> tuple[Network, ...]:
    try:
        return tuple(dict.fromkeys(ip_network(part.strip()) for part in value.split(",")))
    except ValueError:
        raise _RuleBroken(
            "it names addresses, or networks by their first address", "write 192.168.1.5 or 10.0.0.0/8"
        ) from None


def _log_format(value: str) -> str:
    if value.lower() not in {"text", "json"}:
        raise _RuleBroken("it is text or json", "write json where a program reads the log")
    return value.lower()


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


def kept_secret(settings: Settings) -> str:
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

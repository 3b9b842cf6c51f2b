"""Who reaches the course, and how: addresses, origins, connections, proxies, cookies by HTTPS alone."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import TypeAlias
from urllib.parse import urlsplit

from app.settings.reading import Reading, RuleBroken, Setting, flag

_LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
_EVERY_ADDRESS = frozenset({"0.0.0.0", "::", "[::]"})  # noqa: S104 -- recognised here, never chosen
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[?[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*\]?")
_ORIGIN = re.compile(r"(?P<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{1,5}))?")

Network: TypeAlias = IPv4Network | IPv6Network
_NO_PROXIES: tuple[Network, ...] = ()
_NOBODY: tuple[str, ...] = ()

SETTINGS = (
    Setting("WD_HOST", "127.0.0.1", "the address to listen on; 0.0.0.0 listens on all of this machine's"),
    Setting("WD_PORT", "5006", "the port to listen on"),
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
        "WD_SECURE_COOKIES",
        "off if every allowed origin is this machine, else on",
        "whether cookies travel by HTTPS alone; put it off where a class reads the course by plain HTTP",
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
)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Who reaches the course, and how."""

    host: str
    port: int
    allowed_origins: tuple[str, ...]
    embed_origins: tuple[str, ...]
    secure_cookies: bool
    max_connections: int
    max_connections_of_address: int
    proxies: tuple[Network, ...]

    @property
    def address(self) -> str:
        """The address of the course as others know it: its first allowed origin."""
        return f"{'https' if self.secure_cookies else 'http'}://{self.allowed_origins[0]}"


def read_reach(reading: Reading) -> Reach:
    """Return what an environment says of it."""
    host = reading.read("WD_HOST", _host, "127.0.0.1")
    port = reading.read("WD_PORT", _port, 5006)
    origins = reading.read("WD_ALLOWED_ORIGINS", _origins, _own_origins(host, port))
    is_local = all(_origin_host(origin) in _LOCAL_HOSTS for origin in origins)
    return Reach(
        host=host,
        port=port,
        allowed_origins=origins,
        embed_origins=reading.read("WD_EMBED_ORIGINS", _embedders, _NOBODY),
        secure_cookies=reading.read("WD_SECURE_COOKIES", flag, not is_local),
        max_connections=reading.read("WD_MAX_CONNECTIONS", _count, 2000),
        max_connections_of_address=reading.read("WD_MAX_CONNECTIONS_OF_ADDRESS", _count, 500),
        proxies=reading.read("WD_PROXIES", _networks, _NO_PROXIES),
    )


def _host(value: str) -> str:
    if not _HOST.fullmatch(value):
        raise RuleBroken("it is a host name or an address without a port", "write 127.0.0.1, and the port in WD_PORT")
    return value.strip("[]").lower()


def _port(value: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", value) or not 1 <= int(value) <= 65535:
        raise RuleBroken("a port is a whole number from 1 to 65535", "write 5006")
    return int(value)


def _count(value: str) -> int:
    if not re.fullmatch("[0-9]{1,6}", value) or int(value) < 10:
        raise RuleBroken("it is a whole number from 10 to 999999", "write 2000")
    return int(value)


def _origins(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_origin(part.strip().lower()) for part in value.split(",")))


def _origin(value: str) -> str:
    if "*" in value:
        raise RuleBroken(
            "each origin is exact, since * would let any page speak for a learner", "name each host[:port]"
        )
    if "/" in value:
        host = urlsplit(value).netloc or "course.example.org"
        raise RuleBroken("an origin is host[:port] without http:// or a path", f"write {host}")
    found = _ORIGIN.fullmatch(value)
    if found is None or not 1 <= int(found["port"] or 80) <= 65535:
        raise RuleBroken("an origin is host[:port]", "write course.example.org or 192.168.1.5:5006")
    return value


def _embedders(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_embedder(part.strip().lower()) for part in value.split(",")))


def _embedder(value: str) -> str:
    scheme, mark, origin = value.partition("://")
    if scheme not in {"http", "https"} or not mark:
        raise RuleBroken("it names each page's scheme://host[:port]", "write https://moodle.example.org")
    if "/" in origin:
        whole = f"{scheme}://{origin.partition('/')[0]}"
        raise RuleBroken("a page is named by its scheme://host[:port] without a path", f"write {whole}")
    return f"{scheme}://{_origin(origin)}"


def _networks(value: str) -> tuple[Network, ...]:
    try:
        return tuple(dict.fromkeys(ip_network(part.strip()) for part in value.split(",")))
    except ValueError:
        raise RuleBroken(
            "it names addresses, or networks by their first address", "write 192.168.1.5 or 10.0.0.0/8"
        ) from None


def _own_origins(host: str, port: int) -> tuple[str, ...]:
    own = [] if host in _EVERY_ADDRESS else [f"[{host}]" if ":" in host else host]
    return tuple(dict.fromkeys(f"{name}:{port}" for name in ("localhost", "127.0.0.1", *own)))


def _origin_host(origin: str) -> str:
    found = _ORIGIN.fullmatch(origin)
    return found["host"] if found else origin

"""What is told, and to whom: logs, metrics, course systems, record stores."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from app.settings.reading import SECRET_LENGTH, Reading, RuleBroken, Setting, flag, secret

SETTINGS = (
    Setting(
        "WD_LOG_FORMAT",
        "text",
        "text, lines for people, or json, an object a line; each has its request's id, as the answer's X-Request-Id",
    ),
    Setting(
        "WD_LOG_ADDRESSES",
        "off",
        "whether the access log names the address of each request; without it the log holds nothing of a person",
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


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told, and to whom."""

    log_format: str
    log_addresses: bool
    metrics_token: str | None = field(repr=False)
    lti_http: bool
    xapi_endpoint: str | None
    xapi_user: str | None
    xapi_password: str | None = field(repr=False)


def read_told(reading: Reading) -> Told:
    """Return what an environment says of it."""
    return Told(
        log_format=reading.read("WD_LOG_FORMAT", _log_format, "text"),
        log_addresses=reading.read("WD_LOG_ADDRESSES", flag, default=False),
        metrics_token=reading.read("WD_METRICS_TOKEN", secret, None),
        lti_http=reading.read("WD_LTI_HTTP", flag, default=False),
        xapi_endpoint=reading.read("WD_XAPI_ENDPOINT", _endpoint, None),
        xapi_user=reading.read("WD_XAPI_USER", _xapi_user, None),
        xapi_password=reading.read("WD_XAPI_PASSWORD", str, None),
    )


def _endpoint(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None or parts.query:
        raise RuleBroken(
            "it is https://host/path, without /statements, user or password", "write https://lrs.example.org/xapi"
        )
    if parts.scheme == "http" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise RuleBroken("by plain HTTP only a record store on this machine is told", f"write https://{parts.netloc}")
    return value.rstrip("/").removesuffix("/statements")


def _xapi_user(value: str) -> str:
    if ":" in value:
        raise RuleBroken("a name has no colon, which parts it from the password", "put the rest in WD_XAPI_PASSWORD")
    return value


def _log_format(value: str) -> str:
    if value.lower() not in {"text", "json"}:
        raise RuleBroken("it is text or json", "write json where a program reads the log")
    return value.lower()

"""Requests to servers that others have named: by HTTPS, within bounds of time and size, and nowhere else."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from app import __version__

CONNECT_SECONDS: Final = 5.0
READ_SECONDS: Final = 10.0
LARGEST: Final = 512 * 1024
"""Bytes of an answer: a key set has a few kilobytes, a list of a course's line items some tens."""


class OutsideError(Exception):
    """Another server was not asked, or gave no answer that is one; the message says which and why."""


class Guarded(requests.Session):
    """A session that follows nobody elsewhere.

    Parameters
    ----------
    plain
        Whether plain HTTP is allowed too, for servers on this machine.
    """

    def __init__(self, *, plain: bool = False) -> None:
        super().__init__()
        self._plain = plain
        self.trust_env = False  # no password of the user's from a file, and no proxy that the settings do not name
        self.headers["User-Agent"] = f"wrong-dictionary/{__version__}"
        self.mount("http://", HTTPAdapter(max_retries=0))
        self.mount("https://", HTTPAdapter(max_retries=0))

    def request(self, method: str, url: str, **given: Any) -> requests.Response:  # type: ignore[override]
        """Ask, and return the answer whole.

        Raises
        ------
        OutsideError
            If the address may not be asked, nobody answers in time, or the answer sends us elsewhere or is too long.
        """
        check_address(url, plain=self._plain)
        given |= {"timeout": (CONNECT_SECONDS, READ_SECONDS), "allow_redirects": False, "stream": True}
        try:
            with super().request(method, url, **given) as answer:
                content = bytearray()
                for part in answer.iter_content(16 * 1024):
                    content += part
                    if len(content) > LARGEST:
                        raise OutsideError(f"{host_of(url)} sent more than {LARGEST} bytes, which no answer has")
                answer._content = bytes(content)  # noqa: SLF001 -- requests has no public way to read with a bound
        except requests.RequestException as error:
            raise OutsideError(f"{host_of(url)} does not answer") from error
        if answer.is_redirect:
            raise OutsideError(f"{host_of(url)} sends us elsewhere, where we do not follow")
        return answer


def check_address(url: str, *, plain: bool) -> None:
    """Refuse an address that may not be asked.

    Raises
    ------
    OutsideError
        If it is not of HTTPS, or has no host, or a user and password in it.
    """
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) and parts.username is None and (parts.port or 1) > 0
    except ValueError:
        named = False
        parts = urlsplit("")
    if not named or parts.scheme not in ({"https", "http"} if plain else {"https"}):
        raise OutsideError(f"{url[:100]!r} is no address that is asked: it begins with https:// and names a host")


def host_of(url: str) -> str:
    """Return whom an address names, for a sentence."""
    return urlsplit(url).netloc

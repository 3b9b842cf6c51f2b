"""What the browser is told with every answer: no other host, no eval, no script that we did not write, no guessing."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from tornado.web import RequestHandler

from app.pages.http.request_id import HEADER, request_id

SOURCES = (
    "default-src 'self'",
    "script-src 'self' {scripts}",
    "connect-src 'self' {sockets}",
    "style-src 'self' 'unsafe-inline'",  # Bokeh's shadow roots carry their styles inline
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors {embedders}",
)
DENIED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "microphone",
    "midi",
    "payment",
    "usb",
)
LAUNCHES = frozenset({"/lti/login", "/lti/launch", "/lti/choose", "/lti/register"})
"""What course systems show in their own frames and windows: pages of one step, which they or their users began."""
YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Policy:
    """The rules of one server.

    Attributes
    ----------
    origins
        The ``host[:port]`` under which browsers reach the course, exactly.
    secure
        Whether the course is reached by HTTPS alone.
    scripts
        The hashes of the scripts that stand in the pages, as a content-security policy names them.
    embedders
        The ``scheme://host[:port]`` of the pages that may show figures and lessons in a frame; if none are named,
        anybody may show figures, and nobody lessons.
    """

    origins: frozenset[str]
    secure: bool
    scripts: tuple[str, ...] = field(default=())
    embedders: tuple[str, ...] = field(default=())

    @cached_property
    def _everywhere(self) -> dict[str, str]:
        headers = {
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": ", ".join(f"{name}=()" for name in DENIED),
            "Cross-Origin-Opener-Policy": "same-origin",
        }
        return headers | ({"Strict-Transport-Security": f"max-age={YEAR}"} if self.secure else {})

    @cached_property
    def _sources(self) -> str:
        return "; ".join(SOURCES)

    def embeds(self, path: str) -> str:
        """Return who may show the page at a path in a frame.

        Figures and lessons are made to stand in other people's slides and course pages; all else only in our own.
        """
        if path in LAUNCHES:
            return "*"
        if self.embedders and path.startswith(("/lab/", "/lessons/", "/lti/")):
            return " ".join(("'self'", *self.embedders))
        return "*" if path.startswith("/lab/") else "'self'"

    def headers(self, path: str, protocol: str, host: str, nonce: str = "") -> dict[str, str]:
        """Return the headers of an answer at a path.

        With a `nonce` it is a page of Panel's: the scripts that stand in it carry the nonce, and what it imports comes
        from blobs that its own scripts have made.
        """
        embeds = self.embeds(path)
        resource = "same-origin" if embeds == "'self'" else "cross-origin"
        sockets = f"{'wss' if protocol == 'https' else 'ws'}://{host}"
        scripts = f"'nonce-{nonce}' blob:" if nonce else " ".join(self.scripts)
        sockets = f"{sockets} blob:" if nonce else sockets
        sources = self._sources.format(scripts=scripts, sockets=sockets, embedders=embeds)
        headers = {**self._everywhere, "Cross-Origin-Resource-Policy": resource, "Content-Security-Policy": sources}
        # A window that a course system has opened stays its own: it waits for an answer there.
        return headers | ({"Cross-Origin-Opener-Policy": "unsafe-none"} if path in LAUNCHES else {})


class PolicyMixin(RequestHandler):
    """Sends the policy of the server with every answer, and answers HEAD wherever it answers GET."""

    @property
    def policy(self) -> Policy:
        """The policy of the server."""
        policy: Policy = self.settings["policy"]
        return policy

    def set_default_headers(self) -> None:
        """Send the policy, and the id under which the log knows the request."""
        super().set_default_headers()
        request = self.request
        self.set_header(HEADER, request_id(request))
        for name, value in self.policy.headers(request.path, request.protocol, request.host).items():
            self.set_header(name, value)

    async def head(self, *args: str) -> None:
        """Answer as to GET; Tornado sends no body."""
        done = self.get(*args)
        if done is not None:
            await done

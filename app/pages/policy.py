"""The content-security policy: nothing from other hosts, no eval, no script that we did not write."""

from __future__ import annotations

import re
import secrets
from typing import Any, ClassVar

from tornado.web import RequestHandler


class PolicyMixin(RequestHandler):
    """Sends the content-security policy, and marks our own scripts with its nonce."""

    POLICY: ClassVar[tuple[str, ...]] = (
        "default-src 'self'",
        "script-src 'self' 'nonce-{nonce}' blob:",  # blob: Panel loads a component's one-line module that way
        "connect-src 'self' {sockets}",
        "style-src 'self' 'unsafe-inline'",  # Bokeh's shadow roots carry their styles inline
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors {embedders}",
    )

    def set_default_headers(self) -> None:
        """Send the policy with every answer of a page."""
        super().set_default_headers()
        self.nonce = secrets.token_urlsafe(18)
        sockets = f"{'wss' if self.request.protocol == 'https' else 'ws'}://{self.request.host}"
        # A lab page is made to stand in other people's slides and course pages; everything else only in our own.
        embedders = "*" if self.request.path.startswith("/lab/") else "'self'"
        policy = "; ".join(self.POLICY)
        self.set_header(
            "Content-Security-Policy", policy.format(nonce=self.nonce, sockets=sockets, embedders=embedders)
        )
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")

    def write(self, chunk: Any) -> None:
        """Write a page; each of its scripts gets the nonce.

        What learners and authors write is escaped, so no other `<script` exists.
        """
        if isinstance(chunk, str):
            chunk = re.sub(r"<script(?=[\s>])", f'<script nonce="{self.nonce}"', chunk)
        super().write(chunk)

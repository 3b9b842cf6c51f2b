"""`/metrics`: what a server counts, for whoever has the token of the settings and for nobody else."""

from __future__ import annotations

import hmac

from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4
from tornado.web import HTTPError

from app.metrics import Metrics
from app.pages.http.policy import PolicyMixin


class MetricsHandler(PolicyMixin):
    """Answers `Authorization: Bearer <token>`.

    The address that a request comes from says nothing about who asks: a proxy on this machine passes on everybody.
    """

    def initialize(self, metrics: Metrics, token: str) -> None:
        """Take the counts and the token."""
        self._metrics, self._token = metrics, token

    def get(self) -> None:
        """Tell what was counted."""
        self.set_header("Cache-Control", "no-store")
        given = self.request.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, f"Bearer {self._token}".encode()):
            self.set_header("WWW-Authenticate", "Bearer")
            raise HTTPError(401)
        self.set_header("Content-Type", CONTENT_TYPE_PLAIN_0_0_4)
        self.finish(self._metrics.text())

"""What is asked of a process that serves: whether it lives, and whether it can serve."""

from __future__ import annotations

from app import __version__
from app.pages.base.site import Site
from app.pages.http.policy import PolicyMixin


class HealthHandler(PolicyMixin):
    """`/healthz`: the process lives."""

    def get(self) -> None:
        """Say so, and which version it is."""
        self.set_header("Cache-Control", "no-store")
        self.finish(f"ok {__version__}\n")


class ReadyHandler(PolicyMixin):
    """`/readyz`: it can serve, which needs the store."""

    def initialize(self, site: Site) -> None:
        """Take the site."""
        self.site = site

    async def get(self) -> None:
        """Say whether the store keeps what is written to it."""
        self.set_header("Cache-Control", "no-store")
        ready = await self.site.record.ready()
        self.set_status(200 if ready else 503)
        self.finish(
            "ready\n"
            if ready
            else "the store does not answer; see the log, and check WD_DATABASE_URL and WD_DATA_DIR\n"
        )

"""The requests for reading without a network, and for the course as an app of its own."""

from __future__ import annotations

import json

from app.pages.base.handlers import PublicHandler
from app.pages.files.assets import Assets
from app.pages.http.policy import PolicyMixin
from app.pages.reference.pages import offline_html
from app.pages.served.offline import Offline

GROUND = "#fdfcf9"
WORKERS_POLICY = "default-src 'none'; connect-src 'self'"


class WorkerHandler(PolicyMixin):
    """`/sw.js`: the service worker, always at this address; asked about anew at each visit."""

    def initialize(self, offline: Offline) -> None:
        """Take what it keeps."""
        self.offline = offline

    async def get(self) -> None:
        """Send it, with its manifest."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")
        self.set_header("Content-Security-Policy", WORKERS_POLICY)
        self.finish(await self.offline.script())


class SizeHandler(PolicyMixin):
    """`/offline.json`: how much there is to fetch, for whoever wants to know before."""

    def initialize(self, offline: Offline) -> None:
        """Take what is kept."""
        self.offline = offline

    async def get(self) -> None:
        """Say it; nothing, where keeping the course is switched off."""
        self.set_header("Cache-Control", "no-cache")
        manifest = await self.offline.manifest() if self.offline.on else None
        self.finish(
            {"version": manifest.version, "bytes": manifest.size, "files": len(manifest.entries)}
            if manifest
            else {"version": "", "bytes": 0, "files": 0}
        )


class OfflinePageHandler(PublicHandler):
    """`/offline`: what a browser shows without a network, in the place of a page that it has not kept."""

    def get(self) -> None:
        """Show the page."""
        self.set_header("Cache-Control", "no-cache")
        self.finish(offline_html(self.site))


class AppHandler(PolicyMixin):
    """`/app.webmanifest`: the course as an app."""

    def initialize(self, assets: Assets) -> None:
        """Take the files, for the icons."""
        self.assets = assets

    def get(self) -> None:
        """Say its name, its start and its icons."""
        self.set_header("Content-Type", "application/manifest+json")
        self.set_header("Cache-Control", "no-cache")
        icons = [
            {"src": self.assets.url("/images/icon.svg"), "type": "image/svg+xml", "sizes": "any"},
            *(
                {"src": self.assets.url(f"/images/{name}.png"), "type": "image/png", "sizes": f"{side}x{side}"}
                | ({"purpose": "maskable"} if "maskable" in name else {})
                for name, side in (("icon-192", 192), ("icon-512", 512), ("icon-maskable-512", 512))
            ),
        ]
        about = {
            "id": "/",
            "name": "Wrong Dictionary",
            "short_name": "Wrong Dictionary",
            "description": "An interactive course on entropy, cross-entropy and KL divergence.",
            "lang": "en",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": GROUND,
            "theme_color": GROUND,
            "categories": ["education"],
            "icons": icons,
        }
        self.finish(json.dumps(about))

"""The course for reading without a network: every page as a newcomer gets it, and every file that these pages name.

The manifest names each by a hash of its content, so that a browser fetches only what has changed, and never mixes two
versions. The service worker is `static/offline/worker.js`; it fetches without a cookie, so nothing of a learner can be
in what it keeps.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.content import Lesson
from app.pages.base.site import Site
from app.pages.course.page import course_page
from app.pages.figure.lab_page import lab_page
from app.pages.files.assets import COMPRESSED_ALREADY, ROOT, Assets
from app.pages.http.compressed_page import Whole
from app.pages.http.policy import Policy
from app.pages.http.visit import Visit
from app.pages.kinds import KINDS
from app.pages.lesson.page import lesson_page
from app.pages.reference.pages import offline_html, public_page, search_html
from app.pages.served.ahead import BREATH

WORKER: Final = ROOT / "static/offline/worker.js"
END: Final = ROOT / "static/offline/end.js"
NAMED: Final = re.compile(rb"/(?:bundle|js|css|data|fonts|images|lib|playground|widgets)/[\w./-]+\?v=[0-9a-f]{12}")
LEFT_OUT: Final = (b"/data/atlas.json",)
"""To be downloaded, not to be read here."""


@dataclass(frozen=True)
class Entry:
    """One page or file that is kept: its address, the SHA-256 of its content, and the bytes that travel for it."""

    url: str
    digest: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """All that is kept, under one version."""

    version: str
    entries: tuple[Entry, ...]

    @property
    def size(self) -> int:
        """The bytes that travel to a browser that has nothing yet."""
        return sum(entry.size for entry in self.entries)

    @property
    def script(self) -> str:
        """The service worker."""
        named = [{"url": entry.url, "digest": entry.digest} for entry in self.entries]
        head = json.dumps({"version": self.version, "entries": named})
        return f"const MANIFEST = {head};\n{WORKER.read_text('utf-8')}"


class Offline:
    """Makes the manifest when it is first asked for, and once.

    Parameters
    ----------
    on
        Whether browsers may keep the course; else the service worker takes away what they have kept, and itself.
    """

    def __init__(self, site: Site, assets: Assets, policy: Policy, *, on: bool) -> None:
        self.on = on
        self._site, self._assets, self._policy = site, assets, policy
        self._made: asyncio.Task[Manifest] | None = None

    async def manifest(self) -> Manifest:
        """Return the manifest; pages are made one after the other, so that nobody waits long for the loop."""
        if self._made is None or (self._made.done() and self._made.exception()):
            self._made = asyncio.create_task(self._make())
        return await asyncio.shield(self._made)

    async def script(self) -> str:
        """Return the service worker, or the one that ends it."""
        return (await self.manifest()).script if self.on else END.read_text("utf-8")

    async def _make(self) -> Manifest:
        pages = {}
        for address in addresses(self._site):
            pages[address] = await newcomers_page(self._site, address)
            await asyncio.sleep(BREATH)
        return await asyncio.to_thread(self._measured, pages)

    def _measured(self, pages: dict[str, Whole]) -> Manifest:
        entries = [Entry(address, _digest(page.content), _travels(page.content)) for address, page in pages.items()]
        names = {name for page in pages.values() for name in NAMED.findall(page.content)}
        for name in sorted(name.decode() for name in names if not name.startswith(LEFT_OUT)):
            asset = self._assets[name.partition("?")[0]]
            travels = len(asset.content) if asset.path.suffix in COMPRESSED_ALREADY else _travels(asset.content)
            entries.append(Entry(name, _digest(asset.content), travels))
        # What is kept with a page, its headers, and what the worker does with it are of the version too.
        made_of = [*(f"{entry.url} {entry.digest}" for entry in entries), WORKER.read_text("utf-8"), repr(self._policy)]
        return Manifest(_digest("\n".join(made_of).encode())[:16], tuple(entries))


def addresses(site: Site) -> Iterator[str]:
    """Yield the addresses of the pages that are kept: all that can be read, and the one that stands for the others."""
    yield "/"
    yield from (f"/lessons/{lesson.id}" for lesson in site.course.lessons)
    yield from (f"/lab/{kind}" for kind in KINDS)
    yield from (
        "/glossary",
        "/help",
        *(f"/{page.id}" for page in site.course.reference),
        "/libraries",
        "/search",
        "/offline",
    )


async def newcomers_page(site: Site, address: str) -> Whole:
    """Return a page as it is sent to whoever comes without a cookie."""
    nobody = Visit("", is_new=True)
    first, _, name = address.strip("/").partition("/")
    if first == "lessons":
        lesson = site.course.lesson(name)
        assert isinstance(lesson, Lesson)
        return (await lesson_page(site, lesson, nobody)).newcomers
    if first == "lab":
        return await lab_page(site, KINDS[name], nobody)
    if not first:
        return course_page(site).newcomers
    if first in {"search", "offline"}:
        return Whole((search_html(site, "") if first == "search" else offline_html(site)).encode())
    return public_page(site, first)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _travels(content: bytes) -> int:
    """Return the bytes in gzip, which takes a tenth of brotli's time to find out; by brotli they are a tenth fewer."""
    return len(zlib.compress(content, 6))

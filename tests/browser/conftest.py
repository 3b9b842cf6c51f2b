"""The real server in a process of its own, and pages that fail on a foreign request or an error in the console."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.served import Served


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything below this folder as a browser test."""
    for item in items:
        if Path(item.fspath).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all tests that do not stop it."""
    running = Served(tmp_path_factory.mktemp("data"))
    running.start()
    yield running
    running.stop()


class Watch:
    """Notes what a page must not do: ask a foreign host, or complain in the console."""

    def __init__(self) -> None:
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self.offline_expected = False
        self.wait_expected = False  # whoever answers faster than anybody could is told to wait, and does

    def follow(self, page: Page) -> None:
        """Watch one page."""
        page.on("request", lambda request: self._request(request.url))
        page.on("console", lambda message: self._console(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob", "about") and parts.hostname not in ("localhost", "127.0.0.1"):
            self.foreign.append(url)

    def _console(self, kind: str, text: str) -> None:
        expected = self.offline_expected and re.search(
            r"ERR_|404|503|websocket|connect|failed to fetch", text, re.IGNORECASE
        )
        expected = expected or (self.wait_expected and "429" in text)
        if kind == "error" and not expected:
            self.complaints.append(text)

    def check(self) -> None:
        """Fail if anything was noted."""
        assert not self.foreign, f"requests to other hosts: {self.foreign}"
        assert not self.complaints, f"errors in the console: {self.complaints}"


@pytest.fixture
def watch() -> Iterator[Watch]:
    """The watch over all pages of a test; checked at its end."""
    watching = Watch()
    yield watching
    watching.check()


@pytest.fixture
def constants() -> dict[str, object]:
    """What constants of the course a test's own server has in the place of what they are, by their full names."""
    return {}


@pytest.fixture
def own_server(tmp_path: Path, watch: Watch, constants: dict[str, object]) -> Iterator[Served]:
    """A server for one test alone, which may stop, freeze and restart it."""
    running = Served(tmp_path, constants)
    running.start()
    yield running
    watch.offline_expected = True  # by pages that are open until after its end
    running.stop()


@pytest.fixture
def visit(chromium: Browser, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Open a page of a fresh visitor, with the options of a context."""
    with ExitStack() as leaving:

        def page(**options: Any) -> Page:
            fresh = chromium.new_context(**options)
            leaving.callback(fresh.close)
            fresh.on("page", watch.follow)
            return fresh.new_page()

        yield page


@pytest.fixture
def page(visit: Callable[..., Page]) -> Page:
    """A page of a fresh visitor on a laptop."""
    return visit(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")


@pytest.fixture
def context(page: Page) -> BrowserContext:
    """All that the visitor on the laptop has open."""
    return page.context


@pytest.fixture
def phone(visit: Callable[..., Page]) -> Page:
    """A page of a fresh visitor with a small phone."""
    small = {"width": 360, "height": 640}
    return visit(viewport=small, has_touch=True, is_mobile=True, device_scale_factor=2, reduced_motion="reduce")

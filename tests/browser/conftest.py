"""The real server in a process of its own, and pages that fail on a foreign request or an error in the console."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300.0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything below this folder as a browser test."""
    for item in items:
        if Path(item.fspath).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Server:
    """`python -m app serve`, with a data directory and a port of its own."""

    data_dir: Path
    port: int = field(default_factory=free_port)
    house: Path = ROOT
    environ: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of the course."""
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Start, and return when it answers."""
        environ = {name: value for name, value in os.environ.items() if not name.startswith("WD_")}
        # Most live for one test: pages are made when they are asked for.
        environ |= {
            "WD_PORT": str(self.port),
            "WD_DATA_DIR": str(self.data_dir),
            "WD_DRAW_AHEAD": "off",
            **self.environ,
        }
        log = (self.data_dir / "server.log").open("ab")
        command = [sys.executable, "-m", "app", "serve"]
        self.process = subprocess.Popen(command, cwd=self.house, env=environ, stdout=log, stderr=log)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log()
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=1) as answer:  # noqa: S310 - our own server
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.05)
        pytest.fail(f"the server did not answer within {PATIENCE:g} s: {self.log()}")

    def stop(self) -> None:
        """Stop it as an operator would, and wait for its end."""
        if self.process is not None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            self.process.wait(PATIENCE)
            self.process = None

    def kill(self) -> None:
        """End it at once, with no word to anybody."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(PATIENCE)
        self.process = None

    def freeze(self) -> None:
        """Let the process stand still: connections stay open and nothing is answered."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)

    def log(self) -> str:
        """What it has printed."""
        return (self.data_dir / "server.log").read_text()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that do not stop it."""
    running = Server(tmp_path_factory.mktemp("data"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server for one test alone, which may stop, freeze and restart it."""
    running = Server(tmp_path)
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
def context(chromium: Browser, watch: Watch) -> Iterator[BrowserContext]:
    """A fresh visitor on a laptop."""
    fresh = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    fresh.set_default_timeout(60_000)
    fresh.on("page", watch.follow)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of the fresh visitor."""
    return context.new_page()

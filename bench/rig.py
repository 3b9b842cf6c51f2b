"""What the browser benchmarks share: servers in processes of their own, a slow wire, a browser, a table."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]
from app.told import Told  # noqa: E402
from tests.browser.chromium import chromium_path  # noqa: E402 - the tests' own way to find a browser

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Found, Thing = TypeVar("Found"), TypeVar("Thing")


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(
    command: list[str], port: int, path: str, environ: dict[str, str] | None = None, cwd: Path = ROOT
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends; the block begins when it answers at `path`."""
    process = subprocess.Popen(
        command, cwd=cwd, env={**os.environ, **(environ or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=2).close()
                break
            except OSError:
                if time.monotonic() > deadline or process.poll() is not None:
                    raise
                time.sleep(0.02)
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def course(
    origins: tuple[int, ...] = (), house: Path = ROOT, python: str = sys.executable, data: str | None = None
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Run the course; `origins` are further ports under which a browser may reach it, `house` where it stands,
    `data` where its record is, a new one if None."""
    port = free_port()
    allowed = ",".join(f"localhost:{each}" for each in (port, *origins))
    with tempfile.TemporaryDirectory() as fresh:
        environ = {"WD_PORT": str(port), "WD_DATA_DIR": data or fresh, "WD_ALLOWED_ORIGINS": allowed}
        with running([python, "-m", "app", "serve"], port, "/readyz", environ, house) as process:
            yield process, port


@contextmanager
def panel_serve(script: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Run `panel serve` on a script of a few lines: the peer that we compare with."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "peer.py"
        path.write_text(script)
        command = [
            sys.executable,
            "-m",
            "panel",
            "serve",
            str(path),
            "--port",
            str(port),
            "--allow-websocket-origin",
            f"localhost:{port}",
        ]
        with running(command, port, "/peer") as process:
            yield process, port


@contextmanager
def delayed(target: int, port: int, delay: float) -> Iterator[int]:
    """Forward `port` to `target`, each byte half of `delay` (seconds) later in either direction."""
    loop = asyncio.new_event_loop()

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            loop.call_later(delay / 2, writer.write, data)
        loop.call_later(delay / 2, writer.close)

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", target)
        with suppress(asyncio.CancelledError):
            await asyncio.gather(pump(reader, far_writer), pump(far_reader, writer), return_exceptions=True)

    async def serve() -> None:
        await asyncio.start_server(connect, "127.0.0.1", port)

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(serve())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(lambda: [task.cancel() for task in asyncio.all_tasks(loop)])
        loop.call_soon_threadsafe(loop.call_later, 0.2, loop.stop)
        thread.join()


@contextmanager
def browser() -> Iterator[Browser]:
    """Start Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield chromium
        chromium.close()


def in_turn(cases: Sequence[tuple[str, Callable[[], Found]]]) -> Iterator[tuple[str, Found]]:
    """Yield what each case finds, with its name; say meanwhile which is under way, and how much is left."""
    told = Told()
    for number, (name, measure) in enumerate(cases):
        told(name, number, len(cases))
        found = measure()
        told.end()
        yield name, found


def counted(things: Sequence[Thing], name: str) -> Iterator[Thing]:
    """Yield one of them after the other; say meanwhile how many are through, and how long the rest takes."""
    told = Told()
    for number, each in enumerate(things):
        told(name, number, len(things))
        yield each
    told.end()


def table(title: str, head: list[str], rows: list[list[str]]) -> None:
    """Print a table."""
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    print(f"\n{title}")
    for row in [head, ["-" * width for width in widths], *rows]:
        print(
            "  ".join(
                cell.ljust(width) if i == 0 else cell.rjust(width)
                for i, (cell, width) in enumerate(zip(row, widths, strict=True))
            ),
            flush=True,
        )

"""The course, served by a process of its own with its own data."""

from __future__ import annotations

import http.client
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from tests.patience import PATIENCE
from tests.ports import free_port

if TYPE_CHECKING:
    from app.server import Server

ROOT = Path(__file__).resolve().parents[1]

# Of the three seconds of CPU that a start takes, most are for importing what never changes between two tests.
_imported = multiprocessing.get_context("forkserver")
_imported.set_forkserver_preload(["app.server"])

# After these seconds a course gives up what takes a moment, unless its machine is busy.
PATIENT = {
    "app.door.BODY_PATIENCE": PATIENCE,
    "app.outgoing.guarded.CONNECT_SECONDS": PATIENCE,
    "app.outgoing.guarded.READ_SECONDS": PATIENCE,
    "app.progress.store.database.CONNECT_SECONDS": int(PATIENCE),
}


def patient(server: Server) -> Server:
    """Let a server wait for its database and its workers for as long as a test waits, and return it."""
    record, rooms, workers = server.site.record, server.lives.rooms, server.wires.workers
    for each in (record, record._events, rooms, rooms._answers):
        each._patience = PATIENCE
    record.probe_patience = PATIENCE
    workers.limits = replace(workers.limits, patience=PATIENCE)
    return server


def ask(port, path, method="GET", body=None, **headers):
    """Return the status and the text that one request gets; an underscore in a header's name stands for a hyphen."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    fields = {"Host": f"localhost:{port}"} | {name.replace("_", "-"): value for name, value in headers.items()}
    if body is not None:
        fields.setdefault("Content-Type", "application/x-www-form-urlencoded")
    connection.request(method, path, body, fields)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


class Served:
    """`python -m app serve` on a free port, as patient as a test.

    Parameters
    ----------
    folder
        Where its data is, and its log.
    constants
        What constants of the course are there, by their full names, in the place of what they are and of `PATIENT`.
    environ
        Variables beside those of the port and the data.
    """

    def __init__(self, folder: Path, constants: Mapping[str, object] | None = None, **environ: str) -> None:
        self.folder = folder
        self.constants = {**PATIENT, **(constants or {})}
        self.data = folder / "data"
        self.environ = environ
        self.process: subprocess.Popen[bytes] | Forked | None = None
        self.port = free_port()

    @property
    def url(self) -> str:
        """The address of the course."""
        return f"http://localhost:{self.port}"

    def start(self, command: Sequence[str | Path] | None = None, cwd: Path = ROOT) -> None:
        """Start, and return when it is ready; with a command it is that as it stands, in a folder, with its imports."""
        environ = {name: value for name, value in os.environ.items() if not name.startswith("WD_")}
        # Most live for one test: pages are made when they are asked for.
        environ |= {"WD_PORT": str(self.port), "WD_DATA_DIR": str(self.data), "WD_DRAW_AHEAD": "off", **self.environ}
        if command is None:
            self.process = Forked(environ, self.folder / "log", self.constants)
        else:
            with (self.folder / "log").open("ab") as log:
                self.process = subprocess.Popen(command, cwd=cwd, env=environ, stdout=log, stderr=log)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log()
            if self.is_ready():
                return
            time.sleep(0.05)
        raise AssertionError(f"not ready within {PATIENCE:g} s: {self.log()}")

    def is_ready(self) -> bool:
        """Say whether it takes work now."""
        try:
            return ask(self.port, "/readyz")[0] == 200
        except OSError:
            return False

    def log(self) -> str:
        """Return what it has said."""
        return (self.folder / "log").read_text()

    def stop(self) -> None:
        """Stop it as an operator would, and wait for its end."""
        if self.process is not None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            self.process.wait(PATIENCE)

    def kill(self) -> None:
        """End it at once, with no word to anybody."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(PATIENCE)

    def freeze(self) -> None:
        """Let the process stand still: connections stay open and nothing is answered."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)


class Forked:
    """`python -m app serve` as a process, which begins where the imports have been made; the rest of it as `Popen`."""

    def __init__(self, environ: dict[str, str], log: Path, constants: dict[str, object]) -> None:
        self._process = _imported.Process(target=_serve, args=(environ, log, constants), daemon=True)
        self._process.start()
        self.pid = self._process.pid

    def poll(self) -> int | None:
        """Return how it ended, or nothing while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end, and return how it was."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("serve", timeout or 0)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it still runs."""
        if self.pid is not None and self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


def _serve(environ: dict[str, str], log: Path, constants: dict[str, object]) -> None:
    """Be the command, in a process that is fresh but for its imports."""
    from app import server  # noqa: PLC0415 - its own imports have been made
    from app.__main__ import main  # noqa: PLC0415

    for name, value in constants.items():
        module, _, constant = name.rpartition(".")
        setattr(import_module(module), constant, value)
    make = server.make_server
    server.make_server = lambda settings: patient(make(settings))
    os.environ.clear()
    os.environ.update(environ)
    with log.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    sys.exit(main(["serve"]))

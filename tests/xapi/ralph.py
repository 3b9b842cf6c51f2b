"""Bring Ralph, a record store (xAPI), into an environment of its own, since it pins old packages; and serve it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.patience import PATIENCE
from tests.ports import free_port
from tests.served import ROOT

PACKAGES = ("ralph-malph[lrs,backend-lrs]==5.1.0", "requests==2.32.5")  # it imports the second, and does not say so
HOME = ROOT / ".cache" / "ralph"
PYTHON = HOME / "bin" / "python"
ABSENT = "no Ralph: the test of a record store is skipped. make record-store brings it from the package index"
NAME, PASSWORD = "wrong-dictionary", "for the tests alone"

# Its files take one write and no more, unless one says that they grow: findings/ralph-file-store-takes-one-batch.sh
PROGRAM = """
import sys, uvicorn
from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend
FSLRSBackend.default_operation_type = BaseOperationType.APPEND
uvicorn.run("ralph.api:app", host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
"""


class Ralph:
    """A record store on a port of this machine, with its statements in a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"http://localhost:{self._port}/xAPI"
        self._file = folder / "store" / "statements.jsonl"
        self._file.parent.mkdir()
        hashed = "import bcrypt, sys; print(bcrypt.hashpw(sys.argv[1].encode(), bcrypt.gensalt(4)).decode())"
        done = subprocess.run([PYTHON, "-c", hashed, PASSWORD], capture_output=True, text=True, check=True)
        agent = {"objectType": "Agent", "mbox": "mailto:course@example.org"}
        account = {"username": NAME, "hash": done.stdout.strip(), "scopes": ["all"], "agent": agent}
        (folder / "auth.json").write_text(json.dumps([account]))

    def start(self) -> None:
        """Serve, and return when it answers."""
        environ = {
            **os.environ,
            "RALPH_APP_DIR": str(self._folder),
            "RALPH_RUNSERVER_BACKEND": "fs",
            "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(self._file.parent),
            "RALPH_BACKENDS__LRS__FS__DEFAULT_LRS_FILE": self._file.name,
        }
        with (self._folder / "log").open("ab") as log:
            command = [str(PYTHON), "-c", PROGRAM, str(self._port)]
            self._process = subprocess.Popen(command, cwd=self._folder, env=environ, stdout=log, stderr=log)
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                with urllib.request.urlopen(f"{self.url}/about", timeout=PATIENCE):  # noqa: S310 -- our own
                    return
            except urllib.error.HTTPError:
                return
            except OSError:
                assert self._process.poll() is None, self.log()
                assert time.monotonic() < deadline, self.log()
                time.sleep(0.1)

    def stop(self) -> None:
        """End it; its statements stay."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def log(self) -> str:
        """Return what it has said."""
        return (self._folder / "log").read_text()

    def kept(self) -> list[dict[str, object]]:
        """Return the statements that it keeps; one that is just being written is none yet."""
        whole, _, _ = self._file.read_text().rpartition("\n") if self._file.exists() else ("", "", "")
        return [json.loads(line) for line in whole.splitlines()]


def is_at_hand() -> bool:
    """Return whether it was brought."""
    return PYTHON.exists() and (HOME / "ready").exists()


def main() -> int:
    """Bring it if it is not there and can be had; without it the tests are skipped and say so."""
    if not is_at_hand():
        subprocess.run([sys.executable, "-m", "venv", "--clear", HOME], check=True)
        pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES]
        if subprocess.run(pip, check=False).returncode == 0:
            (HOME / "ready").write_text("\n".join(PACKAGES))
    if not is_at_hand():
        sys.stderr.write(f"{ABSENT}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

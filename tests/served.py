"""The course, served by a process of its own with its own data."""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 90.0


def ask(port, path, method="GET", body=None, **headers):
    """Return the status and the text that one request gets; an underscore in a header's name stands for a hyphen."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    fields = {"Host": f"localhost:{port}"} | {name.replace("_", "-"): value for name, value in headers.items()}
    if body is not None:
        fields.setdefault("Content-Type", "application/x-www-form-urlencoded")
    connection.request(method, path, body, fields)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


class Served:
    """`python -m app serve` on a free port.

    Parameters
    ----------
    folder
        Where its data is, and its log.
    environ
        Variables beside those of the port and the data.
    """

    def __init__(self, folder, **environ):
        self.folder = folder
        self.data = folder / "data"
        self.environ = environ
        self.process = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def start(self, command=(sys.executable, "-m", "app", "serve"), cwd=ROOT):
        """Start, and return when it is ready."""
        environ = {name: value for name, value in os.environ.items() if not name.startswith("WD_")}
        environ |= {"WD_PORT": str(self.port), "WD_DATA_DIR": str(self.data), "WD_DRAW_AHEAD": "off", **self.environ}
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=cwd, env=environ, stdout=log, stderr=log)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log()
            if self.is_ready():
                return
            time.sleep(0.05)
        raise AssertionError(f"not ready within {PATIENCE:g} s: {self.log()}")

    def is_ready(self):
        """Say whether it takes work now."""
        try:
            return ask(self.port, "/readyz")[0] == 200
        except OSError:
            return False

    def log(self):
        """Return what it has said."""
        return (self.folder / "log").read_text()

    def kill(self):
        """End it at once."""
        self.process.kill()
        self.process.wait()

"""Find a PostgreSQL for the tests of the store, or bring one from the system's packages; start a throw-away server."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlencode

from tests.patience import PATIENCE
from tests.ports import free_port
from tests.system_packages import install

ABSENT = (
    "no PostgreSQL: install the system's package (postgresql), or name a server that tests may use in "
    "WD_TEST_POSTGRES=postgresql://user:password@host/name"
)


def programs() -> Path | None:
    """Return the folder of initdb and pg_ctl: the newest of the system's, which is not on the path, or the path's."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda found: float(found.parts[4]))
    on_path = shutil.which("initdb")
    found = debian[-1] if debian else Path(on_path) if on_path else None
    return None if found is None else found.parent


def is_at_hand() -> bool:
    """Return whether there is a server to test with, or one can be started."""
    return bool(os.environ.get("WD_TEST_POSTGRES")) or programs() is not None


def patiently(url: str) -> str:
    """Return the URL for a test that is not about our own time-outs, which a busy machine overruns."""
    waits = {
        "connect_timeout": f"{PATIENCE:.0f}",
        "tcp_user_timeout": f"{PATIENCE * 1000:.0f}",
        "options": f"-c statement_timeout={PATIENCE:.0f}s -c idle_in_transaction_session_timeout={PATIENCE:.0f}s",
    }
    return f"{url}{'&' if '?' in url else '?'}{urlencode(waits, quote_via=quote)}"


class Cluster:
    """A server of its own in a folder of its own, on a free port of this machine; it may be stopped and killed."""

    def __init__(self, *, fsync: bool = False) -> None:
        self._fsync = "on" if fsync else "off"
        found = programs()
        assert found is not None, ABSENT
        self._programs = found
        self._folder = Path(tempfile.mkdtemp(prefix="wd-postgresql-"))
        # The server refuses to run as root.
        self._user = None if os.geteuid() else next(filter(None, map(_user, ("postgres", "nobody"))))
        if self._user is not None:
            os.chown(self._folder, self._user.pw_uid, self._user.pw_gid)
        self._password = secrets.token_urlsafe(16)
        self.port = free_port()
        (self._folder / "password").write_text(self._password)
        (self._folder / "password").chmod(0o644)
        self._run(
            "initdb",
            *("-D", self._data, "-U", "tests", "-A", "scram-sha-256", "-E", "UTF8", "--no-locale", "--no-sync"),
            f"--pwfile={self._folder}/password",
        )
        self.start()

    @property
    def url(self) -> str:
        """The URL of its one database."""
        return f"postgresql://tests:{self._password}@127.0.0.1:{self.port}/postgres"

    @property
    def _data(self) -> str:
        return f"{self._folder}/data"

    def start(self) -> None:
        """Start, and return when it answers."""
        options = f"-p {self.port} -k {self._folder} -c listen_addresses=127.0.0.1 -c fsync={self._fsync}"
        self._control("-o", options, "-l", f"{self._folder}/log", "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop: `fast` ends the connections, `immediate` is like a crash."""
        self._control("-m", mode, "stop")

    def freeze(self) -> None:
        """Let every process of it stand still: connections stay open, and nothing is answered."""
        os.kill(self._first, signal.SIGSTOP)  # it makes the others, and no more of them from here on
        self._tell_the_others(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._tell_the_others(signal.SIGCONT)
        os.kill(self._first, signal.SIGCONT)

    def remove(self) -> None:
        """Stop, and leave nothing behind."""
        self.stop("immediate")
        shutil.rmtree(self._folder)

    @property
    def _first(self) -> int:
        return int(Path(self._data, "postmaster.pid").read_text().split()[0])

    def _tell_the_others(self, number: signal.Signals) -> None:
        first = self._first
        for process in Path(f"/proc/{first}/task/{first}/children").read_text().split():
            with suppress(ProcessLookupError):  # it has ended meanwhile
                os.kill(int(process), number)

    def _control(self, *arguments: str) -> None:
        """Start or stop, and wait for it longer than the minute that is the program's own patience."""
        self._run("pg_ctl", "-D", self._data, "-w", "-t", f"{PATIENCE:.0f}", *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        user = {} if self._user is None else {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}
        done = subprocess.run(
            [self._programs / program, *arguments],
            check=False,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,  # a server would keep a pipe open
            stderr=subprocess.STDOUT,
            text=True,
            **user,
        )
        log = self._folder / "log"
        assert done.returncode == 0, f"{program} failed: {done.stdout or (log.read_text() if log.exists() else '')}"


def _user(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def main() -> int:
    """Bring PostgreSQL where that can be done; say aloud where it cannot, and that tests will be skipped."""
    if not is_at_hand():
        install("postgresql")
    if not is_at_hand():
        sys.stderr.write(f"The tests of the store on PostgreSQL will be skipped: {ABSENT}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

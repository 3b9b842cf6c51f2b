"""Several workers behind a real nginx, on one real PostgreSQL: what `deploy/` describes, on one machine."""

from __future__ import annotations

import contextlib
import http.client
import re
import signal
import socket
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self
from urllib.parse import urlencode
from uuid import uuid4

import sqlalchemy as sa
from prometheus_client.parser import text_string_to_metric_families

from app.progress import connect
from app.progress.store.schema import events
from tests.pages.nginx import nginx_path
from tests.patience import PATIENCE
from tests.ports import free_port
from tests.progress.postgresql import Cluster, patiently
from tests.served import Served, ask

ROOT = Path(__file__).resolve().parents[2]
SECRET = "one-secret-for-all-workers-of-a-course"  # noqa: S105 - made up for these tests
CHECK = "/lessons/wrong-dictionary/checks/the-gap"
MANY = 60  # half of what one learner may send at once, however fast the machine is

# The file that people use, `course.conf`, inside the least that nginx needs around it; it waits as long as a test does.
NGINX = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log warn;
worker_rlimit_nofile 8192;
events {{ worker_connections 4096; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/temp; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  map $http_upgrade $upgrade {{ default upgrade; "" ""; }}
  upstream course {{ least_conn; {servers} keepalive 64; }}
  server {{ listen 127.0.0.1:{port}; include {course}; }}
}}
"""


class Several:
    """A PostgreSQL, some workers and an nginx, all of them real.

    Parameters
    ----------
    folder
        Where each has a folder of its own: workers share nothing but the database and the settings.
    workers
        How many.
    command
        What a worker is, if it is not the course with its imports made.
    fsync
        Whether the database waits for the disk.
    environ
        Further settings of each worker.
    """

    def __init__(
        self,
        folder: Path,
        workers: int = 4,
        *,
        command: tuple[str, ...] | None = None,
        fsync: bool = False,
        **environ: str,
    ) -> None:
        self.folder = folder
        self.port = free_port()
        self.database = Cluster(fsync=fsync)
        self._environ = environ
        self.workers = [self._worker(number) for number in range(1, workers + 1)]
        with ThreadPoolExecutor(workers) as together:
            list(together.map(lambda worker: worker.start(command), self.workers))
        self._nginx = self._start_nginx()

    def _worker(self, number: int) -> Served:
        own = self.folder / f"worker-{number}"
        own.mkdir()
        return Served(
            own,
            {"app.drain.PATIENCE": PATIENCE},
            WD_DATABASE_URL=patiently(self.database.url),
            WD_COOKIE_SECRET=SECRET,
            WD_METRICS_TOKEN=SECRET,
            WD_ALLOWED_ORIGINS=f"localhost:{self.port}",
            **self._environ,
        )

    def _start_nginx(self) -> subprocess.Popen[bytes]:
        folder = self.folder / "nginx"
        folder.mkdir()
        servers = " ".join(f"server 127.0.0.1:{worker.port} max_fails=0;" for worker in self.workers)
        course, file = folder / "course.conf", folder / "nginx.conf"
        told = (ROOT / "deploy" / "nginx" / "course.conf").read_text()
        course.write_text(re.sub(r"(proxy_\w+_timeout) \d+s;", rf"\1 {PATIENCE:g}s;", told))
        file.write_text(NGINX.format(folder=folder, port=self.port, servers=servers, course=course))
        process = subprocess.Popen([str(nginx_path()), "-p", folder, "-c", file, "-e", folder / "error.log"])
        wait_for(lambda: answers(self.port), (folder / "error.log").read_text)
        return process

    def roll(self, worker: Served) -> int:
        """Ask a worker to end, as an update does; start it anew; return its exit code."""
        worker.process.send_signal(signal.SIGTERM)
        code = int(worker.process.wait(PATIENCE))
        worker.start()
        return code

    def counted(self, worker: Served, name: str) -> float:
        """Return one count of a worker, the sum of all its labels."""
        status, text = ask(worker.port, "/metrics", Authorization=f"Bearer {SECRET}")
        assert status == 200, text
        families = text_string_to_metric_families(text)
        return sum(sample.value for family in families for sample in family.samples if sample.name == name)

    def kept(self) -> list[str]:
        """Return the ids of all answers that the database holds, in the order of arrival."""
        engine = connect(self.database.url)
        with engine.connect() as connection:
            found = sa.select(events.c.event_id).where(events.c.kind == "answer_given").order_by(events.c.seq)
            ids = [str(each) for each in connection.execute(found).scalars()]
        engine.dispose()
        return ids

    def remove(self) -> None:
        """End all of it, and leave nothing behind."""
        self._nginx.kill()
        self._nginx.wait()
        for worker in self.workers:
            worker.kill()
        self.database.remove()


def answers(port: int) -> bool:
    """Say whether something takes connections there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_for(holds, why=lambda: "") -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, why()
        time.sleep(0.05)


class Class:
    """Learners who answer and read through the proxy without a pause, each with a cookie and a kept connection.

    Who has answered `MANY` times gives the place to a newcomer: the server lets nobody answer faster than people do.

    Attributes
    ----------
    confirmed
        The ids of the answers that were confirmed.
    failed
        What was no 200: the status, or what broke.
    """

    def __init__(self, port: int, learners: int = 12, *, again: bool = False) -> None:
        self._port, self._again = port, again
        self.confirmed: list[str] = []
        self.failed: list[str] = []
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._live) for _ in range(learners)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        self.more(2 * len(self._threads))
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(PATIENCE)
        assert not any(thread.is_alive() for thread in self._threads)

    def more(self, count: int) -> None:
        """Wait until so many more answers are confirmed."""
        goal = len(self.confirmed) + count
        wait_for(lambda: len(self.confirmed) >= goal or (self.failed and not self._again), lambda: str(self.failed))

    def _live(self) -> None:
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)) as connection:
            while not self._over.is_set():
                cookie = ""
                while not cookie and not self._over.is_set():
                    cookie = self._ask(connection, "GET", "/")[1]
                if not self._take(connection, cookie):
                    return

    def _take(self, connection, cookie: str) -> bool:
        """Answer and read as one learner, as often as one may; say whether another may come after."""
        for _ in range(MANY):
            event = str(uuid4())
            body = urlencode({"event": event, "seed": "0", "action": "answer", "answer": "1"})
            # One a second is a learner's pace, for however long it is refused.
            while self._ask(connection, "POST", CHECK, body, cookie)[0] != 200 and not self._over.wait(1):
                if not self._again:
                    return False
            if self._over.is_set():
                return False
            self.confirmed.append(event)
            self._ask(connection, "GET", "/lessons/wrong-dictionary", cookie=cookie)
        return True

    def _ask(self, connection, method, path, body=None, cookie="") -> tuple[int, str]:
        """Return the status, 0 where there was none, and the cookie that came."""
        fields = {"Host": f"localhost:{self._port}", "Cookie": cookie, "Accept": "application/json"}
        if body:
            fields["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, fields)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            self.failed.append(repr(error))
            return 0, ""
        if answer.status != 200:
            self.failed.append(f"{answer.status} {method} {path}")
        return answer.status, (answer.headers["Set-Cookie"] or "").partition(";")[0]

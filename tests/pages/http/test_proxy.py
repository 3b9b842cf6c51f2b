"""A real caching proxy in front of the course: it may keep files, and never what is one learner's."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from app.checks import present
from tests.pages.nginx import nginx_path
from tests.patience import PATIENCE
from tests.ports import free_port

if TYPE_CHECKING:
    from conftest import Live

# It keeps whatever `Cache-Control` lets it keep, for everybody, and overlooks cookies and `Vary`.
CONFIGURATION = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/temp; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  proxy_cache_path {folder}/cache keys_zone=kept:1m;
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://127.0.0.1:{course};
      proxy_set_header Host $http_host;
      proxy_cache kept; proxy_cache_valid any 10m; proxy_cache_key $request_uri; proxy_ignore_headers Set-Cookie Vary;
      add_header X-Kept $upstream_cache_status always;
    }}
  }}
}}
"""


class Proxy:
    """The course through the proxy."""

    def __init__(self, port: int, host: str) -> None:
        self.port, self.host = port, host

    def ask(self, path: str, method: str = "GET", body: str | None = None, cookie: str = "") -> tuple[dict, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Host": self.host} | ({"Cookie": cookie} if cookie else {})
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read().decode()
        connection.close()
        headers = dict(answer.getheaders())
        cookies = [cookie.partition(";")[0] for cookie in answer.headers.get_all("Set-Cookie", ())]
        return headers | ({"Set-Cookie": "; ".join(cookies)} if cookies else {}), content


@pytest.fixture
def proxy(live: Live, tmp_path: Path) -> Iterator[Proxy]:
    """An nginx that keeps what it may."""
    program = nginx_path()
    if program is None:
        pytest.skip("no nginx here: run `make setup` as root, or name one in WD_TEST_NGINX")
    port = free_port()
    file = tmp_path / "nginx.conf"
    file.write_text(CONFIGURATION.format(folder=tmp_path, port=port, course=live.port))
    process = subprocess.Popen([program, "-p", tmp_path, "-c", file, "-e", tmp_path / "error.log"])
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        assert process.poll() is None, (tmp_path / "error.log").read_text()
        time.sleep(0.05)
    yield Proxy(port, live.host)
    process.terminate()
    process.wait(PATIENCE)


def test_the_proxy_keeps_what_it_may(proxy: Proxy, live: Live) -> None:
    """A file under its version comes from the proxy the second time: the proxy of these tests does keep things."""
    url = live.server.site.environment.globals["asset"]("/css/app.css")
    assert [proxy.ask(url)[0]["X-Kept"] for _ in range(2)] == ["MISS", "HIT"]


PAGES = ("/", "/lessons/wrong-dictionary", "/lessons/wrong-dictionary?view=projector", "/review", "/lab/pmf_bars")


@pytest.mark.parametrize("path", [*PAGES, "/nothing-here", "/lessons/nothing", "/review?lesson=nothing"])
def test_nothing_with_a_cookie_is_kept(proxy: Proxy, path: str) -> None:
    """Each newcomer gets a cookie of their own, and no page or error of one comes to another."""
    answers = [proxy.ask(path)[0] for _ in range(3)]
    assert "HIT" not in {answer["X-Kept"] for answer in answers}
    assert all(answer["Cache-Control"] == "private, no-store" for answer in answers)
    cookies = [answer["Set-Cookie"] for answer in answers if "Set-Cookie" in answer]
    assert len(set(cookies)) == len(cookies)


def test_two_learners_behind_one_proxy_see_their_own(proxy: Proxy, live: Live) -> None:
    """What one answers is on no other's page, nor on a newcomer's, whoever asks first."""
    lesson = "wrong-dictionary"
    checks = live.server.site.checks[lesson]
    asked = [slot.ref for slot in live.server.site.course.lesson(lesson).slots if slot.kind == "check"]
    name = next(each for each in asked if present(checks[each]).kind == "numeric")
    learners = {answer: proxy.ask("/")[0]["Set-Cookie"] for answer in ("0.1875", "0.6875")}
    for answer, cookie in learners.items():
        fields = {"event": str(uuid4()), "seed": "0", "action": "answer", "answer": answer}
        proxy.ask(f"/lessons/{lesson}/checks/{name}", "POST", urlencode(fields), cookie)
    for _ in range(2):
        for own, cookie in learners.items():
            headers, page = proxy.ask(f"/lessons/{lesson}", cookie=cookie)
            assert "HIT" not in headers["X-Kept"]
            assert [answer for answer in learners if f'value="{answer}"' in page] == [own]
        _, page = proxy.ask(f"/lessons/{lesson}")
        assert not [answer for answer in learners if f'value="{answer}"' in page]

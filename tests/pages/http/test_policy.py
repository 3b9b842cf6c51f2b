"""What the browser is told about each page, and which doors there are."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from app.pages.http.policy import Policy

if TYPE_CHECKING:
    from conftest import Live

LESSON = "/lessons/wrong-dictionary"

PAGES = ("/", LESSON, "/lab/pmf_bars", "/glossary", "/nothing-here")
DOORS = (
    "/components/this/x/_bundle_path/z",
    f"{LESSON}/autoload.js",
    f"{LESSON}/metadata",
    f"{LESSON}/ws",
    "/rest/session_info",
    "/liveness",
)


@pytest.mark.parametrize("door", DOORS)
def test_side_doors_are_shut(live: Live, door: str) -> None:
    """Nothing answers at the routes that a Panel or Bokeh server would open."""
    answer, _ = live.ask(door)
    assert answer.status == 404


@pytest.mark.parametrize("path", PAGES)
def test_every_script_of_a_page_is_named_by_the_policy(live: Live, path: str) -> None:
    """What runs in a page is named by the hash of its text; no eval and no other inline script is allowed."""
    answer, content = live.ask(path)
    policy = answer.getheader("Content-Security-Policy") or ""
    allowed = re.search(r"script-src ([^;]+)", policy)
    assert allowed
    assert "unsafe" not in allowed[1]
    assert "nonce" not in policy
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", content.decode(), re.DOTALL)
    run = [text for attributes, text in scripts if "application/json" not in attributes]
    assert run
    for text in run:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in allowed[1]


@pytest.mark.parametrize("path", [*PAGES, "/healthz", "/css/app.css"])
def test_every_answer_tells_the_browser_not_to_guess(live: Live, path: str) -> None:
    """No type is guessed, no other site may use what is ours, and a lab page alone may stand elsewhere."""
    answer, _ = live.ask(path)
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    lab = path.startswith("/lab/")
    assert answer.getheader("Cross-Origin-Resource-Policy") == ("cross-origin" if lab else "same-origin")
    if path != "/css/app.css":
        assert "camera=()" in (answer.getheader("Permissions-Policy") or "")
        assert answer.getheader("Cross-Origin-Opener-Policy") == "same-origin"
        assert ("frame-ancestors *" in (answer.getheader("Content-Security-Policy") or "")) == lab
    assert answer.getheader("Strict-Transport-Security") is None  # this server is reached by plain HTTP


def test_a_course_that_is_reached_by_https_alone_says_so() -> None:
    """Where cookies travel by HTTPS alone, the browser is told to come by nothing else."""
    headers = Policy(frozenset({"course.example.org"}), secure=True).headers("/", "https", "course.example.org")
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    assert "connect-src 'self' wss://course.example.org" in headers["Content-Security-Policy"]


GETS = ("/", LESSON, "/lab/pmf_bars", "/review", "/glossary", "/formulas", "/search?q=kl", "/healthz", "/readyz")


@pytest.mark.parametrize("path", GETS)
def test_head_is_answered_as_get_is(live: Live, path: str) -> None:
    """`HEAD` has the same status and headers as `GET`, and no body."""
    asked, content = live.ask(path)
    answer, nothing = live.ask(path, "HEAD")
    assert answer.status == asked.status == 200
    assert content
    assert not nothing
    for name in ("Content-Type", "Content-Length", "Cache-Control"):
        assert answer.getheader(name) == asked.getheader(name)


def test_responses_are_compressed(live: Live) -> None:
    """A page travels compressed where the browser takes that."""
    answer, _ = live.ask(LESSON, Accept_Encoding="gzip")
    assert answer.getheader("Content-Encoding") == "gzip"

"""A course system in a real browser: launches, choosing, frames; and `lti-provider-mock`, which is nobody of ours."""
# ruff: noqa: F811 -- fixtures that are imported

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.lti.platforms import Platform as ToolPlatform
from tests.browser.learner import all_alive, answer_rightly
from tests.lti.conftest import course, keep, platform  # noqa: F401 -- fixtures
from tests.lti.platform import TEACHER
from tests.patience import PATIENCE
from tests.ports import free_port

LESSON = "wrong-dictionary"


def test_from_the_link_to_the_mark(page: Page, platform: Any) -> None:
    """A learner follows the link of their course, answers, and sees that the mark was sent."""
    page.goto(platform.link(target=f"{platform.tool}/lessons/{LESSON}", item=platform.column(9)))
    page.wait_for_url(f"**/lessons/{LESSON}")
    all_alive(page)
    mark = page.locator("#lesson-mark")
    expect(mark).to_contain_text("nothing is known there yet")
    platform.takes.clear()
    answer_rightly(page, LESSON, "never")
    expect(mark).to_contain_text("on its way")
    platform.takes.set()
    mark.get_by_role("link", name="Marks").click()
    expect(page.get_by_role("heading", name="Marks in your course system")).to_be_visible()
    row = page.get_by_role("row", name="A friend with the wrong dictionary")
    deadline = time.monotonic() + PATIENCE
    while not re.search(r"1 of \d+\s+sent", row.inner_text()):
        assert time.monotonic() < deadline, row.inner_text()
        page.reload()
    expect(row).to_contain_text("sent")
    assert [score["scoreGiven"] for _, score in platform.arrived][-1:] == [1]


def test_choosing(page: Page, platform: Any) -> None:
    """Somebody who teaches chooses by the keyboard what goes into their course."""
    page.goto(platform.link(user="teacher-1", roles=[TEACHER], choose=True))
    expect(page.get_by_role("heading", name="Choose for your course")).to_be_visible()
    page.get_by_role("checkbox", name="A friend with the wrong dictionary").press("Space")
    page.get_by_role("radio", name="1 once all of it is done").press("Space")
    page.get_by_role("textbox").fill(f"{platform.tool}/lab/pmf_bars?p=.5,.5&q=.9,.1")
    page.get_by_role("button", name="Put into the course").press("Enter")
    expect(page.get_by_text("It is in the course.")).to_be_visible()
    chosen = [item["url"].removeprefix(platform.tool) for item in platform.chosen]
    assert chosen == [f"/lessons/{LESSON}", "/lab/pmf_bars?p=.5,.5&q=.9,.1"]
    assert platform.chosen[0]["custom"] == {"mark": "done"}


def test_in_a_frame(page: Page, platform: Any) -> None:
    """In a frame, where browsers keep nothing, the lesson is offered in a tab of its own, and opens there."""
    link = platform.link(target=f"{platform.tool}/lessons/{LESSON}")
    page.goto(f"http://localhost:{platform.port}/frame?src={urllib.parse.quote(link, safe='')}")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Open it in a new tab")).to_be_visible()
    with page.expect_popup() as opened:
        frame.get_by_role("link", name="Open the lesson").click()
    opened.value.wait_for_url(f"**/lessons/{LESSON}")
    expect(opened.value.locator("#lesson-mark")).to_have_count(1)


@pytest.fixture
def provider(course: Any, tmp_path: Path) -> Iterator[str]:
    """The address of an `lti-provider-mock` that launches the course."""
    port = free_port()
    address, tool = f"http://localhost:{port}", f"http://localhost:{course.port}"
    users = [{"id": "u1", "given_name": "Ada", "family_name": "Lovelace", "email": "ada@example.org"}]
    settings = {
        "USERS": json.dumps(users),
        "COURSES": json.dumps([{"id": "c1", "name": "Information theory"}]),
        "LTI": json.dumps({"iss": address, "login_url": f"{tool}/lti/login", "launch_url": f"{tool}/lti/launch"}),
    }
    environ = {**os.environ, **{f"LTI_PROVIDER_MOCK__{name}": value for name, value in settings.items()}}
    command = [sys.executable, "-m", "uvicorn", "lti_provider_mock.server:app", "--port", str(port)]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=tmp_path, env=environ, stdout=log, stderr=log)
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"{address}/jwks", timeout=5):  # noqa: S310 -- of this machine
                break
        except OSError:
            assert process.poll() is None, (tmp_path / "log").read_text()
            assert time.monotonic() < deadline, (tmp_path / "log").read_text()
            time.sleep(0.05)
    made = ToolPlatform(
        issuer=address,
        client="lti-provider-mock",
        login=f"{address}/authorize",
        token=f"{address}/token",
        keys=f"{address}/jwks",
        deployments=("1",),
    )
    keep(course, made)
    yield address
    process.kill()
    process.wait()


def test_a_provider_that_is_not_ours(page: Page, provider: str, course: Any) -> None:
    """From the course list of `lti-provider-mock` a click leads into the course, under an id and no name."""
    page.goto(provider)
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Information theory").click()
    page.wait_for_url(f"http://localhost:{course.port}/")
    expect(page.get_by_role("heading", name=re.compile("Wrong Dictionary", re.IGNORECASE)).first).to_be_visible()
    assert "wd_learner" in {cookie["name"] for cookie in page.context.cookies()}
    assert "Lovelace" not in page.content()

"""Coming back and going on elsewhere, as a learner does it: two devices, what is due, a session, the ideas."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from browser.learner import answer, answer_rightly, question
from playwright.sync_api import Page, expect

from app.checks import present
from tests.shipped import ALL_CHECKS, COURSE

if TYPE_CHECKING:
    from tests.served import Served

LESSON = COURSE.lesson("wrong-dictionary")
PATH = f"/lessons/{LESSON.id}"
FIRST, SECOND = "fair-matched", "wrong-model"


def test_two_devices_become_one(visit: Callable[..., Page], page: Page, server: Served) -> None:
    """The old one shows a code, the new one enters it, the old one types its number; both pages go on by themselves."""
    page.goto(server.url + PATH)
    answer_rightly(page, LESSON.id, FIRST)
    phone = visit(viewport={"width": 390, "height": 800}, has_touch=True, timezone_id="Asia/Tokyo")
    phone.goto(server.url + PATH)
    answer_rightly(phone, LESSON.id, SECOND)
    phone.wait_for_function("() => document.cookie.split('; ').includes('wd_zone=540')")

    page.get_by_role("link", name="Continue on another device").click()
    page.get_by_role("button", name="My work is on this device").click()
    code = page.get_by_label("The code").inner_text()
    expect(page.locator(".qr svg")).to_be_visible()
    phone.goto(f"{server.url}/devices?code={code}")
    phone.get_by_role("button", name="Enter it").tap()
    number = phone.get_by_label("The number").inner_text()
    page.get_by_label("The number on the new device").fill(number)
    page.get_by_role("button", name="Let it continue").click()
    for device in (page, phone):
        expect(device.get_by_role("heading", name="Done")).to_be_visible()
        device.goto(server.url + PATH)
        for name in (FIRST, SECOND):
            expect(question(device, name).locator(".tick")).to_be_visible()


def test_what_was_learned_comes_back(page: Page, server: Served, tmp_path: Path) -> None:
    """A week later the course page says what is due and where one was; a session asks it, and the ideas grow firm."""
    page.goto(server.url + PATH)
    answer_rightly(page, LESSON.id, FIRST)
    answer(page, SECOND, "77")
    with page.expect_download() as saved:
        page.goto(server.url + "/your-data")
        page.get_by_role("link", name="All of it as JSON").click()
    record = json.loads(saved.value.path().read_text())
    for event in record["events"]:
        event["at"] = (datetime.fromisoformat(event["at"]) - timedelta(days=7)).isoformat()
    older = tmp_path / "older.json"
    older.write_text(json.dumps(record))
    page.get_by_label("Yes, delete everything").check()
    page.get_by_role("button", name="Forget my work").click()
    expect(page).to_have_url(server.url + "/")
    page.goto(server.url + "/your-data")
    page.get_by_label("A file that you saved").set_input_files(older)
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("status")).to_contain_text("2 of them new")

    page.goto(server.url + "/")
    expect(page.get_by_text("You were at")).to_contain_text(LESSON.title)
    page.get_by_role("link", name="2 questions").click()
    for place in (1, 2):
        expect(page.locator("#review-next")).to_contain_text(f"question {place} of 2")
        check = page.locator(".check").get_attribute("id").removeprefix("check-")
        seed = int(page.locator("input[name=seed]").input_value())
        solution = present(ALL_CHECKS[LESSON.id][check], seed).solution
        assert isinstance(solution, str)
        page.get_by_label("Your answer").fill(solution)
        page.get_by_role("button", name="Check", exact=True).click()
        expect(page.locator(".verdict-right")).to_be_visible()
        page.locator("#review-next .next").click()
    expect(page.get_by_role("heading", name="The session is over")).to_be_visible()
    assert page.get_by_text("right at once").count() == 2

    page.get_by_role("link", name="How firm each idea is").first.click()
    expect(page.locator("#idea-two-parts")).to_contain_text("firm")
    page.locator("#idea-two-parts").get_by_role("link", name="the figure that shows it").click()
    expect(page.locator("figure.widget")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Do not show points").click()
    expect(page.get_by_text("Points are switched off")).to_be_visible()

"""Nothing that a learner does is lost: the server is killed, the network cut, the tab closed, the database locked."""

from __future__ import annotations

import sqlite3
import subprocess
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser.chromium import chromium_path
from browser.learner import all_alive, question
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.checks import present
from tests.patience import PATIENCE
from tests.served import Served
from tests.shipped import ALL_CHECKS, COURSE

if TYPE_CHECKING:
    from conftest import Watch

LESSON = COURSE.lesson("wrong-dictionary")
assert LESSON is not None
PATH = f"/lessons/{LESSON.id}"
CHECKS = ALL_CHECKS[LESSON.id]
ASKED = [slot.ref for slot in LESSON.slots if slot.kind == "check"]
NUMERIC = [name for name in ASKED if present(CHECKS[name]).kind == "numeric"]
CHOICE = next(name for name in ASKED if present(CHECKS[name]).kind == "single")
FIRST, SECOND = NUMERIC[:2]
WAITS = "Kept, marked when you are back."


def solution(name: str) -> str:
    """The right answer to the first numbers of a question."""
    found = present(CHECKS[name]).solution
    assert isinstance(found, str)
    return found


def press_check(page: Page, name: str, text: str) -> None:
    """Type an answer and press Check, whatever comes of it."""
    question(page, name).locator("input[type=text]").fill(text)
    question(page, name).get_by_role("button", name="Check", exact=True).click()


def answers(server: Served, context: BrowserContext) -> list[str]:
    """What the record holds of this browser's learner, in the order of arrival."""
    signed = next(each["value"] for each in context.cookies() if each["name"] == "wd_learner")
    learner = b64decode(signed.split("|")[4].partition(":")[2]).decode()
    rows = (
        "SELECT json_extract(body, '$.answer_text') FROM events "
        "WHERE kind = 'answer_given' AND learner = ? ORDER BY seq"
    )
    with sqlite3.connect(server.data / "progress.sqlite3") as record:
        return [text for (text,) in record.execute(rows, [learner])]


def verdict(page: Page, name: str) -> None:
    """Wait until an answer is marked right."""
    expect(question(page, name).locator(".verdict-right")).to_be_visible()


def test_an_answer_outlives_its_tab_and_the_server(page: Page, own_server: Served, watch: Watch) -> None:
    """The server is killed, an answer given, its tab closed; a page opened later shows it and has it marked, once."""
    watch.offline_expected = True
    page.goto(own_server.url + PATH)
    all_alive(page)
    own_server.kill()
    press_check(page, FIRST, solution(FIRST))
    expect(question(page, FIRST).locator(".check-status")).to_contain_text(WAITS)
    expect(page.locator("#connection")).to_contain_text("Waiting for connection")
    # Pressed again it is the same answer; another one waits behind it.
    question(page, FIRST).get_by_role("button", name="Check", exact=True).click()
    press_check(page, SECOND, "0.123")
    expect(question(page, SECOND).locator(".check-status")).to_contain_text(WAITS)
    expect(page.locator("#connection")).to_contain_text("2 things")
    context = page.context
    page.close()
    own_server.start()
    later = context.new_page()
    later.goto(own_server.url + PATH)
    verdict(later, FIRST)
    expect(question(later, SECOND).locator(".verdict-wrong")).to_be_visible()
    expect(question(later, SECOND).locator("input[type=text]")).to_have_value("0.123")
    assert answers(own_server, context) == [solution(FIRST), "0.123"]


def test_a_minute_without_a_server_costs_nothing(page: Page, own_server: Served, watch: Watch) -> None:
    """Killed in mid-answer and away for long: the answer is marked in the same page, what was typed since stays."""
    watch.offline_expected = True
    page.goto(own_server.url + PATH)
    all_alive(page)
    own_server.freeze()
    press_check(page, FIRST, solution(FIRST))
    expect(question(page, FIRST).locator(".check-status")).to_contain_text("Sending")
    own_server.kill()
    own_server.process = None
    bar = page.locator("#widget-bars [role=slider]").nth(1)
    before = page.locator("#widget-bars [data-quantity=kl]").first.inner_text()
    bar.press("PageDown")
    expect(page.locator("#widget-bars [data-quantity=kl]").first).not_to_have_text(before)
    question(page, SECOND).locator("input[type=text]").fill("0.5")
    page.wait_for_timeout(13_000)  # four tries and twelve seconds were all that there was once
    own_server.start()
    verdict(page, FIRST)
    expect(page.locator("#connection")).to_be_hidden()
    expect(question(page, SECOND).locator("input[type=text]")).to_have_value("0.5")
    assert answers(own_server, page.context) == [solution(FIRST)]


def test_two_tabs_send_in_order_and_once(page: Page, server: Served, watch: Watch) -> None:
    """Two tabs answer without a network, one with a clock of long ago: each answer arrives once, in its order."""
    watch.offline_expected = True
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(server.url + PATH)
        all_alive(tab)
    page.context.set_offline(offline=True)
    other.clock.set_system_time("2020-01-01")
    for tab, name, text in (
        (page, FIRST, "0.1"),
        (other, SECOND, "0.2"),
        (page, FIRST, solution(FIRST)),
        (other, SECOND, solution(SECOND)),
    ):
        press_check(tab, name, text)
        expect(question(tab, name).locator(".check-status")).to_contain_text(WAITS)
    page.context.set_offline(offline=False)
    verdict(page, FIRST)
    verdict(other, SECOND)
    expect(question(other, FIRST).locator(".verdict")).to_have_count(0)
    assert answers(server, page.context) == ["0.1", "0.2", solution(FIRST), solution(SECOND)]


def test_a_prediction_and_a_hint_wait_too(page: Page, own_server: Served, watch: Watch) -> None:
    """A guess committed without a network is shown again after the tab is closed, and then kept; a hint opens, one."""
    watch.offline_expected = True
    asks = next(
        lesson
        for lesson in COURSE.lessons
        if any(item.kind == "surprise" and item.prediction for item in lesson.widgets.values())
    )
    item = next(item for item in asks.widgets.values() if item.kind == "surprise" and item.prediction)
    name = next(
        slot.ref for slot in asks.slots if slot.kind == "check" and present(ALL_CHECKS[asks.id][slot.ref]).hints_html
    )
    page.goto(f"{own_server.url}/lessons/{asks.id}")
    all_alive(page)
    own_server.kill()
    figure = page.locator(f"#widget-{item.id}")
    field = figure.locator("[aria-label^='Your guess'][type=text]")
    field.fill("1.25")
    field.press("Enter")
    figure.get_by_role("button", name="Commit").click()
    question(page, name).get_by_role("button", name="Hint").click()
    expect(question(page, name).locator(".check-status")).to_contain_text("the hint opens when you are back")
    context = page.context
    page.close()
    own_server.start()
    later = context.new_page()
    later.goto(f"{own_server.url}/lessons/{asks.id}")
    expect(question(later, name).locator(".hints > li")).to_have_count(1)
    expect(later.locator(f"#widget-{item.id} .surprise")).to_have_attribute("data-pending", "false")
    later.reload()
    all_alive(later)
    expect(later.locator(f"#widget-{item.id} .surprise")).to_have_attribute("data-pending", "false")


@contextmanager
def locked(server: Served) -> Iterator[None]:
    """Hold the record's file as another program might."""
    held, free = threading.Event(), threading.Event()

    def hold() -> None:
        other = sqlite3.connect(server.data / "progress.sqlite3", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        held.set()
        free.wait(PATIENCE)
        other.execute("ROLLBACK")
        other.close()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(PATIENCE)
    yield
    free.set()
    thread.join()


def test_a_record_that_cannot_be_written_is_waited_for(page: Page, own_server: Served, watch: Watch) -> None:
    """The database is locked: the page says so in words, keeps the answer, and has it marked when that is over."""
    watch.offline_expected = True
    page.goto(own_server.url + PATH)
    all_alive(page)
    with locked(own_server):
        press_check(page, FIRST, solution(FIRST))
        said = question(page, FIRST).locator(".check-status")
        expect(said).to_contain_text("Kept in this browser: the record of your work is busy")
        expect(page.locator("#connection")).to_contain_text("The record of your work is busy")
    verdict(page, FIRST)
    assert answers(own_server, page.context) == [solution(FIRST)]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Served]:
    """A server whose data are on a disk of their own, which is soon full."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk], check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip("no disk can be made here: that takes root")
    running = Served(disk)
    try:
        running.start()
        yield running
        running.stop()
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)


def test_a_full_disk_is_waited_for(page: Page, small_disk: Served, watch: Watch) -> None:
    """The disk of the record is full: the page says so, keeps the answer, and has it marked once there is room."""
    watch.offline_expected = True
    page.goto(small_disk.url + PATH)
    all_alive(page)
    filler = small_disk.data / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    press_check(page, FIRST, solution(FIRST))
    said = question(page, FIRST).locator(".check-status")
    expect(said).to_contain_text("Kept in this browser: the record of your work has no room left")
    filler.unlink()
    verdict(page, FIRST)
    assert answers(small_disk, page.context) == [solution(FIRST)]


def test_another_learner_gets_nothing_of_it(page: Page, server: Served, watch: Watch) -> None:
    """After a tampered cookie the outbox is empty: nothing is sent in another's name, and no draft is shown."""
    watch.offline_expected = True
    page.goto(server.url + PATH)
    all_alive(page)
    page.context.set_offline(offline=True)
    press_check(page, FIRST, "0.777")
    question(page, SECOND).locator("input[type=text]").fill("0.888")
    expect(question(page, FIRST).locator(".check-status")).to_contain_text(WAITS)
    page.close(run_before_unload=False)
    context = page.context
    (cookie,) = [each for each in context.cookies() if each["name"] == "wd_learner"]
    context.add_cookies([{**cookie, "value": cookie["value"][:-6] + "000000"}])  # type: ignore[list-item]
    context.set_offline(offline=False)
    other = context.new_page()
    other.goto(server.url + PATH)
    all_alive(other)
    expect(question(other, SECOND).locator("input[type=text]")).to_have_value("")
    press_check(other, FIRST, solution(FIRST))
    verdict(other, FIRST)
    assert answers(server, context) == [solution(FIRST)]
    # What comes too late is refused by the server itself: a page of the old learner's that was still open.
    other.evaluate("document.cookie = 'wd_who=0123456789abcdef; path=/'")
    press_check(other, SECOND, "0.999")
    expect(question(other, SECOND).locator(".check-status")).to_contain_text("another learner")
    assert answers(server, context) == [solution(FIRST)]
    watch.complaints[:] = [each for each in watch.complaints if "409" not in each]


def test_forgetting_in_one_tab_leaves_another_able_to_keep(page: Page, own_server: Served, watch: Watch) -> None:
    """The stores are emptied though a second tab has them open; what is answered next is kept again, as another's."""
    watch.offline_expected = True
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(own_server.url + PATH)
        all_alive(tab)
    press_check(page, FIRST, "0.1")
    expect(question(page, FIRST).locator(".verdict")).to_be_visible()
    first = next(each["value"] for each in page.context.cookies() if each["name"] == "wd_who")
    page.goto(f"{own_server.url}/your-data")
    page.get_by_label("Yes, delete everything").check()
    page.get_by_role("button", name="Forget my work").click()
    expect(page).to_have_url(own_server.url + "/")
    page.goto(own_server.url + PATH)
    all_alive(page)
    own_server.kill()
    press_check(page, FIRST, solution(FIRST))
    expect(question(page, FIRST).locator(".check-status")).to_contain_text(WAITS)
    own_server.start()
    verdict(page, FIRST)
    assert first not in [each["value"] for each in page.context.cookies()]
    assert answers(own_server, page.context) == [solution(FIRST)]


def test_a_browser_that_keeps_nothing_says_so(page: Page, own_server: Served, watch: Watch) -> None:
    """Without IndexedDB an answer waits in the page alone, which says it, and is marked when the server is back."""
    watch.offline_expected = True
    page.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('not here', 'SecurityError'); };")
    page.goto(own_server.url + PATH)
    all_alive(page)
    own_server.kill()
    press_check(page, FIRST, solution(FIRST))
    expect(question(page, FIRST).locator(".check-status")).to_contain_text("leave this page open")
    own_server.start()
    verdict(page, FIRST)


#: Holds the outbox as a slow disk does, until the page is `free`.
STALLED = """() => new Promise((held) => {
  indexedDB.open("wd-outbox").onsuccess = ({ target }) => {
    const list = target.result.transaction("list", "readwrite").objectStore("list");
    const hold = () => {
      held();
      if (!globalThis.free) list.get("nothing").onsuccess = hold;
    };
    hold();
  };
})"""


def test_what_is_kept_late_is_kept(page: Page, own_server: Served, watch: Watch) -> None:
    """Where the browser is slow to keep an answer the page says so at first, and in the end it outlives the page."""
    watch.offline_expected = True
    page.goto(own_server.url + PATH)
    all_alive(page)
    own_server.kill()
    page.evaluate(STALLED)
    press_check(page, FIRST, solution(FIRST))
    waits = question(page, FIRST).locator(".check-status")
    expect(waits).to_contain_text("leave this page open")
    page.evaluate("globalThis.free = true")
    expect(waits).to_contain_text("Kept, marked when you are back")
    later = page.context.new_page()
    page.close()
    own_server.start()
    later.goto(own_server.url + PATH)
    verdict(later, FIRST)


KL = "#widget-bars [data-quantity=kl]"


def typed_and_moved(page: Page) -> str:
    """Type what is not sent, choose an option, move the bars; return the KL that is shown then."""
    all_alive(page)
    question(page, FIRST).locator("input[type=text]").fill("0.4321")
    question(page, CHOICE).locator("input[name=answer]").nth(1).check()
    before = page.locator(KL).first.inner_text()
    page.locator("#widget-bars [role=slider]").nth(1).press("PageDown")
    expect(page.locator(KL).first).not_to_have_text(before)
    return page.locator(KL).first.inner_text()


def still_there(page: Page, kl: str) -> None:
    """What was typed, chosen and moved is there."""
    expect(question(page, FIRST).locator("input[type=text]")).to_have_value("0.4321")
    expect(question(page, CHOICE).locator("input[name=answer]").nth(1)).to_be_checked()
    expect(page.locator(KL).first).to_have_text(kl)


def test_drafts_outlive_reload_and_back(page: Page, server: Served) -> None:
    """What is typed and moved survives a reload and Back; another tab begins anew; a link with a state wins."""
    page.goto(server.url + PATH)
    kl = typed_and_moved(page)
    page.reload()
    still_there(page, kl)
    page.goto(f"{server.url}/glossary")
    page.go_back()
    still_there(page, kl)
    other = page.context.new_page()
    other.goto(server.url + PATH)
    all_alive(other)
    expect(question(other, FIRST).locator("input[type=text]")).to_have_value("")
    expect(other.locator(KL).first).not_to_have_text(kl)
    page.goto(f"{server.url}{PATH}?bars.q=0.5,0.5")
    all_alive(page)
    expect(question(page, FIRST).locator("input[type=text]")).to_have_value("0.4321")
    expect(page.locator(KL).first).not_to_have_text(kl)
    # What is answered is no draft any more.
    page.goto(server.url + PATH)
    press_check(page, FIRST, solution(FIRST))
    verdict(page, FIRST)
    page.reload()
    all_alive(page)
    expect(question(page, FIRST).locator("input[type=text]")).to_have_value(solution(FIRST))


def test_a_draft_is_kept_before_its_tab_has_a_name(page: Page, server: Served) -> None:
    """Where the browser takes long to name a tab, what was typed and moved meanwhile survives a reload too."""
    page.add_init_script("""{
      const request = LockManager.prototype.request;
      const released = new Promise((resolve) => { globalThis.release = resolve; });
      LockManager.prototype.request = async function (...asked) {
        if (asked[0].startsWith("wd-tab-")) await released;
        return request.apply(this, asked);
      };
    }""")
    page.goto(server.url + PATH)
    kl = typed_and_moved(page)
    page.evaluate("release()")
    page.wait_for_function("() => Object.keys(localStorage).some((key) => key.startsWith('wd-draft '))")
    page.reload()
    page.evaluate("release()")
    still_there(page, kl)


def test_drafts_and_answers_outlive_the_browser(chromium: Browser, own_server: Served, tmp_path_factory) -> None:
    """The browser is closed with a draft and an unsent answer, and opened again: both are there."""
    profile = tmp_path_factory.mktemp("profile")

    def opened() -> BrowserContext:
        context = chromium.browser_type.launch_persistent_context(
            profile, executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu"]
        )
        context.set_default_timeout(PATIENCE * 1000)
        return context

    context = opened()
    page = context.new_page()
    page.goto(own_server.url + PATH)
    kl = typed_and_moved(page)
    own_server.kill()
    press_check(page, SECOND, solution(SECOND))
    expect(question(page, SECOND).locator(".check-status")).to_contain_text(WAITS)
    context.close()
    own_server.start()
    context = opened()
    page = context.new_page()
    page.goto(own_server.url + PATH)
    verdict(page, SECOND)
    still_there(page, kl)
    context.close()


NUMBERS = """() => [...document.querySelectorAll("figure.widget")].map((figure) => [figure.id,
  [...figure.querySelectorAll("[data-quantity]")].map((place) => place.textContent).join(" "),
  [...figure.querySelectorAll("[role=slider]")].map((handle) => handle.getAttribute("aria-valuenow")).join(" "),
  [...figure.querySelectorAll("input")].map((input) => `${input.checked} ${input.value}`).join(" ")])"""


@pytest.mark.parametrize("lesson", ["surprise-and-entropy", "two-directions", "kl-at-work"])
def test_every_sort_of_figure_stands_where_it_was_left(page: Page, server: Served, lesson: str) -> None:
    """Each figure of three lessons is moved by a key; after a reload all numbers, handles and fields are the same."""
    page.goto(f"{server.url}/lessons/{lesson}")
    all_alive(page)
    start = page.evaluate(NUMBERS)
    for figure in page.locator("figure.widget").all():
        handles = figure.locator("[role=slider]:visible, input[type=range]:visible:enabled")
        if handles.count():
            handles.nth(min(1, handles.count() - 1)).press("PageDown")
        elif figure.locator("[data-letter]").count():
            figure.locator("[data-letter=e]").click()
            figure.locator("[data-control=more]").click()
    moved = page.evaluate(NUMBERS)
    assert sum(one != other for one, other in zip(start, moved, strict=True)) >= 2
    page.reload()
    all_alive(page)
    page.wait_for_function(f"(moved) => JSON.stringify(({NUMBERS})()) === JSON.stringify(moved)", arg=moved)

"""The course without a network: kept after one visit, read, moved, searched and answered; new versions; the switch."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser.learner import all_alive, question
from playwright.sync_api import Page, expect

from app.checks import present
from app.pages.served.offline import WORKER
from tests.patience import PATIENCE
from tests.shipped import ALL_CHECKS

if TYPE_CHECKING:
    from conftest import Watch

    from tests.served import Served

ROOT = Path(__file__).resolve().parents[2]
LESSON = "/lessons/wrong-dictionary"
CHECK = "the-gap"
KEPT = """async () => {
  const texts = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      const policy = response.headers.get("content-security-policy");
      texts.push([new URL(request.url).pathname, policy, await response.text()]);
    }
  }
  return texts;
}"""

LEFT = """async () => (await caches.keys()).length + (await navigator.serviceWorker.getRegistrations()).length"""


@pytest.fixture
def constants(tmp_path: Path) -> dict[str, object]:
    """A service worker that takes a server for away when it refuses, and not when its machine stands still."""
    text, worker = WORKER.read_text("utf-8"), tmp_path / "worker.js"
    worker.write_text(text.replace("const PATIENCE = 6000;", f"const PATIENCE = {1000 * PATIENCE:g};"), "utf-8")
    assert worker.read_text("utf-8") != text
    return {"app.pages.served.offline.WORKER": worker}


def visit_course(page: Page, server: Served) -> None:
    """Open the course page and stay until the course is kept."""
    page.goto(server.url)
    place = page.locator("#offline")
    expect(place).to_contain_text("MB")  # how large it is, before anything is fetched
    expect(place).to_contain_text("The course is kept in this browser")


def is_copy(page: Page) -> bool:
    """Whether the page came from what the browser keeps."""
    return page.locator("html[data-kept-copy]").count() == 1


def test_the_whole_course_without_a_network(  # noqa: PLR0915 - one story
    page: Page, own_server: Served, watch: Watch
) -> None:
    """After one visit of the course page and a kill of the server: text, figures, search, playground, an answer."""
    watch.offline_expected = True
    page.goto(own_server.url + LESSON)
    all_alive(page)
    question(page, CHECK).locator("input[type=text]").fill("-4321")
    question(page, CHECK).get_by_role("button", name="Check", exact=True).click()
    expect(question(page, CHECK).locator(".verdict")).to_be_visible()
    visit_course(page, own_server)
    # Nothing of the learner is kept with it, and every page keeps its policy.
    mark = next(each["value"] for each in page.context.cookies() if each["name"] == "wd_who")
    kept = page.evaluate(KEPT)
    assert len(kept) > 40
    for path, policy, text in kept:
        assert "-4321" not in text, path
        assert mark not in text, path
        if "<html" in text[:200]:
            assert "default-src 'self'" in policy, path
            assert "unsafe-eval" not in policy, path
    own_server.kill()

    page.goto(own_server.url + LESSON)
    assert is_copy(page)
    all_alive(page)
    kl = page.locator("#widget-bars [data-quantity=kl]").first
    before = kl.inner_text()
    page.locator("#widget-bars [role=slider]").nth(1).press("PageDown")
    expect(kl).not_to_have_text(before)
    expect(page.locator("#connection")).to_contain_text("Working offline")
    page.keyboard.press("/")
    page.get_by_role("combobox", name="Search the course").fill("jensen")
    expect(page.locator(".search-found [role=option]").first).to_be_visible()
    page.keyboard.press("Escape")
    solution = str(present(ALL_CHECKS["wrong-dictionary"][CHECK]).solution)
    question(page, CHECK).locator("input[type=text]").fill(solution)
    question(page, CHECK).get_by_role("button", name="Check", exact=True).click()
    waits = question(page, CHECK).locator(".check-status")
    expect(waits).to_contain_text("Kept, marked when you are back")
    page.reload()
    expect(waits).to_contain_text("Kept, marked when you are back")
    expect(question(page, CHECK).locator("input[type=text]")).to_have_value(solution)
    page.locator(".neighbours a[rel=next]").click()  # from page to page
    expect(page.locator("h1")).not_to_have_text("")
    assert is_copy(page)
    all_alive(page)
    for path in ("/", "/lab/gaussian_fit", "/glossary", "/field-guide", "/libraries"):
        page.goto(own_server.url + path)
        assert is_copy(page), path
    page.goto(f"{own_server.url}/lab/pmf_bars?p=0.5,0.5&q=0.9,0.1")
    expect(page.locator("main .problem")).to_contain_text("only the server can draw")
    page.goto(f"{own_server.url}/review")
    expect(page.locator("h1")).to_have_text("This page needs the server")

    page.goto(own_server.url + LESSON)
    own_server.start()
    expect(question(page, CHECK).locator(".verdict-right")).to_be_visible()
    page.get_by_role("link", name="Show my progress").click()
    expect(page.locator("html:not([data-kept-copy])")).to_be_attached()
    expect(question(page, CHECK).locator(".tick")).to_be_visible()


def test_it_asks_where_that_is_dear_and_can_be_declined(page: Page, server: Served) -> None:
    """Where a reader saves data nothing is fetched before a press; "Not here" fetches nothing at all, next time too."""
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # a reader has three seconds in which to say no
    page.goto(server.url)
    page.clock.run_for(1000)
    expect(page.locator("html.alive")).to_be_attached()
    page.clock.run_for(2000)
    page.get_by_role("button", name="Not here").click()
    page.clock.resume()
    keep = page.get_by_role("button", name="Keep the course for offline reading")
    expect(keep).to_contain_text("MB")
    page.reload()
    expect(keep).to_be_visible()
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    keep.click()
    expect(page.locator("#offline")).to_contain_text("The course is kept")
    page.get_by_role("button", name="Remove the copy").click()
    expect(keep).to_be_visible()
    assert page.evaluate("caches.keys()") == []


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course as its next version: another script on each page, another sentence in a lesson."""
    house = tmp_path_factory.mktemp("newer") / "house"
    house.mkdir()
    for name in ("app", "static", "lessons", "bundling"):
        shutil.copytree(ROOT / name, house / name, ignore=shutil.ignore_patterns("__pycache__"))
    if (ROOT / ".tools").exists():
        (house / ".tools").symlink_to(ROOT / ".tools")
    page = house / "static/js/page/page.js"
    page.write_text(page.read_text() + 'document.documentElement.dataset.version = "newer";\n')
    environment = house / "app/pages/templates/base.html"
    environment.write_text(
        environment.read_text().replace("<meta charset", '<meta name="version" content="newer">\n<meta charset')
    )
    return house


def version(page: Page) -> tuple[bool, bool]:
    """Whether the page's text is the newer version's, and whether its script is."""
    all_alive(page)
    return page.locator("meta[name=version]").count() == 1, page.evaluate(
        "document.documentElement.dataset.version"
    ) == "newer"


def test_a_deploy_under_an_open_page_mixes_nothing(page: Page, own_server: Served, newer: Path, watch: Watch) -> None:
    """Another version takes over between two visits or by the button; no page ever has parts of both."""
    watch.offline_expected = True
    visit_course(page, own_server)
    page.goto(own_server.url + LESSON)
    assert version(page) == (False, False)
    own_server.kill()
    own_server.start([sys.executable, "-m", "app", "serve"], newer)
    # The open page goes on: what it does is taken by the new server.
    question(page, CHECK).locator("input[type=text]").fill("-4")
    question(page, CHECK).get_by_role("button", name="Check", exact=True).click()
    expect(question(page, CHECK).locator(".verdict-wrong")).to_be_visible()
    assert version(page) == (False, False)
    # A page of the network is wholly new, though the older worker is there.
    course = page.context.new_page()
    course.goto(own_server.url + LESSON)
    expect(course.locator("html[data-version=newer]")).to_be_attached()
    assert version(course) == (True, True)
    course.goto(own_server.url)
    use = course.get_by_role("button", name="Use it now")
    expect(use).to_be_visible()
    own_server.kill()
    other = page.context.new_page()
    other.goto(own_server.url + LESSON)
    assert is_copy(other)
    assert version(other) == (False, False)  # the copy is still wholly the older one
    use.click()
    expect(other.locator("html[data-version=newer]")).to_be_attached()
    assert version(other) == (True, True)
    names = other.evaluate("caches.keys()")
    assert len(names) == 1


def test_the_switch_ends_it(page: Page, own_server: Served, watch: Watch) -> None:
    """After WD_OFFLINE=off a visit takes away worker and copy, and the course is as if there had been none."""
    watch.offline_expected = True
    visit_course(page, own_server)
    page.goto(own_server.url + LESSON)
    assert page.evaluate("Boolean(navigator.serviceWorker.controller)")
    own_server.stop()
    own_server.environ["WD_OFFLINE"] = "off"
    own_server.start()
    page.goto(own_server.url)
    for _ in range(int(PATIENCE * 4)):
        if page.evaluate(LEFT) == 0:
            break
        page.wait_for_timeout(250)
    assert page.evaluate(LEFT) == 0
    page.goto(own_server.url + LESSON)
    all_alive(page)
    assert not page.evaluate("Boolean(navigator.serviceWorker.controller)")
    assert json.loads(page.evaluate("fetch('/offline.json').then((answer) => answer.text())"))["bytes"] == 0

"""The course as files: every way leads somewhere; from the disk, without a network, a lesson is done to its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from browser.learner import all_alive, asked, commit_predictions, question
from playwright.sync_api import Browser, Page, expect

from app.checks import present
from app.export.course_folder import write_course
from app.export.parts import ExportError
from app.pages.kinds import KINDS
from tests.shipped import ALL_CHECKS, COURSE

WAY = re.compile(r'\b(?:href|src)="([^"#][^"]*|#[^"]+)"')


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course as files."""
    made = tmp_path_factory.mktemp("site")
    write_course(COURSE, made)
    return made


@pytest.fixture
def offline(chromium: Browser) -> Iterator[Page]:
    """A page without any network; it fails on a request for anything but a file, and on an error in the console."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, offline=True, reduced_motion="reduce")
    page = context.new_page()
    noted: list[str] = []
    local = ("file:", "data:", "blob:", "about:")
    page.on("request", lambda asked: None if asked.url.startswith(local) else noted.append(asked.url))
    page.on("console", lambda said: noted.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: noted.append(str(error)))
    yield page
    context.close()
    assert not noted


def test_every_way_leads_to_a_file(folder: Path) -> None:
    """Each link, picture and script of each page is in the folder, with the place on the page that it names."""
    pages = {path: path.read_text() for path in folder.rglob("*.html")}
    assert len(pages) == len(COURSE.lessons) + len(KINDS) + 4 + len(COURSE.reference)
    ids = {path: set(re.findall(r'\bid="([^"]+)"', text)) for path, text in pages.items()}
    astray = []
    for path, text in pages.items():
        shown = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
        assert 'href="/' not in shown
        for way in WAY.findall(re.sub(r"<code>.*?</code>", "", shown, flags=re.DOTALL)):
            parts = urlsplit(way.replace("&amp;", "&"))
            if parts.scheme:
                astray += [] if parts.scheme == "data" else [(path.name, way)]
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.is_file() or (parts.fragment and unquote(parts.fragment) not in ids[target]):
                astray.append((path.name, way))
    assert not astray


def test_a_lesson_is_done_from_the_disk(offline: Page, folder: Path) -> None:
    """Predictions, questions, hints and fresh numbers; after a reload all of it is there, on the course page too."""
    lesson = COURSE.lessons[0]
    offline.goto((folder / "index.html").as_uri())
    offline.locator(f".card a[href='lessons/{lesson.id}.html']").first.click()
    all_alive(offline)
    commit_predictions(offline)
    for name in asked(lesson):
        check = ALL_CHECKS[lesson.id][name]
        place = question(offline, name)
        answer(place, "1234.5" if isinstance(present(check).solution, str) else ())
        expect(place.locator(".verdict")).to_be_visible()
        place.get_by_role("button", name="Hint").click()
        expect(place.locator(".hints li")).to_have_count(1)
        if check.fresh:
            if place.get_by_role("button", name="Another one").count() == 0:
                place.get_by_role("button", name="Show the solution").click()
            place.get_by_role("button", name="Another one").click()
            expect(place.locator("input[name=seed]")).to_have_value("1")
        answer(place, present(check, 1 if check.fresh else 0).solution)
        expect(place.locator(".verdict-right")).to_be_visible()
    expect(offline.locator("#lesson-end")).to_contain_text("Lesson complete")
    offline.reload()
    all_alive(offline)
    expect(offline.locator("#lesson-progress")).to_contain_text("lesson complete")
    expect(offline.locator(".verdict-right")).to_have_count(len(asked(lesson)))
    expect(offline.locator("[data-pending=true]")).to_have_count(0)
    offline.goto((folder / "index.html").as_uri())
    expect(offline.locator(".card .tick")).to_have_text("complete")


def answer(place, response) -> None:
    """Type a number or choose options, and press Check."""
    if isinstance(response, str):
        place.locator("input[type=text]").fill(response)
    else:
        for box in place.locator("input[name=answer]").all():
            if box.get_attribute("type") == "checkbox" or box.get_attribute("value") in response:
                box.set_checked(box.get_attribute("value") in response)
    place.get_by_role("button", name="Check", exact=True).click()


def test_search_atlas_and_playground_work_from_the_disk(offline: Page, folder: Path) -> None:
    """The search finds and leads there, the atlas shows what its address asks for, and Python runs in the page."""
    offline.goto((folder / "glossary.html").as_uri())
    expect(offline.locator("html")).to_have_class(re.compile(r"\balive\b"))
    offline.keyboard.press("/")
    expect(offline.locator("dialog[open] input")).to_be_focused()
    offline.keyboard.type("jensen")
    hit = offline.locator("dialog[open] a").first
    expect(hit).to_have_attribute("href", re.compile(r"\.html"))
    hit.click()
    expect(offline.locator("h1")).to_be_visible()
    offline.goto(f"{(folder / 'libraries.html').as_uri()}?library=scipy")
    expect(offline.locator(".cell:not([data-library=scipy]):visible")).to_have_count(0)
    expect(offline.locator(".cell[data-library=scipy]:visible").first).to_be_visible()
    lesson = next(lesson for lesson in COURSE.lessons if lesson.playgrounds)
    offline.goto((folder / "lessons" / f"{lesson.id}.html").as_uri())
    all_alive(offline)
    place = offline.locator(".playground").first
    place.get_by_role("button", name="Open the playground").click()
    place.get_by_role("button", name="Run", exact=True).click()
    expect(place.locator(".playground-status")).to_have_text("Done.")


def test_nothing_of_another_is_overwritten(tmp_path: Path) -> None:
    """A folder with other files is left alone."""
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(ExportError, match="holds other files"):
        write_course(COURSE, tmp_path)

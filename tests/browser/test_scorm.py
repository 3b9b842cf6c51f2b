"""A SCORM 1.2 package in a run-time that is not ours: begun, left, resumed and finished."""

from __future__ import annotations

import io
import re
import threading
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from browser.learner import asked, commit_predictions
from export.scorm_player import player
from playwright.sync_api import Frame, Page, expect

from app.checks import present
from app.export.parts import ExportError
from app.export.scorm import scorm_package
from tests.shipped import ALL_CHECKS, COURSE

LESSON = COURSE.lessons[0]
CP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADLCP = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
ALLOWED = 4096  # characters of suspend data in SCORM 1.2; the run-time here takes more, so they are counted by us
PLAYER = """<!doctype html><title>A course system</title><script src="/player.js"></script><script>
window.calls = [];
const left = JSON.parse(sessionStorage.getItem("left") ?? "null");
window.API = new Scorm12API({ autocommit: false, logLevel: 5 });
if (left) window.API.loadFromJSON(left);
for (const name of ["LMSInitialize", "LMSSetValue", "LMSCommit", "LMSFinish"]) {
  const own = window.API[name];
  window.API[name] = (...given) => {
    const answer = own.apply(window.API, given);
    window.calls.push([name, ...given.map(String), String(answer), String(window.API.LMSGetLastError())]);
    return answer;
  };
}
function kept() { return JSON.parse(JSON.stringify(window.API.cmi)); }
</script><iframe src="/START" style="width: 1200px; height: 900px"></iframe>"""


@pytest.fixture(scope="module")
def package() -> zipfile.ZipFile:
    """The package of a lesson."""
    return zipfile.ZipFile(io.BytesIO(scorm_package(COURSE, LESSON.id)))


@pytest.fixture(scope="module")
def system(package: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A web server with the package unpacked, and a page that plays it."""
    script = player()
    if script is None:
        pytest.skip("scorm-again cannot be had here: npm, or its registry, is missing")
    folder = tmp_path_factory.mktemp("scorm")
    package.extractall(folder)
    (folder / "player.js").write_bytes(script.read_bytes())
    (folder / "index.html").write_text(PLAYER.replace("START", f"lessons/{LESSON.id}.html"))
    site = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{site.server_port}/"
    site.shutdown()
    site.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_the_manifest_names_all_that_is_there(package: zipfile.ZipFile) -> None:
    """One organization, one object, its first page and every file; nothing leads out of the package."""
    manifest = ET.fromstring(package.read("imsmanifest.xml"))  # noqa: S314 - our own
    assert manifest.findtext(f"{CP}metadata/{CP}schemaversion") == "1.2"
    [resource] = manifest.iter(f"{CP}resource")
    assert resource.get(f"{ADLCP}scormtype") == "sco"
    files = {each.get("href") for each in resource.iter(f"{CP}file")}
    assert files == set(package.namelist()) - {"imsmanifest.xml"}
    assert resource.get("href") in files
    for name in (name for name in files if name and name.endswith(".html")):
        for way in re.findall(r' (?:href|src)="([^"#][^"]*)"', package.read(name).decode()):
            target = way.removeprefix("../").partition("#")[0].partition("?")[0]
            assert target in files, (name, way)
    with pytest.raises(ExportError, match="there is no lesson 'nothing'"):
        scorm_package(COURSE, "nothing")


def test_a_lesson_is_left_resumed_and_finished(page: Page, system: str) -> None:
    """Half is done, left and taken up again; at the end the system has status, score and time in the forms of 1.2."""
    frame = begin(page, system)
    assert calls(page, "LMSInitialize") == [["LMSInitialize", "", "true", "0"]]
    names = asked(LESSON)
    answer_rightly(frame, names[0])
    assert len(calls(page, "LMSCommit")) == 1  # as it began, and none for an answer
    state = leave(page)
    assert state["core"]["lesson_status"] == "incomplete"
    assert state["core"]["exit"] == "suspend"
    assert float(state["core"]["score"]["raw"]) == pytest.approx(100 / len(names), abs=0.01)
    [told] = [call[2] for call in calls(page, "LMSSetValue") if call[1] == "cmi.core.session_time"]
    assert re.fullmatch(r"\d{4}:\d\d:\d\d\.\d\d", told)
    frame = begin(page, system)
    expect(frame.locator(f"#check-{names[0]} .verdict-right")).to_be_visible()
    commit_predictions(frame)
    for name in names[1:]:
        answer_rightly(frame, name)
    expect(frame.locator("#lesson-end")).to_contain_text("Lesson complete")
    assert page.evaluate("window.API.cmi.core.lesson_status") == "completed"  # told at once, before anybody leaves
    state = leave(page)
    assert state["core"]["lesson_status"] == "completed"
    assert state["core"]["score"]["raw"] == "100.00"
    assert len(state["suspend_data"]) < ALLOWED
    frame = begin(page, system)
    expect(frame.locator("#lesson-progress")).to_contain_text("lesson complete")


def test_what_is_suspended_is_short_whatever_was_typed(page: Page, system: str) -> None:
    """With the longest answers everywhere it stays below 4,096 plain characters, and what was right stays known."""
    frame = begin(page, system)
    names = asked(LESSON)
    answer_rightly(frame, names[0])
    for name in names:
        field = frame.locator(f"#check-{name} input[type=text]")
        if field.count():
            field.fill("∞" * 200)
            frame.locator(f"#check-{name}").get_by_role("button", name="Check", exact=True).click()
    text = leave(page)["suspend_data"]
    assert 0 < len(text) < ALLOWED
    assert text.isascii()
    frame = begin(page, system)
    expect(frame.locator(f"#check-{names[0]} .tick")).to_have_text("answered")


def begin(page: Page, system: str) -> Frame:
    """Play the package; return its frame once it lives."""
    page.goto(system)
    frame = page.frames[1]
    frame.wait_for_selector("html.alive")
    figures = frame.locator("figure.widget")
    expect(frame.locator("figure.widget[data-alive=true]")).to_have_count(figures.count())
    return frame


def leave(page: Page) -> dict[str, Any]:
    """Close the package as a learner does; return what the course system has of it, and keep it for the next time."""
    page.evaluate("document.querySelector('iframe').remove()")
    state: dict[str, Any] = page.evaluate("kept()")
    refused = [call for call in page.evaluate("window.calls") if call[-2] != "true" or call[-1] != "0"]
    assert not refused
    assert calls(page, "LMSFinish")
    page.evaluate("(state) => sessionStorage.setItem('left', JSON.stringify(state))", state)
    return state


def calls(page: Page, name: str) -> list[list[str]]:
    """What the package has called."""
    return [call for call in page.evaluate("window.calls") if call[0] == name]


def answer_rightly(frame: Frame, name: str) -> None:
    """Give the right answer to a question as it is first asked."""
    place = frame.locator(f"#check-{name}")
    response = present(ALL_CHECKS[LESSON.id][name]).solution
    if isinstance(response, str):
        place.locator("input[type=text]").fill(response)
    else:
        for box in place.locator("input[name=answer]").all():
            if box.get_attribute("type") == "checkbox" or box.get_attribute("value") in response:
                box.set_checked(box.get_attribute("value") in response)
    place.get_by_role("button", name="Check", exact=True).click()
    expect(place.locator(".verdict-right")).to_be_visible()

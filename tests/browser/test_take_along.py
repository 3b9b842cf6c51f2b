"""A figure taken along: its picture as SVG and PNG, its frame in a page, a lesson in a frame without cookies."""

from __future__ import annotations

import re
import sqlite3
import threading
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser.learner import all_alive
from playwright.sync_api import BrowserContext, Page, expect

from app.checks import present
from app.pages.kinds import KINDS
from app.progress.portable.completion_code import read_code
from tests.served import Served
from tests.shipped import ALL_CHECKS, COURSE

if TYPE_CHECKING:
    from conftest import Watch

SVG = "{http://www.w3.org/2000/svg}"
STILL = """async (module) => {
  const { stillOf, pngOf } = await import(module);
  const figure = document.querySelector("figure.widget");
  const still = await stillOf(figure);
  const png = await pngOf(still, 1);
  const bitmap = await createImageBitmap(png);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const brush = canvas.getContext("2d");
  brush.drawImage(bitmap, 0, 0);
  const colours = new Set(new Uint32Array(brush.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer));
  const all = [...figure.querySelectorAll(".widget-body [data-quantity]")];
  const seen = all.filter((each) => each.getClientRects().length);
  return { ...still, colours: colours.size, size: [bitmap.width, bitmap.height], copies: figure.children.length,
    numbers: seen.map((each) => each.textContent.replaceAll("\\u00a0", " ").trim()) };
}"""


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_shows_what_the_figure_shows(page: Page, server: Served, watch: Watch, kind: str) -> None:
    """SVG of plain shapes and texts with every number that is seen, and a description; PNG of the same size."""
    page.goto(f"{server.url}/lab/{kind}")
    all_alive(page)
    before = page.locator("figure.widget").evaluate("each => each.children.length")
    still: dict[str, Any] = page.evaluate(STILL, page.locator("#take-along").get_attribute("data-pictures"))
    picture = ET.fromstring(still["svg"])  # noqa: S314 - our own
    tags = {each.tag.removeprefix(SVG) for each in picture.iter()}
    assert not tags & {"foreignObject", "script"}
    assert "http://www.w3.org/1999" not in "".join(tags)
    words = " ".join("".join(each.itertext()) for each in picture.iter(f"{SVG}text")).replace("\u00a0", " ")
    flat = re.sub(r"\s+", "", words)
    for number in still["numbers"]:
        assert re.sub(r"\s+", "", number) in flat, number
        assert number in still["alt"], number
    assert still["alt"] == picture.findtext(f"{SVG}desc")
    assert still["colours"] > 10
    assert still["size"] == [still["width"], still["height"]]
    assert still["copies"] == before  # what was drawn is gone


def test_the_panel_follows_the_figure(page: Page, server: Served, context: BrowserContext, tmp_path: Path) -> None:
    """Link, frame, QR code and words are of the state that is seen; what is saved is a file of that name."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{server.url}/lab/tangent")
    all_alive(page)
    panel = page.get_by_text("Take it with you")
    expect(panel).to_have_count(1)
    expect(page.get_by_text("Use in class")).to_have_count(0)
    panel.click()
    page.get_by_label("nats", exact=True).check(force=True)
    link = page.get_by_label("Link", exact=True)
    expect(link).to_have_value(re.compile(r"/lab/tangent\?.*unit=nats"))
    expect(page.get_by_label("For a page, a frame")).to_have_value(re.compile(r"unit=nats.*&amp;embed\""))
    page.get_by_role("group", name="Leave out").get_by_label("readouts").check()
    expect(link).to_have_value(re.compile(r"hide=readouts"))
    page.get_by_role("group", name="Leave out").get_by_label("readouts").uncheck()
    expect(link).not_to_have_value(re.compile(r"hide="))
    wall = page.get_by_role("link", name="Show this on the wall")
    expect(wall).to_have_attribute("href", re.compile(r"unit=nats.*view=projector"))
    expect(page.get_by_label("The same in words")).to_have_value(re.compile(r"nats"))
    code = page.locator("img.take-qr")
    expect(code).to_have_attribute("src", re.compile(r"/lab/tangent/qr\.svg\?.*unit=nats"))
    page.wait_for_function("() => document.querySelector('img.take-qr').naturalWidth > 20")
    page.locator("[data-copies=take-link]").click()
    expect(page.locator(".take-status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == link.input_value()
    for form, first in (("svg", b"<svg"), ("png", b"\x89PNG")):
        with page.expect_download() as saving:
            page.get_by_role("button", name=f"Save as {form.upper()}").click()
        assert saving.value.suggested_filename == f"tangent.{form}"
        saving.value.save_as(tmp_path / form)
        assert (tmp_path / form).read_bytes().startswith(first)
    teach = page.get_by_role("link", name="for instructors")
    teach.click()
    expect(page.locator(".teach-link")).to_contain_text("unit=nats")


PARENT = """<!doctype html><title>A course system</title><body>
<iframe src="{src}" style="width: 900px; height: 300px; border: 0"></iframe><script>
window.heard = [];
addEventListener("message", ({{ data }}) => {{
  if (data.subject === "lti.frameResize") document.querySelector("iframe").style.height = data.height + "px";
  window.heard.push(data);
}});
</script>"""


@pytest.fixture
def parents(tmp_path: Path) -> Iterator[list[tuple[str, Path]]]:
    """Two other sites: 127.0.0.1 is another site than localhost."""
    made = []
    for name in ("named", "other"):
        folder = tmp_path / name
        folder.mkdir()
        handler = partial(_Quiet, directory=str(folder))
        site = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=site.serve_forever, daemon=True).start()
        made.append((site, folder))
    yield [(f"http://127.0.0.1:{site.server_port}", folder) for site, folder in made]
    for site, _ in made:
        site.shutdown()
        site.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_lesson_in_a_frame_without_cookies(
    context: BrowserContext, watch: Watch, parents: list[tuple[str, Path]], tmp_path: Path
) -> None:
    """A named page shows it as high as it is; an answer is kept in the browser, over a reload, and a code is given."""
    (named, folder), (other, elsewhere) = parents
    served = Served(tmp_path, WD_EMBED_ORIGINS=named)
    served.start()
    try:
        lesson = COURSE.lesson("wrong-dictionary")
        assert lesson
        course = f"http://localhost:{served.port}"
        for place in (folder, elsewhere):
            (place / "index.html").write_text(PARENT.format(src=f"{course}/lessons/{lesson.id}?embed"))
        page = context.new_page()
        page.goto(named)
        frame = page.frame_locator("iframe")
        note = frame.locator(".carried-note")
        expect(note).to_contain_text("Your browser lets this frame keep no cookie")
        expect(note.get_by_role("link")).to_have_attribute("target", "_blank")
        expect(frame.locator(".wordmark")).to_have_count(0)
        fits = "() => document.documentElement.scrollHeight <= innerHeight && innerHeight > 300"
        page.frames[1].wait_for_function(fits)
        check = next(slot.ref for slot in lesson.slots if slot.kind == "check")
        solution = present(ALL_CHECKS[lesson.id][check]).solution
        question = frame.locator(f"#check-{check}")
        if isinstance(solution, str):
            question.locator("input[type=text]").fill(solution)
        else:
            for one in solution:
                question.locator(f"input[value='{one}']").check()
        question.get_by_role("button", name="Check", exact=True).click()
        expect(question.locator(".verdict-right")).to_be_visible()
        page.reload()
        expect(question.locator(".verdict-right")).to_be_visible()
        expect(frame.locator("#lesson-progress")).to_contain_text("1 of")
        frame.get_by_text("A code for your instructor").click()
        frame.get_by_label("Your name in it").fill("Ada")
        frame.get_by_role("button", name="Get the code").click()
        code = frame.get_by_label("The code").input_value()
        said = read_code(code, (served.data / "cookie_secret").read_text().strip())
        assert (said.lesson, said.right, said.name) == (lesson.id, 1, "Ada")
        with sqlite3.connect(served.data / "progress.sqlite3") as record:
            assert record.execute("select count(*) from events").fetchone() == (0,)  # the server has kept nothing
        subjects = [data.get("subject") for data in page.evaluate("window.heard.filter((data) => data.subject)")]
        assert "lti.frameResize" in subjects
        watch.offline_expected = True
        refused = context.new_page()
        with refused.expect_console_message(lambda message: "frame-ancestors" in message.text):
            refused.goto(other)
        expect(refused.frame_locator("iframe").locator("main.lesson")).to_have_count(0)
        watch.complaints.clear()  # the browser says that it has refused the frame
    finally:
        served.kill()

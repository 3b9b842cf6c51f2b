"""From the first minute to a lesson's end, and to a wall: what reader, learner and lecturer do in a browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from browser.learner import answer, finish, question
from browser.test_page_weight import SHIFT
from playwright.sync_api import Page, expect

from app.figure.format import format_number
from app.kernel import kl_divergence
from tests.shipped import COURSE

if TYPE_CHECKING:
    from tests.served import Served

LESSON = COURSE.lesson("wrong-dictionary")
assert LESSON is not None
RATIO = 2.0  # of 0.5 and 0.25


def opened(page: Page, address: str) -> None:
    """Open a page and wait until its figures live: the first one after a start, without bundles, takes its time."""
    page.goto(address)
    count = page.locator("figure.widget").count()
    expect(page.locator("figure.widget[data-alive=true]")).to_have_count(count)


def test_the_first_thing_on_the_page_can_be_dragged(page: Page, server: Served) -> None:
    """A bar of the course page moves by a key, and the sentence beside it says the new price; nothing shifts."""
    page.add_init_script(SHIFT)
    opened(page, server.url)
    bar = page.get_by_role("slider", name="Q of e", exact=True)
    bar.press("PageDown")
    price = format_number(kl_divergence([0.5, 0.5], [0.8, 0.2]), "bits")
    expect(page.locator(".price .live")).to_have_text(price)
    assert bar.bounding_box()["y"] < 800
    assert page.evaluate("window.shift") < 5e-5


def test_the_others_get_their_ratio_back(page: Page, server: Served) -> None:
    """Three bars: one takes everything and gives half of it back, and the others stand to one another as before."""
    opened(page, f"{server.url}/lab/pmf_bars?p=0.25,0.5,0.25&q=0.25,0.5,0.25&labels=a,b,c")
    bar = page.get_by_role("slider", name="P of a", exact=True)
    bar.press("End")
    expect(page.get_by_role("slider", name="P of b", exact=True)).to_have_attribute("aria-valuenow", "0")
    for _ in range(5):
        bar.press("PageDown")
    values = [
        float(page.get_by_role("slider", name=f"P of {name}", exact=True).get_attribute("aria-valuenow") or 0)
        for name in "abc"
    ]
    assert values[0] == pytest.approx(0.5)
    assert values[1] / values[2] == pytest.approx(RATIO)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_rail_says_where_one_is_and_leads_back(page: Page, server: Served, width: int) -> None:
    """The section that is read is marked, the marks are links, and a later visit offers the place where one left."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{server.url}/lessons/{LESSON.id}")
    expect(page.locator("html.alive")).to_be_attached()
    section = [each for each in LESSON.sections if each.level == 2][2]
    here = page.locator(".lesson-rail li a[aria-current]")
    expect(here).to_have_text(LESSON.title)
    page.locator(f".lesson-rail li a[href='#{section.id}']").click()
    expect(here).to_have_text(section.title)
    if width < 1280:
        assert page.locator(".lesson-rail").bounding_box()["y"] == 0
        expect(page.locator("[data-here]")).to_have_text(section.title)
    page.goto(f"{server.url}/lessons/{LESSON.id}")
    back = page.locator("[data-back]")
    expect(back).to_have_text(f"Go on at “{section.title}”")
    back.click()
    expect(here).to_have_text(section.title)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_figure_that_is_meant_comes_along(page: Page, server: Served, width: int) -> None:
    """Far below a figure the text means it: a picture of its present state is there, leads back, and can be folded."""
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(SHIFT)
    opened(page, f"{server.url}/lessons/{LESSON.id}")
    page.locator("#widget-bars").get_by_role("slider", name="Q of e", exact=True).press("PageDown")
    aside = page.get_by_role("complementary", name="The figure that the text means")
    fold = aside.get_by_role("button", name="The figure that is meant")
    expect(aside).to_be_hidden()
    page.wait_for_function("() => !navigator.userActivation?.isActive")  # what moves now would count
    mention = page.locator(".prose a[href='#widget-bars']")
    mention.scroll_into_view_if_needed()
    expect(aside).to_be_visible()
    expect(fold).to_have_attribute("aria-expanded", str(width == 1280).lower())
    if width == 390:
        expect(aside.locator("svg")).to_have_count(0)
        fold.press("Enter")
    price = format_number(kl_divergence([0.5, 0.5], [0.8, 0.2]), "bits")
    expect(aside.locator("svg").first).to_contain_text(price)
    expect(aside.locator("svg").first).to_be_visible()
    assert page.evaluate("window.shift") < 5e-5
    lead = aside.get_by_role("link", name="To the figure")
    fold.focus()
    page.keyboard.press("Tab")
    expect(lead).to_be_focused()
    page.keyboard.press("Tab")
    expect(aside.locator(":focus")).to_have_count(0)
    expect(aside).to_be_hidden()  # the focus has led to the foot of the page
    mention.scroll_into_view_if_needed()
    expect(aside).to_be_visible()
    lead.press("Enter")
    expect(page.locator("#widget-bars")).to_be_in_viewport()
    expect(aside).to_be_hidden()
    page.go_back()
    expect(mention).to_be_in_viewport()
    expect(aside).to_be_visible()
    fold.press("Enter")
    expect(lead).to_be_hidden()
    page.reload()
    expect(page.locator("html.alive")).to_be_attached()
    mention.scroll_into_view_if_needed()
    expect(fold).to_have_attribute("aria-expanded", "false")


def test_a_field_works_out_what_is_typed_and_a_right_answer_leads_on(page: Page, server: Served) -> None:
    """`log2(5)` shows 2.322 as it is typed, a number alone nothing; a right answer says why, and what is next."""
    page.goto(f"{server.url}/lessons/{LESSON.id}")
    expect(page.locator("html.alive")).to_be_attached()
    check = question(page, "the-gap")
    field = check.locator("input[name=answer]")
    field.press_sequentially("log2(5)")
    expect(check.locator(".worked-out")).to_have_text("= 2.322")
    field.fill("0.75")
    expect(check.locator(".worked-out")).to_be_empty()
    answer(page, "wrong-model", "0.4*log2(1/0.8)+0.6*log2(1/0.2)")
    right = question(page, "wrong-model")
    expect(right.locator(".verdict-word")).to_have_text(re.compile(r"^Right, and exact: 1\.522.bits\.$"))
    expect(right.locator(".verdict")).to_contain_text("Surprises come from the model, weights from the truth.")
    right.get_by_role("link", name="Next question").click()
    expect(page).to_have_url(re.compile("#check-the-gap$"))
    page.mouse.wheel(0, 40)  # with the answer the end of the lesson was drawn anew, and one is not there
    expect(page.locator(".lesson-rail li a[aria-current]")).to_have_text("A total, and its two parts")


def test_a_lesson_ends_with_what_it_led_to(page: Page, server: Served) -> None:
    """All done: guesses beside truths, the filled circle, the next lesson's question; and a guess can be made again."""
    opened(page, f"{server.url}/lessons/{LESSON.id}")
    finish(page, LESSON)
    end = page.locator("#lesson-end")
    expect(end.locator(".guesses .line .guess")).to_have_count(len(LESSON.predictions))
    expect(end.locator(".lesson-map g.new .fill")).to_have_count(1)
    following = COURSE.lessons[COURSE.lessons.index(LESSON) + 1]
    expect(end.locator(".next-lesson")).to_contain_text(following.question.striptags())
    end.get_by_role("link", name="Guess again").click()
    expect(page.locator("figure.widget[data-alive=true]")).to_have_count(len(LESSON.widgets))
    expect(page.get_by_role("slider", name="Your guess")).to_be_visible()
    page.goto(server.url)
    expect(page.locator(".lesson-map g.complete")).to_have_count(1)


def test_a_lecture_from_a_figure_to_the_wall(page: Page, server: Served) -> None:
    """Two states become steps, KL is asked first; on the wall a clicker uncovers, goes on and back."""
    opened(page, f"{server.url}/lessons/{LESSON.id}")
    figure = page.locator("#widget-bars")
    figure.locator(".in-class summary").click()
    figure.get_by_role("button", name="Add this state").click()
    figure.get_by_role("slider", name="Q of e", exact=True).press("PageDown")
    figure.get_by_role("button", name="Add this state to").click()
    figure.get_by_label("KL(P ‖ Q)", exact=True).check()
    for kind in ("SVG", "PNG"):
        with page.expect_download() as saved:
            figure.get_by_role("button", name=f"Save as {kind}").click()
        content = saved.value.path().read_bytes()
        assert content.startswith(b"<svg" if kind == "SVG" else b"\x89PNG")
        assert kind != "SVG" or b"url(#" in content
    wall = figure.get_by_role("link", name="Show this on the wall").get_attribute("href") or ""
    assert "steps=p:0.5,0.5;q:0.9,0.1" in wall
    opened(page, wall)
    number, now = page.locator(".band-name [data-quantity=kl]"), page.locator("[data-step-now]")
    expect(number).to_be_hidden()
    page.keyboard.press("PageDown")
    expect(number).to_have_text(format_number(kl_divergence([0.5, 0.5], [0.9, 0.1]), "bits"))
    page.keyboard.press("PageDown")
    expect(now).to_have_text("2 / 2")
    expect(number).to_be_hidden()
    page.keyboard.press("h")
    expect(number).to_have_text(format_number(kl_divergence([0.5, 0.5], [0.8, 0.2]), "bits"))
    page.keyboard.press("PageUp")
    expect(now).to_have_text("1 / 2")

"""A learner reads, answers and finishes the first lesson, and finds the work again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from browser.learner import all_alive, answer_rightly, question
from browser.said import expect_said, note_words
from playwright.sync_api import Page, expect

from app.checks import present
from tests.shipped import ALL_CHECKS, COURSE

if TYPE_CHECKING:
    from conftest import Watch

    from tests.served import Served

LESSON = COURSE.lesson("wrong-dictionary")
assert LESSON is not None
CHECKS = ALL_CHECKS[LESSON.id]
ASKED = [slot.ref for slot in LESSON.slots if slot.kind == "check"]
NUMERIC = next(name for name in ASKED if present(CHECKS[name]).kind == "numeric" and present(CHECKS[name]).fresh)
PATH = f"/lessons/{LESSON.id}"


def test_the_whole_text_is_there_without_scripts(visit: Callable[..., Page], server: Served) -> None:
    """With scripts off, prose, maths, figures with their numbers and questions can be read, and a question answered."""
    page = visit(java_script_enabled=False)
    page.goto(server.url + PATH)
    expect(page.locator("h1")).to_have_text(LESSON.title)
    assert len(page.locator(".prose").inner_text()) > 4000
    assert page.locator("math").count() > 5
    assert page.locator("figure.widget svg").count() > 4
    expect(page.locator("#widget-bars [data-quantity=kl]").first).to_have_text("0.737 bits")
    for name in ASKED:
        expect(question(page, name)).to_be_visible()
    check = question(page, NUMERIC)
    check.locator("input[type=text]").fill(str(present(CHECKS[NUMERIC]).solution))
    check.get_by_role("button", name="Check", exact=True).click()
    expect(question(page, NUMERIC).locator(".verdict-right")).to_be_visible()


def test_a_wrong_answer_is_explained_and_kept(page: Page, server: Served) -> None:
    """A recognised mistake gets its own words; answer and words survive a reload; the question stays open."""
    page.goto(server.url + PATH)
    check = question(page, NUMERIC)
    check.locator("input[type=text]").fill("-4")
    check.get_by_role("button", name="Check", exact=True).click()
    expect(question(page, NUMERIC).locator(".verdict-wrong")).to_be_visible()
    page.reload()
    expect(question(page, NUMERIC).locator(".verdict-wrong")).to_be_visible()
    expect(question(page, NUMERIC).locator("input[type=text]")).to_have_value("-4")
    expect(question(page, NUMERIC).locator(".tick")).to_have_count(0)


def test_rounding_too_early_costs_nothing(page: Page, server: Served) -> None:
    """Worked out with two decimals the average is 1.520, not 1.522: it is said, with more digits, and not counted."""
    page.goto(server.url + PATH)
    check = question(page, "wrong-model")
    check.locator("input[type=text]").fill("1.520")
    check.get_by_role("button", name="Check", exact=True).click()
    said = question(page, "wrong-model").locator(".verdict-rounded_early")
    expect(said).to_contain_text("Right way, rounded too early; it was not counted.")
    expect(said.locator("math").first).to_contain_text("0.321928")
    check.locator("input[type=text]").fill("-0.4·log₂ 0.8 − 0.6·log₂ 0.2")
    check.get_by_role("button", name="Check", exact=True).click()
    expect(question(page, "wrong-model").locator(".verdict-right")).to_contain_text("Right, and exact: 1.522")


def test_what_is_not_understood_costs_nothing(page: Page, server: Served) -> None:
    """Words where a number belongs are answered with how to write it, and are not counted."""
    page.goto(server.url + PATH)
    check = question(page, NUMERIC)
    check.locator("input[type=text]").fill("about one and a half")
    check.locator("input[type=text]").press("Enter")
    expect(question(page, NUMERIC).locator(".verdict-not_understood")).to_be_visible()
    expect(question(page, NUMERIC).locator("input[type=text]")).to_have_value("about one and a half")
    answer_rightly(page, LESSON.id, NUMERIC)


def test_a_decimal_comma_is_right(page: Page, server: Served) -> None:
    """The right number written with a comma is right."""
    page.goto(server.url + PATH)
    check = question(page, NUMERIC)
    check.locator("input[type=text]").fill(str(present(CHECKS[NUMERIC]).solution).replace(".", ","))
    check.locator("input[type=text]").press("Enter")
    expect(question(page, NUMERIC).locator(".verdict-right")).to_be_visible()


def test_hints_open_one_by_one_and_the_solution_last(page: Page, server: Served) -> None:
    """Each press opens one hint; the worked solution opens beside them; all stay open after a reload."""
    page.goto(server.url + PATH)
    hints = len(present(CHECKS[NUMERIC]).hints_html)
    for opened in range(1, hints + 1):
        question(page, NUMERIC).get_by_role("button", name=re.compile("hint", re.IGNORECASE)).click()
        expect(question(page, NUMERIC).locator(".hints > li")).to_have_count(opened)
    expect(question(page, NUMERIC).get_by_role("button", name=re.compile("hint", re.IGNORECASE))).to_have_count(0)
    question(page, NUMERIC).get_by_role("button", name="Show the solution").click()
    expect(question(page, NUMERIC).locator(".solution")).to_be_visible()
    page.reload()
    expect(question(page, NUMERIC).locator(".hints > li")).to_have_count(hints)
    expect(question(page, NUMERIC).locator(".solution")).to_be_visible()


def test_another_one_asks_with_fresh_numbers(page: Page, server: Served) -> None:
    """A fresh question has other numbers and an empty field, and its own right answer."""
    page.goto(server.url + PATH)
    answer_rightly(page, LESSON.id, NUMERIC)
    before = question(page, NUMERIC).locator(".check-prompt").inner_text()
    question(page, NUMERIC).get_by_role("button", name="Another one").click()
    expect(question(page, NUMERIC).locator(".check-prompt")).not_to_have_text(before)
    expect(question(page, NUMERIC).locator("input[type=text]")).to_have_value("")
    answer_rightly(page, LESSON.id, NUMERIC)


def test_two_visitors_share_nothing(visit: Callable[..., Page], page: Page, server: Served) -> None:
    """What one learner answers and drags, another does not see."""
    page.goto(server.url + PATH)
    all_alive(page)
    answer_rightly(page, LESSON.id, NUMERIC)
    bar = page.locator("#widget-bars [role=slider]").nth(1)
    bar.focus()
    page.keyboard.press("PageDown")
    expect(page.locator("#widget-bars [data-quantity=kl]").first).not_to_have_text("0.737 bits")
    second = visit()
    second.goto(server.url + PATH)
    expect(second.locator("#widget-bars[data-alive=true] [data-quantity=kl]").first).to_have_text("0.737 bits")
    expect(question(second, NUMERIC).locator(".tick")).to_have_count(0)


def test_a_second_tab_finds_the_work(page: Page, server: Served) -> None:
    """The same browser's second tab shows what the first has answered."""
    page.goto(server.url + PATH)
    answer_rightly(page, LESSON.id, NUMERIC)
    second = page.context.new_page()
    second.goto(server.url + PATH)
    expect(question(second, NUMERIC).locator(".tick")).to_be_visible()


def test_a_restarted_server_finds_the_work(page: Page, own_server: Served, watch: Watch) -> None:
    """While the server is away the figure answers; after a restart connection and work are there again."""
    watch.offline_expected = True
    page.goto(own_server.url + PATH)
    all_alive(page)
    answer_rightly(page, LESSON.id, NUMERIC)
    own_server.stop()
    bar = page.locator("#widget-bars [role=slider]").nth(1)
    bar.focus()
    page.keyboard.press("PageDown")
    expect(page.locator("#widget-bars [data-quantity=kl]").first).not_to_have_text("0.737 bits")
    expect(page.locator("#connection")).to_contain_text("No connection")
    moved = page.locator("#widget-bars [data-quantity=kl]").first.inner_text()
    note_words(page)
    own_server.start()
    expect_said(page, "Connected again")
    expect(page.locator("#widget-bars [data-quantity=kl]").first).to_have_text(moved)
    page.reload()
    expect(question(page, NUMERIC).locator(".tick")).to_be_visible()


def test_an_answer_given_while_the_server_is_away_is_not_lost(page: Page, own_server: Served, watch: Watch) -> None:
    """An answer that finds no server is sent again by itself, and counts once."""
    watch.offline_expected = True
    page.goto(own_server.url + PATH)
    expect(page.locator("figure.widget[data-alive=true]")).to_have_count(page.locator("figure.widget").count())
    check = question(page, NUMERIC)
    check.locator("input[type=text]").fill(str(present(CHECKS[NUMERIC]).solution))
    own_server.stop()
    check.get_by_role("button", name="Check", exact=True).click()
    expect(check.locator(".check-status")).to_contain_text("Sending")
    own_server.start()
    expect(question(page, NUMERIC).locator(".verdict-right")).to_be_visible()


def test_a_frozen_server_stops_no_gesture(page: Page, own_server: Served, watch: Watch) -> None:
    """With the server standing still mid-drag, the numbers go on following the pointer."""
    watch.offline_expected = True
    page.goto(own_server.url + PATH)
    all_alive(page)
    bar = page.locator("#widget-bars [role=slider]").nth(1)
    box = bar.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.5)
    page.mouse.down()
    number = page.locator("#widget-bars [data-quantity=kl]").first
    seen = {number.inner_text()}
    own_server.freeze()
    for part in (0.4, 0.3, 0.6, 0.7):
        before = number.inner_text()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * part)
        expect(number).not_to_have_text(before)
        seen.add(number.inner_text())
    page.mouse.up()
    own_server.thaw()
    assert len(seen) == 5


def test_the_keyboard_alone_answers_a_question(page: Page, server: Served) -> None:
    """Tab reaches the field, Enter sends, and the focus then stands at the verdict."""
    page.goto(server.url + PATH)
    expect(page.locator("html.alive")).to_be_attached()
    question(page, NUMERIC).locator("input[type=text]").focus()
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    expect(question(page, NUMERIC).locator(".verdict")).to_be_focused()


def test_the_figure_stands_in_the_first_screen(page: Page, server: Served) -> None:
    """On a laptop there is something to drag before one scrolls."""
    page.goto(server.url + PATH)
    box = page.locator("#widget-bars [role=slider]").first.bounding_box()
    assert box
    assert box["y"] + box["height"] < 800


def test_a_lesson_opens_with_a_question_of_an_earlier_one(page: Page, server: Served) -> None:
    """A line unfolds into it; an answer is kept here, and is nothing that the lesson counts."""
    asked = next(slot.ref for slot in LESSON.slots if slot.kind == "recall")
    earlier, name = asked.split(".")
    page.goto(server.url + PATH)
    done = page.locator("#lesson-progress").inner_text()
    expect(question(page, name)).to_be_hidden()
    page.locator(".recall summary").click()
    seed = int(question(page, name).locator("input[name=seed]").input_value())
    solution = present(ALL_CHECKS[earlier][name], seed).solution
    assert isinstance(solution, str)
    question(page, name).locator("input[type=text]").fill(solution)
    question(page, name).get_by_role("button", name="Check", exact=True).click()
    expect(question(page, name).locator(".verdict-right")).to_be_visible()
    page.reload()
    expect(question(page, name).locator(".verdict-right")).to_be_visible()
    assert page.locator("#lesson-progress").inner_text() == done


def test_forgetting_forgets(page: Page, server: Served) -> None:
    """After "Forget my work", which is asked for once more, nothing is known of the learner, on the server and here."""
    page.goto(server.url + PATH)
    answer_rightly(page, LESSON.id, NUMERIC)
    page.evaluate("""async () => {
      localStorage.setItem("kept", "1");
      sessionStorage.setItem("kept", "1");
      await caches.open("kept");
      await new Promise((done) => { indexedDB.open("kept").onsuccess = ({target}) => done(target.result.close()); });
    }""")
    page.get_by_role("link", name="What is kept").click()
    page.get_by_role("button", name="Forget my work").click()
    expect(page).to_have_url(server.url + "/your-data")
    page.get_by_label("Yes, delete everything").check()
    page.get_by_role("button", name="Forget my work").click()
    expect(page).to_have_url(server.url + "/")
    left = page.evaluate("""async () => [localStorage.getItem("kept"), sessionStorage.getItem("kept"),
      await caches.has("kept"), (await indexedDB.databases()).some(({name}) => name === "kept")]""")
    assert left == [None, None, False, False]
    page.goto(server.url + PATH)
    expect(question(page, NUMERIC).locator(".tick")).to_have_count(0)


def test_a_page_whose_server_went_away_at_once_still_gets_its_wire(
    page: Page, own_server: Served, watch: Watch
) -> None:
    """The server stops after it has sent the page; when it is back, a touched figure is connected without a reload."""
    watch.offline_expected = True
    page.goto(own_server.url + PATH, wait_until="commit")
    expect(page.locator("#widget-bars[data-alive=true]")).to_be_visible()
    own_server.stop()
    page.locator("#widget-bars [role=slider]").nth(1).press("PageDown")
    expect(page.locator("#connection")).to_contain_text("No connection")
    note_words(page)
    own_server.start()
    expect_said(page, "Connected again")

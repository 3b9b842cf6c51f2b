"""The guessing game in a real browser: keys, buttons, a finger, and what each letter told."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from app.widgets.letter_guess.passage import passage
from app.widgets.letter_guess.state import GIVEN, LENGTH, LetterGuessState

LAB = "/lab/letter_guess"
ALIVE = ".letter-guess[data-alive]"


def opened(page: Page, server, **query) -> Page:
    page.goto(server.url + LAB + ("?" + urlencode(query) if query else ""))
    expect(page.locator(ALIVE)).to_be_visible()
    return page


def key(page, letter):
    return page.get_by_role("group", name="The next letter").get_by_role("button", name=letter, exact=True)


def quantity(page, name) -> float:
    return float(page.locator(f"[data-quantity='{name}']").get_attribute("data-value"))


def known(page) -> str:
    return page.locator("[data-role=known]").text_content()


@pytest.fixture
def lab(page, server):
    return opened(page, server)


def test_a_right_guess_shows_the_letter_and_what_it_told(lab):
    """After "alice was " comes a b: a wrong guess is crossed out, the right one goes on and tells its surprise."""
    key(lab, "x").click()
    expect(key(lab, "x")).to_have_attribute("aria-disabled", "true")
    expect(lab.locator("[data-role=remark]")).to_have_text("Not x.")
    key(lab, "b").click()
    assert known(lab) == "alice was b"
    assert quantity(lab, "surprisal") == pytest.approx(passage().surprises["b"])
    expect(lab.locator("[data-role=guesses]")).to_have_text("2.00")
    expect(key(lab, "x")).not_to_have_attribute("aria-disabled", "true")
    expect(lab.get_by_role("status")).to_contain_text("Yes: b, after 2 guesses. It told")


def test_letters_and_the_space_can_be_typed(lab):
    """On the tape the keys of a keyboard are guesses, the space bar too."""
    lab.locator(".tape").focus()
    lab.keyboard.type("beginning to")
    assert known(lab) == "alice was beginning to"
    expect(lab.locator("[data-role=guesses]")).to_have_text("1.00")
    key(lab, "e").focus()
    lab.keyboard.press("Space")
    expect(lab.locator("[data-role=remark]")).to_have_text("Not e.")


def test_the_average_runs_to_the_entropy(lab):
    """Shown to its end, the text has told its entropy a letter; then nothing is left to guess."""
    while known(lab) != passage().text:
        lab.get_by_role("button", name="Show twenty").click()
    assert quantity(lab, "average") == pytest.approx(quantity(lab, "entropy"), rel=1e-12)
    expect(lab.locator("[data-role=remark]")).to_contain_text("exactly the entropy")
    expect(lab.get_by_role("button", name="Show it")).to_be_disabled()
    key(lab, "e").press("Enter")
    assert len(known(lab)) == LENGTH
    lab.get_by_role("button", name="Start again").click()
    assert len(known(lab)) == GIVEN


def test_a_letter_can_be_shown_without_a_guess(lab):
    """What was shown is no guess."""
    lab.get_by_role("button", name="Show it").click()
    assert known(lab) == "alice was b"
    expect(lab.locator("[data-role=guesses]")).to_have_text("–")


def test_the_address_follows_and_brings_everything_back(lab):
    """Known letters, guesses and vain ones stand in the address, and come back with it."""
    lab.locator(".tape").focus()
    lab.keyboard.type("xbe z")
    fields = {name: value[0] for name, value in parse_qs(urlsplit(lab.evaluate("location.href")).query).items()}
    assert LetterGuessState.from_query(fields, LetterGuessState()).as_dict() == {
        "known": 12,
        "tries": [2, 1],
        "tried": " z",
        "unit": "bits",
    }
    lab.reload()
    expect(lab.locator(ALIVE)).to_be_visible()
    assert known(lab) == "alice was be"
    expect(key(lab, "space")).to_have_attribute("aria-disabled", "true")


def test_a_finger_plays_on_a_phone(visit, server):
    """At 360 px all keys are there, large enough, and the page is not wider than the screen."""
    page = opened(visit(viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True), server)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    boxes = [box.bounding_box() for box in page.locator(".keys button").all()]
    assert len(boxes) == 27
    assert min(min(box["width"], box["height"]) for box in boxes) >= 40
    key(page, "b").tap()
    expect(page.locator("[data-role=known]")).to_have_text("alice was b")


def test_nothing_moves_when_the_game_comes_alive(visit, server, watch):
    """The server's tape and the living one are the same, in the same places."""
    watch.offline_expected = True  # fonts are refused
    seen = []
    for scripts in (False, True):
        page = visit(viewport={"width": 1280, "height": 800}, java_script_enabled=scripts)
        page.route("**/fonts/*", lambda route: route.abort())  # one that comes late is not used, and moves things
        page.goto(server.url + LAB + "?known=70&tries=2,1&tried=q")
        if scripts:
            expect(page.locator(ALIVE)).to_be_visible()
        parts = ("figure.widget", ".cells", ".keys", ".average", ".measures", ".source")
        seen.append(
            [
                [page.locator(part).bounding_box() for part in parts],
                page.locator(".bar").evaluate_all("all => all.map((bar) => parseFloat(bar.style.height))"),
                page.locator(".sign, dd").all_inner_texts(),
            ]
        )
    assert seen[0] == seen[1]


def test_what_is_hidden_is_not_there(page, server):
    """`hide` leaves controls out; the keys stay."""
    opened(page, server, hide="reveal,history,link")
    expect(page.locator(".panels-row button")).to_have_count(0)
    key(page, "b").click()
    assert known(page) == "alice was b"

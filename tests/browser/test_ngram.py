"""The small language model in a real browser: walking through its text, typing one's own, what is impossible."""

from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from app.widgets.ngram.state import FIRST, NgramState

ALIVE = ".ngram[data-alive]"


def opened(page: Page, server, **query) -> Page:
    page.goto(server.url + "/lab/ngram" + ("?" + urlencode(query) if query else ""))
    expect(page.locator(ALIVE)).to_be_visible()
    return page


def tape(page):
    return page.get_by_role("slider", name="Sign of the text")


def quantity(page, name) -> float:
    return float(page.locator(f"[data-quantity='{name}']").get_attribute("data-value"))


def state_of(page) -> NgramState:
    return NgramState.from_query(dict(parse_qsl(urlsplit(page.evaluate("location.href")).query)), NgramState())


@pytest.fixture
def lab(page, server):
    return opened(page, server)


def test_arrows_walk_through_the_text(lab):
    """Each arrow goes one sign on, and says which it is and what it cost; Home and End go to the ends."""
    expect(tape(lab)).to_have_attribute("aria-valuenow", "3")
    tape(lab).press("ArrowRight")
    assert tape(lab).get_attribute("aria-valuenow") == "4"
    assert tape(lab).get_attribute("aria-valuetext").startswith(f"r, sign 4 of {len(FIRST)}: ")
    assert quantity(lab, "surprisal") == pytest.approx(NgramState.from_options({"at": 4}).results()["surprisal"])
    tape(lab).press("End")
    assert tape(lab).get_attribute("aria-valuenow") == str(len(FIRST))
    tape(lab).press("Home")
    tape(lab).press("ArrowLeft")
    assert tape(lab).get_attribute("aria-valuenow") == "1"
    assert state_of(lab).at == 1


def test_a_sign_can_be_pressed_and_undone(lab):
    """A press on a sign shows what was expected there; Undo goes back."""
    lab.locator(".sign").nth(10).click()
    assert tape(lab).get_attribute("aria-valuenow") == "11"
    assert state_of(lab).at == 11
    came = lab.locator(".row[data-came] .which")
    expect(came).to_have_text(FIRST[10].replace(" ", "␣"))
    lab.get_by_role("button", name="Undo", exact=True).click()
    expect(tape(lab)).to_have_attribute("aria-valuenow", "3")


def test_a_sign_under_the_mouse_says_its_surprise(lab):
    """Hovering shows a number and changes nothing."""
    lab.locator(".sign").nth(20).hover()
    chip = lab.locator(".chip")
    expect(chip).to_be_visible()
    assert float(chip.text_content().split()[0]) == pytest.approx(NgramState().surprises()[20], abs=5e-4)
    assert tape(lab).get_attribute("aria-valuenow") == "3"
    lab.locator(".source").hover()
    expect(chip).to_be_hidden()


def test_ones_own_sentence_is_scored_as_one_types(lab):
    """What is typed is read in the model's signs, scored at once, and kept in the address."""
    own = lab.get_by_label("your own sentence")
    own.fill("")
    own.press_sequentially("Tea & cake!")
    expect(tape(lab)).to_have_text("tea cake")
    expect(own).to_have_value("Tea & cake!")
    shown = NgramState.from_options({"text": "tea cake", "at": 8})
    assert quantity(lab, "perplexity") == pytest.approx(shown.results()["perplexity"], rel=1e-9)
    own.blur()
    expect(own).to_have_value("tea cake")
    assert state_of(lab).as_dict() == shown.as_dict()
    own.fill("42")
    expect(lab.locator("[data-role=message]")).to_contain_text("letters a to z alone")
    expect(tape(lab)).to_have_text("tea cake")


def test_it_is_scored_without_the_server(page, own_server, watch):
    """With the server gone a sentence is still scored, with the kernel's numbers."""
    watch.offline_expected = True
    opened(page, own_server)
    own_server.stop()
    page.get_by_label("your own sentence").fill("the hatter opened his eyes very wide on hearing this")
    shown = NgramState.from_options({"text": "the hatter opened his eyes very wide on hearing this"})
    assert quantity(page, "perplexity") == pytest.approx(shown.results()["perplexity"], rel=1e-9)


def test_without_smoothing_the_impossible_is_marked(page, server):
    """A sign that never followed costs infinity; the figure marks it, names it, and shows no finite number."""
    opened(page, server, share="0", text="the fox")
    expect(page.locator(".sign.never")).to_have_count(1)
    expect(page.locator(".sign.never")).to_have_text("x")
    expect(page.locator(".remark")).to_contain_text("“x” never followed “␣fo”")
    assert page.locator("[data-quantity=perplexity]").get_attribute("data-value") == "Infinity"
    expect(page.locator("[data-at=end-held-out]")).to_have_text("not read ∞")


def test_nats_change_the_loss_and_not_the_perplexity(lab):
    """The loss shrinks by the factor ln 2; the perplexity stays to the last digit shown."""
    before = quantity(lab, "cross-entropy"), quantity(lab, "perplexity")
    lab.get_by_role("radio", name="nats").check(force=True)
    assert quantity(lab, "cross-entropy") == pytest.approx(before[0] * 0.6931471805599453, rel=1e-12)
    assert quantity(lab, "perplexity") == pytest.approx(before[1], rel=1e-12)


def test_only_what_is_shown_is_said(page, server):
    """In the lesson the first figure has no curves and says nothing of the unread chapter; the second has no text."""
    page.goto(server.url + "/lessons/language-models")
    first, second = page.locator(ALIVE).nth(0), page.locator(ALIVE).nth(1)
    said = "[data-role=announcer]"
    first.get_by_label("letters it sees", exact=True).press("ArrowUp")
    expect(first.locator(said)).to_contain_text("perplexity of this text")
    expect(first.locator(said)).not_to_contain_text("read")
    second.get_by_label("typed").last.fill("5")
    second.get_by_label("typed").last.press("Tab")
    second.get_by_role("button", name="Commit").click()
    second.get_by_label("letters it sees", exact=True).press("ArrowDown")
    expect(second.locator(said)).to_contain_text("on what it has not read")
    expect(second.locator(said)).not_to_contain_text("this text")


def test_nothing_moves_when_it_comes_alive(visit, server, watch):
    """The server's text and the living one are the same, in the same places."""
    watch.offline_expected = True  # fonts are refused
    seen = []
    for scripts in (False, True):
        page = visit(viewport={"width": 1280, "height": 800}, java_script_enabled=scripts)
        page.route("**/fonts/*", lambda route: route.abort())  # one that comes late is not used, and moves things
        page.goto(server.url + "/lab/ngram?at=9&share=0&text=the+quick+brown+fox&sees=2")
        if scripts:
            expect(page.locator(ALIVE)).to_be_visible()
        parts = (".tape", ".expected", ".curves", ".measured")
        seen.append(
            [
                [page.locator(part).bounding_box() for part in parts],
                page.locator(".sign").evaluate_all(
                    "all => all.map((s) => [s.className, s.style.getPropertyValue('--s').trim()])"
                ),
                page.locator(".row, .number").all_inner_texts(),
            ]
        )
    assert seen[0] == seen[1]

"""Surprise and entropy in a real browser, before the real server: drag, type, predict, undo, and what the page says."""

import math
import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from browser.clocks import hold
from browser.touch import swipe
from playwright.sync_api import Page, expect

from app.widgets.surprise.state import SurpriseState

LAB = "/lab/surprise"
RECORD = """
window.heard = [];
for (const name of ["wd:quantities", "wd:highlight", "wd:prediction", "wd:state"])
  document.addEventListener(name, (event) => window.heard.push([name, structuredClone(event.detail)]));
"""
ALIVE = ".surprise[data-alive]"
PARTS = ("figure.widget", ".column", ".area", ".level", ".ceiling", ".tag", ".bounds", ".remark", ".panels-row")
DRAWN = """() => [
  ...document.querySelectorAll(".part, .part rect, .tag, .word-length, .line, .area .scale span, .remark"),
].map((e) => [
  ...["x", "width", "y", "height"].map((name) => e.getAttribute(name)),
  ...["data-side", "data-tight", "data-torn", "data-none"].map((name) => e.getAttribute(name)),
  ...["bottom", "--left", "--right", "--width"].map((name) => e.style.getPropertyValue(name)),
  e.textContent.trim(),
].join(" ").replaceAll(/[.]0000/g, ""))"""


def opened(page: Page, server, **query) -> Page:
    page.add_init_script(RECORD)
    page.goto(server.url + LAB + ("?" + urlencode(query) if query else ""))
    expect(page.locator(ALIVE)).to_be_visible()
    return page


def bar(page, name):
    return page.get_by_role("slider", name=f"P of {name}", exact=True)


def typed(page, name):
    return page.get_by_role("textbox", name=f"P of {name}, typed", exact=True)


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def p(page) -> list[float]:
    return [float(v) for v in page.locator(".column").evaluate_all("all => all.map(e => e.ariaValueNow)")]


def quantity(page, name) -> float:
    return float(page.locator(f"[data-quantity='{name}']").first.get_attribute("data-value"))


def surprises(page) -> list[float]:
    texts = page.locator("[data-quantity=surprisal]").evaluate_all("all => all.map(e => e.dataset.value)")
    return [float(text) for text in texts]


def expect_p(page, name, wanted):
    expect(bar(page, name)).to_have_attribute("aria-valuenow", repr(wanted).removesuffix(".0"))


def point(page, name, probability):
    """Where on the screen a bar of this probability ends."""
    box = bar(page, name).locator(".plot").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] * (1 - probability)


def drag(page, name, start, to):
    page.mouse.move(*point(page, name, start))
    page.mouse.down()
    page.mouse.move(*point(page, name, to), steps=4)
    page.mouse.up()


def heard(page, name):
    return [detail for kind, detail in page.evaluate("window.heard") if kind == name]


@pytest.fixture
def lab(page, server):
    return opened(page, server)


def test_a_bar_follows_the_mouse_and_the_rest_gives_way(lab):
    """Dragging one bar moves the others in proportion; entropy and surprises are those of the kernel."""
    drag(lab, "sun", 0.5, 0.8)
    expect_p(lab, "sun", 0.8)
    assert p(lab) == pytest.approx([0.8, 0.1, 0.05, 0.05])
    truth = SurpriseState.from_options({"p": p(lab)})
    assert quantity(lab, "entropy") == pytest.approx(truth.results()["entropy"], rel=1e-12)
    assert surprises(lab) == pytest.approx(truth.surprises(), rel=1e-12)


def test_the_areas_follow(lab):
    """Each rectangle is as wide as its outcome is probable, and all areas together are the entropy."""
    drag(lab, "sun", 0.5, 0.3)
    widths, heights = (
        [float(text.removesuffix("%")) / 100 for text in lab.locator(place).evaluate_all(f"all => all.map({read})")]
        for place, read in ((".part", "e => e.getAttribute('width')"), (".edge", "e => e.getAttribute('height')"))
    )
    assert widths == pytest.approx(p(lab), abs=1e-5)
    highest = float(lab.locator(".area .scale span").last.inner_text())
    area = sum(width * height * highest for width, height in zip(widths, heights, strict=True))
    assert area == pytest.approx(quantity(lab, "entropy"), abs=1e-4)


def test_keys_move_a_bar_and_the_page_says_what_became_of_it(lab):
    """Arrows step by a hundredth, pages by a tenth, End is certainty; the entropy is said aloud at the end."""
    bar(lab, "sun").press("ArrowUp")
    expect_p(lab, "sun", 0.51)
    bar(lab, "sun").press("PageDown")
    expect_p(lab, "sun", 0.41)
    bar(lab, "sun").press("End")
    expect_p(lab, "sun", 1.0)
    expect(lab.get_by_role("status")).to_contain_text("P of sun 1.00. Entropy 0.000 bits, down")
    bar(lab, "sun").press("Home")
    expect_p(lab, "sun", 0.0)


def test_certainty_has_no_entropy_and_impossible_things_add_nothing(lab):
    """With one bar at 1 the entropy is 0, although the surprise of the others is infinite; the remark says why."""
    bar(lab, "snow").press("End")
    assert quantity(lab, "entropy") == 0
    assert surprises(lab) == [math.inf, math.inf, math.inf, 0]
    expect(lab.locator(".remark")).to_have_text("snow is certain: no surprise, nothing to learn. The entropy is 0.")


def test_the_ceiling_holds(page, server):
    """From eight outcomes all alike, no bar can be moved without lowering the entropy."""
    opened(page, server, p=",".join(["0.125"] * 8), labels="a,b,c,d,e,f,g,h")
    assert quantity(page, "entropy") == quantity(page, "ceiling") == 3
    expect(page.locator(".remark")).to_contain_text("at its ceiling")
    for key in ("ArrowUp", "PageUp", "Home"):
        bar(page, "d").press(key)
        assert quantity(page, "entropy") < 3
        button(page, "Undo").click()
    assert quantity(page, "entropy") == 3


def test_a_number_can_be_typed(lab):
    """Fractions and percent are read; what is no number is kept, explained, and changes nothing."""
    typed(lab, "sun").fill("1/3")
    typed(lab, "sun").press("Enter")
    expect_p(lab, "sun", 1 / 3)
    typed(lab, "sun").fill("often")
    typed(lab, "sun").press("Enter")
    expect(lab.get_by_role("alert").filter(has_text="often")).to_contain_text("no number")
    expect(typed(lab, "sun")).to_have_attribute("aria-invalid", "true")
    expect_p(lab, "sun", 1 / 3)
    typed(lab, "sun").press("Escape")
    expect(typed(lab, "sun")).to_have_value("0.333")


def test_nats_change_every_number_and_no_shape(lab):
    """In nats all numbers are ln 2 times as large; the widths of the rectangles stay."""
    widths = lab.locator(".part").evaluate_all("all => all.map(e => e.getAttribute('width'))")
    lab.get_by_role("radio", name="nats").check()
    expect(lab.locator("[data-quantity=entropy]").first).to_have_text("1.213\u00a0nats")
    assert surprises(lab) == pytest.approx([math.log(2), math.log(4), math.log(8), math.log(8)])
    expect(lab.locator(".ceiling")).to_have_text("ln 4")
    assert lab.locator(".part").evaluate_all("all => all.map(e => e.getAttribute('width'))") == widths


def test_examples_undo_redo_reset(lab):
    """An example can be undone and redone, from the buttons and from the keyboard; reset goes back to the start."""
    lab.get_by_role("combobox", name="Example").select_option(label="Coin with 0.9 heads")
    assert p(lab) == [0.9, 0.1]
    expect(lab.locator("[data-quantity=entropy]").first).to_have_text("0.469\u00a0bits")
    button(lab, "Undo").click()
    assert p(lab) == [0.5, 0.25, 0.125, 0.125]
    button(lab, "Redo").click()
    assert p(lab) == [0.9, 0.1]
    bar(lab, "heads").press("ArrowUp")
    bar(lab, "heads").press("Control+z")
    assert p(lab) == [0.9, 0.1]
    button(lab, "Reset").click()
    assert p(lab) == [0.5, 0.25, 0.125, 0.125]
    expect(button(lab, "Reset")).to_be_disabled()
    expect(lab.get_by_role("combobox", name="Example")).to_have_value("halves")


def test_outcomes_come_and_go(lab):
    """Two to eight outcomes; a new one never happens at first, so that the entropy stays."""
    for _ in range(4):
        button(lab, "One outcome more").click()
    assert p(lab) == [0.5, 0.25, 0.125, 0.125, 0, 0, 0, 0]
    assert quantity(lab, "entropy") == 1.75
    assert quantity(lab, "ceiling") == 3
    button(lab, "One outcome more").click()
    expect(lab.locator("[data-role=message]")).to_contain_text("the most that can be shown")
    bar(lab, "d").press("PageUp")
    expect_p(lab, "d", 0.1)
    for _ in range(6):
        button(lab, "One less").click()
    assert len(p(lab)) == 2
    assert sum(p(lab)) == pytest.approx(1)
    button(lab, "One less").click()
    expect(lab.locator("[data-role=message]")).to_contain_text("needs 2 outcomes")


def test_codewords_are_surprises_rounded_up(page, server):
    """The strokes lie at whole bits, and the words' average stands beside the entropy."""
    opened(page, server, p="0.9,0.1")
    expect(page.locator(".codewords")).to_be_hidden()
    button(page, "Codewords").click()
    expect(page.locator("[data-quantity=code-length]")).to_have_text("1.300\u00a0bits")
    expect(page.locator(".word-length").first).to_be_visible()
    assert [e.evaluate("e => e.style.bottom") for e in page.locator(".word-length").all()] == [
        pytest.approx("16.6667%"),
        "66.6667%",
    ]
    button(page, "Codewords").click()
    expect(page.locator(".word-length").first).to_be_hidden()


def test_the_table_has_all_numbers(lab):
    """Each outcome with probability, surprise, share and digits; the shares add up to the entropy."""
    button(lab, "Table").click()
    rows = [row.split("\t") for row in lab.locator(".panel.table tbody tr").all_inner_texts()]
    assert rows[0] == ["sun", "0.50", "1.000", "0.500", "1"]
    assert rows[3] == ["snow", "0.125", "3.000", "0.375", "3"]
    bar(lab, "sun").press("End")
    expect(lab.locator(".panel.table tbody tr").first).to_contain_text("1.00")
    expect(lab.locator(".panel.table tbody tr").last).to_contain_text("∞")


def test_the_address_follows_and_brings_everything_back(lab):
    """After a gesture the address holds the whole state; opening it again shows the same."""
    drag(lab, "sun", 0.5, 0.37)
    lab.get_by_role("radio", name="nats").check()
    button(lab, "Table").click()
    expect(lab).to_have_url(re.compile("show=table"))
    fields = {name: value[0] for name, value in parse_qs(urlsplit(lab.url).query).items()}
    assert fields["unit"] == "nats"
    assert fields["show"] == "table"
    before = p(lab)
    assert SurpriseState.from_query(fields, SurpriseState()).p == before
    lab.reload()
    expect(lab.locator(ALIVE)).to_be_visible()
    assert p(lab) == before
    expect(lab.locator(".panel.table")).to_be_visible()


def test_a_link_is_copied(lab, context):
    """The copied link leads to this very state."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    bar(lab, "sun").press("PageUp")
    hold(lab)
    button(lab, "Copy link").click()
    expect(button(lab, "Link copied")).to_be_visible()
    link = urlsplit(lab.evaluate("navigator.clipboard.readText()"))
    assert link.path == LAB
    assert parse_qs(link.query)["p"][0].startswith("0.6,")


def test_the_page_hears_and_lights_up(lab):
    """Every change is told to the page; a pointer on the number lights what it measures, and the other way round."""
    bar(lab, "sun").press("End")
    assert heard(lab, "wd:quantities")[-1]["values"] == {"entropy": 0, "ceiling": 2, "code-length": 0}
    assert heard(lab, "wd:state")[-1]["query"]["p"] == "1,0,0,0"
    lab.locator(".readout").hover()
    last = heard(lab, "wd:highlight")[-1]
    assert last["quantity"] == "entropy"
    expect(lab.locator(".line.level")).to_have_class("line level lit")
    bar(lab, "snow").focus()
    expect(lab.locator(".part").last).to_have_class("part lit")


def test_the_kernel_has_the_last_word(page, server):
    """If the browser computes otherwise than Python, the confirmed number is shown."""

    def spoiled(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("entropy: entropy(p, unit)", "entropy: 7"))

    page.route("**/widgets/surprise/numbers.js*", spoiled)
    opened(page, server)
    bar(page, "sun").press("End")
    bar(page, "sun").press("Home")
    expect(page.locator("[data-quantity=entropy]").first).to_have_attribute(
        "data-value", repr(SurpriseState.from_options({"p": [0, 0.5, 0.25, 0.25]}).results()["entropy"])
    )


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"p": "0.99,0.01", "labels": "heads,tails"},
        {"p": "1,0", "unit": "nats", "show": "codewords,table"},
        {"p": "0.3,0.2,0.15,0.1,0.1,0.05,0.05,0.05", "show": "codewords"},
    ],
    ids=str,
)
def test_nothing_moves_when_the_figure_comes_alive(visit, server, query, watch):
    """The server's figure and the living one have the same parts in the same places, and the same texts."""
    watch.offline_expected = True  # fonts are refused
    seen = []
    for scripts in (False, True):
        page = visit(viewport={"width": 1280, "height": 800}, java_script_enabled=scripts)
        page.route("**/fonts/*", lambda route: route.abort())  # one that comes late is not used, and moves things
        page.goto(server.url + LAB + "?" + urlencode(query))
        if scripts:
            expect(page.locator(ALIVE)).to_be_visible()
        seen.append(([page.locator(part).first.bounding_box() for part in PARTS], page.evaluate(DRAWN)))
    assert seen[0] == seen[1]


def test_what_is_hidden_is_not_there(page, server):
    """`hide` leaves controls out; what is left works."""
    opened(page, server, hide="presets,history,codewords,numbers")
    expect(page.get_by_role("combobox")).to_have_count(0)
    expect(button(page, "Undo")).to_have_count(0)
    expect(page.get_by_role("textbox")).to_have_count(4)
    expect(page.get_by_role("textbox").first).to_have_attribute("readonly", "")
    bar(page, "sun").press("ArrowUp")
    expect(page.locator("[data-typed]").first).to_have_value("0.51")


def test_a_wall_shows_it_large(page, server):
    """The projector's figure is larger, without prose, and still draggable."""
    page.set_viewport_size({"width": 1920, "height": 1080})
    opened(page, server, view="projector")
    assert page.locator(".area").bounding_box()["height"] > 400
    drag(page, "sun", 0.5, 0.7)
    expect_p(page, "sun", 0.7)


def test_motion_ends_at_the_truth(visit, server):
    """With motion everything glides, the numbers are true at once, and the areas end where they belong."""
    page = opened(visit(viewport={"width": 1280, "height": 800}, reduced_motion="no-preference"), server)
    page.get_by_role("combobox", name="Example").select_option(label="A certain outcome")
    assert quantity(page, "entropy") == 0
    page.get_by_role("combobox", name="Example").select_option(label="Fair coin")
    assert quantity(page, "entropy") == 1
    expect(page.locator(".part").first).to_have_attribute("width", "50.0000%")
    expect(page.locator(".level")).to_have_attribute("style", "bottom: 50%;")


def test_a_finger_drags_a_bar_and_the_page_stays(phone, server):
    """On a phone a finger in the column moves the bar; eight outcomes fit, and the page does not scroll."""
    opened(phone, server, p=",".join(["0.125"] * 8), labels="a,b,c,d,e,f,g,h")
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    assert min(box.bounding_box()["width"] for box in phone.locator(".column").all()) >= 32
    (x, y), (_, end) = point(phone, "c", 0.125), point(phone, "c", 0.6)
    swipe(phone, *[(x, y + (end - y) * part / 8) for part in range(9)])
    assert p(phone)[2] == pytest.approx(0.6, abs=0.011)
    assert phone.evaluate("scrollY") == 0


def lesson_coin(page, server):
    page.add_init_script(RECORD)
    page.goto(f"{server.url}/lessons/surprise-and-entropy")
    figure = page.locator("#widget-coin")
    expect(figure.locator(ALIVE)).to_be_visible()
    figure.scroll_into_view_if_needed()
    return figure


def test_a_prediction_comes_before_the_result(page, server):
    """The areas show nothing until the guess is placed and committed; then the truth stands beside it, also later."""
    figure = lesson_coin(page, server)
    number, commit = figure.locator("[data-quantity=entropy]").first, button(figure, "Commit")
    expect(number).to_have_text("?")
    expect(figure.locator(".level")).to_be_hidden()
    told = [one["values"] for one in heard(page, "wd:quantities") if one["widget"] == "coin"]
    assert all(set(values) == {"ceiling"} for values in told)
    expect(commit).to_be_disabled()
    bar(figure, "heads").press("ArrowUp")
    expect(figure.locator("[data-role=message]")).to_contain_text("Commit your prediction first")
    expect_p(figure, "heads", 0.9)
    ghost = figure.get_by_role("slider", name="Your guess for H(P)")
    box, area = ghost.bounding_box(), figure.locator(".area").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 40, area["y"] + area["height"] * 0.4, steps=4)
    page.mouse.up()
    expect(ghost).to_have_attribute("aria-valuenow", "1.2")
    ghost.press("ArrowDown")
    expect(ghost).to_have_attribute("aria-valuenow", "1.19")
    field = figure.get_by_role("textbox", name="Your guess for H(P), typed")
    field.fill("0.8")
    field.press("Enter")
    expect(ghost).to_have_attribute("aria-valuenow", "0.8")
    commit.click()
    words = "You said 0.800\u00a0bits; H(P) is 0.469\u00a0bits: 0.331\u00a0bits less than you thought."
    expect(figure.locator("[data-role=ask]")).to_have_text(words)
    expect(number).to_have_text("0.469\u00a0bits")
    (made,) = heard(page, "wd:prediction")
    assert (made["prediction"], made["quantity"], made["guess"], made["unit"]) == (
        "biased-coin",
        "entropy",
        0.8,
        "bits",
    )
    expect(figure.locator(".guess-name")).to_be_visible()
    bar(figure, "heads").press("End")
    expect(figure.locator(".guess-name")).to_be_hidden()
    page.wait_for_load_state("networkidle")
    page.reload()
    expect(figure.locator(ALIVE)).to_be_visible()
    expect(figure.locator("[data-role=ask]")).to_have_text(words)
    expect(number).to_have_text("0.000\u00a0bits")  # the figure stands where it was left
    expect(commit).to_have_count(0)


def test_a_finger_places_the_guess(phone, server):
    """A tap anywhere in the empty figure puts the marker there."""
    figure = lesson_coin(phone, server)
    figure.locator(".area").scroll_into_view_if_needed()
    area = figure.locator(".area").bounding_box()
    phone.touchscreen.tap(area["x"] + 30, area["y"] + area["height"] * 0.9)
    expect(figure.get_by_role("slider", name="Your guess for H(P)")).to_have_attribute("aria-valuenow", "0.2")
    expect(button(figure, "Commit")).to_be_enabled()


def test_the_numbers_of_the_prose_follow(page, server):
    """A number in the text is the one of its figure, and changes with it."""
    page.goto(f"{server.url}/lessons/surprise-and-entropy")
    figure = page.locator("#widget-weather")
    expect(figure.locator(ALIVE)).to_be_visible()
    live = page.locator("[data-live='weather.entropy']")
    expect(live).to_have_text("1.750\u00a0bits")
    bar(figure, "sun").press("End")
    expect(live).to_have_text("0.000\u00a0bits")

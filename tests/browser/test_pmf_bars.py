"""The two dictionaries in a real browser, before the real server: drag, type, predict, undo, and what the page says."""

import json
import math
import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from browser.clocks import hold, stop, wind
from browser.touch import swipe
from playwright.sync_api import Page, expect

from app.widgets.pmf_bars.state import PmfBarsState

LAB = "/lab/pmf_bars"
RECORD = """
window.heard = [];
for (const name of ["wd:quantities", "wd:highlight", "wd:prediction", "wd:state"])
  document.addEventListener(name, (event) => window.heard.push([name, structuredClone(event.detail)]));
"""


def opened(page: Page, server, **query) -> Page:
    page.add_init_script(RECORD)
    page.goto(server.url + LAB + ("?" + urlencode(query) if query else ""))
    expect(page.locator(".pmf-bars[data-alive]")).to_be_visible()
    return page


def eight(**more):
    return {
        "p": "0.3,0.2,0.15,0.1,0.1,0.05,0.05,0.05",
        "q": "0.125,0.125,0.125,0.125,0.125,0.125,0.125,0.125",
        "labels": "a,b,c,d,e,f,g,h",
    } | more


def bar(page, name):
    return page.get_by_role("slider", name=name, exact=True)


def value(page, name) -> float:
    return float(bar(page, name).get_attribute("aria-valuenow"))


def quantity(page, name) -> float:
    return float(page.locator(f"[data-quantity='{name}']").first.get_attribute("data-value"))


def values(page, side) -> list[float]:
    return [
        float(v) for v in page.locator(f".column[data-side={side}]").evaluate_all("all => all.map(e => e.ariaValueNow)")
    ]


def expect_value(page, name, wanted):
    expect(bar(page, name)).to_have_attribute("aria-valuenow", repr(wanted).removesuffix(".0"))


def grip_point(page, name, probability, height=1.0):
    """Where on the screen a bar of this probability ends."""
    box = bar(page, name).locator(".plot").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] * (1 - probability / height)


def drag(page, name, to, start=None):
    page.mouse.move(*grip_point(page, name, value(page, name) if start is None else start))
    page.mouse.down()
    page.mouse.move(*grip_point(page, name, to), steps=4)
    page.mouse.up()


def heard(page, name):
    return [detail for kind, detail in page.evaluate("window.heard") if kind == name]


@pytest.fixture
def lab(page, server):
    return opened(page, server)


def test_a_bar_follows_the_mouse_and_the_rest_gives_way(page, server):
    """Dragging one bar moves the others of its distribution in proportion, and leaves the other distribution alone."""
    opened(page, server, p="0.5,0.3,0.2", q="0.25,0.5,0.25", labels="a,b,c")
    drag(page, "Q of a", 0.7)
    expect_value(page, "Q of a", 0.7)
    assert values(page, "q") == pytest.approx([0.7, 0.2, 0.1])
    assert values(page, "p") == [0.5, 0.3, 0.2]
    assert quantity(page, "kl") == pytest.approx(0.5 * math.log2(0.5 / 0.7) + 0.3 * math.log2(1.5) + 0.2)


def test_a_bar_moves_from_anywhere_in_its_column(lab):
    """A press far above the bar takes it there at once; no handle needs to be hit."""
    x, y = grip_point(lab, "Q of t", 0.6)
    lab.mouse.move(x - 20, y)
    lab.mouse.down()
    expect_value(lab, "Q of t", 0.6)
    lab.mouse.up()
    assert values(lab, "q") == [0.4, 0.6]


def test_a_bar_can_be_dragged_to_exactly_zero(lab):
    """Below the line is zero, not a small number: the gap is infinite, its cause is named, and smoothing mends it."""
    x, y = grip_point(lab, "Q of t", 0.1)
    lab.mouse.move(x, y)
    lab.mouse.down()
    lab.mouse.move(x, y + 120, steps=3)
    lab.mouse.up()
    expect_value(lab, "Q of t", 0.0)
    assert quantity(lab, "kl") == math.inf
    expect(lab.locator("[data-quantity=kl]").first).to_have_text("∞\u00a0bits")
    expect(lab.locator(".measure-cross-entropy")).to_have_attribute("data-torn", "true")
    expect(lab.locator("[data-role=remark]")).to_contain_text("Q says that t (0.50 in P) never happens.")
    lab.get_by_role("button", name="Smooth Q").click()
    assert values(lab, "q") == pytest.approx([0.975, 0.025])
    assert math.isfinite(quantity(lab, "kl"))
    expect(bar(lab, "Q of e")).to_be_focused()


def test_a_bar_dragged_up_and_back_restores_the_others(page, server):
    """While one gesture lasts, the others keep their proportions even through 1."""
    opened(page, server, p="0.5,0.3,0.2", q="0.25,0.5,0.25", labels="a,b,c")
    page.mouse.move(*grip_point(page, "Q of a", 0.25))
    page.mouse.down()
    x, y = grip_point(page, "Q of a", 1)
    page.mouse.move(x, y - 60, steps=3)
    expect_value(page, "Q of a", 1.0)
    assert values(page, "q") == [1, 0, 0]
    page.mouse.move(*grip_point(page, "Q of a", 0.4), steps=3)
    page.mouse.up()
    assert values(page, "q") == pytest.approx([0.4, 0.4, 0.2])


def test_escape_takes_a_drag_back(lab):
    """A drag that is given up leaves the state as it was, and nothing to undo."""
    lab.mouse.move(*grip_point(lab, "Q of e", 0.9))
    lab.mouse.down()
    lab.mouse.move(*grip_point(lab, "Q of e", 0.3), steps=3)
    expect_value(lab, "Q of e", 0.3)
    lab.keyboard.press("Escape")
    expect_value(lab, "Q of e", 0.9)
    lab.mouse.up()
    expect(lab.get_by_role("button", name="Undo")).to_be_disabled()


def test_the_axis_stands_still_during_a_drag(lab):
    """A number that outgrows the axis is torn off at its end; the axis grows when the gesture is over."""
    axis = lab.locator(".costs .axis")
    expect(axis).to_contain_text("2 bits")
    lab.mouse.move(*grip_point(lab, "Q of t", 0.1))
    lab.mouse.down()
    lab.mouse.move(*grip_point(lab, "Q of t", 0.01), steps=3)
    expect_value(lab, "Q of t", 0.01)
    expect(axis).to_contain_text("2 bits")
    expect(lab.locator(".measure-cross-entropy")).to_have_attribute("data-torn", "true")
    lab.mouse.up()
    expect(axis).to_contain_text("4 bits")
    expect(lab.locator(".measure-cross-entropy")).to_have_attribute("data-torn", "false")


def test_keys_move_a_bar(lab):
    """Arrows move by a hundredth, Page keys by a tenth, Home and End to the ends; ten small steps make a large one."""
    slider = bar(lab, "Q of e")
    slider.focus()
    for key, wanted in [
        ("ArrowUp", 0.91),
        ("ArrowRight", 0.92),
        ("ArrowDown", 0.91),
        ("PageDown", 0.81),
        ("PageUp", 0.91),
        ("End", 1.0),
        ("Home", 0.0),
    ]:
        lab.keyboard.press(key)
        expect_value(lab, "Q of e", wanted)
    for _ in range(10):
        lab.keyboard.press("ArrowUp")
    expect_value(lab, "Q of e", 0.1)
    assert values(lab, "q") == [0.1, 0.9]


def test_a_number_can_be_typed(lab):
    """A probability is taken as people write it."""
    field = lab.get_by_role("textbox", name="Q of e, typed").first
    for typed, wanted in [
        ("0.25", 0.25),
        ("0,3", 0.3),
        ("1/4", 0.25),
        ("35 %", 0.35),
        (".5", 0.5),
        ("0", 0.0),
        ("1", 1.0),
    ]:
        field.fill(typed)
        field.press("Enter")
        expect_value(lab, "Q of e", wanted)
        assert sum(values(lab, "q")) == pytest.approx(1, abs=1e-12)


def test_what_is_no_number_changes_nothing(lab):
    """A mistake is explained, kept for repair, and leaves every bar where it was."""
    field = lab.get_by_role("textbox", name="Q of e, typed").first
    message = lab.locator("[data-role=message]")
    for typed, complaint in [
        ("lots", "“lots” is no number"),
        ("1.2", "1.2 is outside 0 to 1"),
        ("-0.1", "outside"),
        ("1/0", "no number"),
        ("", "no number"),
    ]:
        field.fill(typed)
        field.press("Enter")
        expect(message).to_contain_text(complaint)
        expect(field).to_have_value(typed)
        expect(field).to_have_attribute("aria-invalid", "true")
        assert values(lab, "q") == [0.9, 0.1]
        field.press("Escape")
        expect(field).to_have_value("0.90")
        expect(message).to_have_text("")


def test_a_field_takes_the_form_that_it_shows(lab):
    """Tiny probabilities are written as powers of ten, and such a power can be typed; so can exact forms."""
    field = lab.get_by_role("textbox", name="Q of e, typed").first
    for typed, value, shown in [
        ("1e-7", 1e-7, "1.0 × 10⁻⁷"),
        ("2.0 × 10⁻⁷", 2e-7, "2.0 × 10⁻⁷"),
        ("2^-3", 0.125, "0.125"),
        ("1 in 4", 0.25, "0.25"),
        ("½", 0.5, "0.50"),
    ]:
        field.fill(typed)
        field.press("Enter")
        expect(field).to_have_value(shown)
        assert values(lab, "q")[0] == value


def test_a_locked_truth_is_a_barrier(lab):
    """With P locked its bars do not move, the total never falls below H(P), and a closed gap is called closed."""
    lab.get_by_label("Lock P").check()
    drag(lab, "P of e", 0.8)
    assert values(lab, "p") == [0.5, 0.5]
    expect(lab.locator("[data-role=message]")).to_contain_text("P is locked")
    expect(bar(lab, "P of e")).to_have_attribute("aria-disabled", "true")
    expect(lab.get_by_role("button", name="Swap")).to_be_disabled()
    remark = lab.locator("[data-role=remark]")
    drag(lab, "Q of e", 0.7)
    expect(remark).to_contain_text("Smallest gap so far 0.126 bits")
    drag(lab, "Q of e", 0.95)
    expect(remark).to_contain_text("Smallest gap so far 0.126 bits")
    drag(lab, "Q of e", 0.5)
    expect(remark).to_have_text("The gap is closed: Q is P.")
    assert quantity(lab, "kl") == 0
    assert quantity(lab, "cross-entropy") == quantity(lab, "entropy") == 1
    drag(lab, "Q of e", 0.3)
    expect(remark).to_contain_text("Smallest gap so far 0.000 bits")


def test_swapping_exchanges_truth_and_model(lab):
    """Swapped, the widget shows the other divergence, a different number; the reverse panel shows the first."""
    lab.get_by_role("button", name="The other direction").click()
    forward, reverse = quantity(lab, "kl"), quantity(lab, "kl-reverse")
    assert forward == pytest.approx(0.736965594166206)
    assert reverse == pytest.approx(0.531004406410719)
    lab.get_by_role("button", name="Swap").click()
    assert values(lab, "p") == [0.9, 0.1]
    assert (quantity(lab, "kl"), quantity(lab, "kl-reverse")) == (pytest.approx(reverse), pytest.approx(forward))


def test_a_swap_crosses_over(visit, server):
    """Without reduced motion the bars cross over in 400 ms: half-way they stand at neither end, and they arrive."""
    page = visit(viewport={"width": 1280, "height": 800}, reduced_motion="no-preference")
    wind(page)
    opened(page, server)
    stop(page)
    page.get_by_role("button", name="Swap").click()
    assert values(page, "q") == [0.5, 0.5]
    bars = "() => [...document.querySelectorAll('.bar')].map((bar) => parseFloat(bar.getAttribute('height')))"
    page.clock.run_for(150)
    p_of_e, q_of_e, _, _ = page.evaluate(bars)
    assert 50 < p_of_e < 90
    assert q_of_e == pytest.approx(140 - p_of_e)
    page.clock.run_for(300)
    assert page.evaluate(bars) == [90, 50, 10, 50]


def test_nats_are_bits_times_ln_2(lab):
    """The unit changes every number and its name, and no bar."""
    before = quantity(lab, "kl")
    lab.get_by_role("radio", name="nats").check(force=True)
    assert quantity(lab, "kl") == pytest.approx(before * math.log(2))
    expect(lab.locator("[data-quantity=kl]").first).to_have_text("0.511\u00a0nats")
    assert values(lab, "q") == [0.9, 0.1]


def test_examples_can_be_chosen(lab):
    """An example sets names, truth and model; the list says which one is shown, until something moves."""
    examples = lab.get_by_role("combobox", name="Example")
    examples.select_option(label="English against Morse")
    expect(lab.locator(".column")).to_have_count(52)
    assert quantity(lab, "kl") == pytest.approx(0.2727988905)
    examples.select_option(label="Loaded die, believed fair")
    expect(lab.locator(".column")).to_have_count(12)
    expect(examples).to_have_value("loaded-die")
    drag(lab, "Q of 6", 0.5)
    expect(examples).to_have_value("")


def test_27_outcomes_can_be_dragged(page, server):
    """The alphabet and a space: narrow columns, a magnified axis, and every bar still moves."""
    labels = [*"abcdefghijklmnopqrstuvwxyz", "space"]
    opened(
        page,
        server,
        p=",".join(["0.02"] * 25 + ["0.25", "0.25"]),
        q=",".join(["0.04"] * 24 + ["0.01", "0.01", "0.02"]),
        labels=",".join(labels),
    )
    box = bar(page, "Q of m").bounding_box()
    assert box["width"] >= 12
    x, y = grip_point(page, "Q of m", 0.04, height=0.4)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(*grip_point(page, "Q of m", 0.2, height=0.4), steps=4)
    page.mouse.up()
    assert value(page, "Q of m") == pytest.approx(0.2, abs=0.002)
    assert sum(values(page, "q")) == pytest.approx(1, abs=1e-11)


def test_undo_redo_and_reset(lab):
    """Each gesture is one step back, by button or by keys; reset returns to the start and can itself be undone."""
    drag(lab, "Q of e", 0.7)
    drag(lab, "Q of e", 0.6)
    lab.get_by_role("button", name="Undo").click()
    assert values(lab, "q")[0] == 0.7
    bar(lab, "Q of e").focus()
    lab.keyboard.press("Control+z")
    assert values(lab, "q")[0] == 0.9
    lab.keyboard.press("Control+Shift+Z")
    assert values(lab, "q")[0] == 0.7
    lab.get_by_role("button", name="Redo").click()
    assert values(lab, "q")[0] == 0.6
    lab.get_by_role("button", name="Reset").click()
    assert values(lab, "q")[0] == 0.9
    expect(lab.get_by_role("button", name="Reset")).to_be_disabled()
    lab.get_by_role("button", name="Undo").click()
    assert values(lab, "q")[0] == 0.6


def test_a_held_key_is_one_step(lab):
    """Keys pressed without letting go are one gesture to undo."""
    bar(lab, "Q of e").focus()
    for _ in range(3):
        lab.keyboard.down("ArrowDown")
    lab.keyboard.up("ArrowDown")
    expect_value(lab, "Q of e", 0.87)
    lab.keyboard.press("Control+z")
    expect_value(lab, "Q of e", 0.9)


def test_outcomes_are_added_renamed_and_removed(lab):
    """A new outcome changes no number; a name must be new; what a removed one had goes to the others."""
    kl = quantity(lab, "kl")
    lab.get_by_role("button", name="Table").click()
    lab.get_by_role("button", name="Add an outcome").click()
    assert values(lab, "q") == [0.9, 0.1, 0]
    assert quantity(lab, "kl") == kl
    field = lab.get_by_label("Name of outcome 3")
    field.fill("e")
    field.press("Enter")
    expect(lab.locator("[data-role=message]")).to_contain_text("“e” is the name of another outcome")
    field.fill("stop")
    field.press("Enter")
    expect(bar(lab, "Q of stop")).to_be_visible()
    drag(lab, "Q of stop", 0.5)
    lab.get_by_role("button", name="Remove e").click()
    expect(lab.locator(".outcome")).to_have_count(2)
    assert values(lab, "q") == pytest.approx([0.05 / 0.55, 0.5 / 0.55])
    lab.get_by_role("button", name="Remove stop").click()
    expect(lab.locator("[data-role=message]")).to_contain_text("needs 2 outcomes")


def paste(page, text, side):
    if not page.locator("[data-role=pasted]").is_visible():
        page.get_by_role("button", name="Paste your own").click()
    page.locator("[data-role=pasted]").fill(text)
    page.get_by_role("button", name=re.compile(f"^Use as ({side}|P and Q)$")).click()


SENSIBLE = [
    ("0.2 0.3 0.5", "P", "abc", [0.2, 0.3, 0.5], [1 / 3] * 3),
    ("3, 1", "Q", "et", [0.5, 0.5], [0.75, 0.25]),
    ("sun,3\nrain,1", "P", ["sun", "rain"], [0.75, 0.25], [0.5, 0.5]),
    ("name;P;Q\nsun;0,5;0,9\nrain;0,5;0,1", "P", ["sun", "rain"], [0.5, 0.5], [0.9, 0.1]),
    ("x\t1/4\t1/2\ny\t3/4\t1/2", "Q", "xy", [0.25, 0.75], [0.5, 0.5]),
    ("Abba!", "P", "ab", [0.5, 0.5], [0.5, 0.5]),
    ("Tee, tea.", "Q", "eta", [0.5, 0.5, 0], [0.5, 1 / 3, 1 / 6]),
]


def test_anything_sensible_can_be_pasted(lab):
    """Numbers, lines with names, two columns, and texts, whose letters are counted; known names keep their place."""
    for text, side, labels, p, q in SENSIBLE:
        paste(lab, text, side)
        expect(lab.locator("[data-role=paste-problem]")).to_have_text("")
        assert lab.locator(".outcome-name").all_inner_texts() == list(labels)
        assert values(lab, "p") == pytest.approx(p)
        assert values(lab, "q") == pytest.approx(q)
        lab.get_by_role("button", name="Reset").click()


MISTAKES = [
    ("sun,3\nrain,x", "Line 2: “x” is no number"),
    ("sun,3\nrain,-1", "Line 2: -1 is negative"),
    ("sun,3\nsun,1", "Line 2: “sun” is there twice"),
    ("sun,3\nrain", "Line 2 has 1 of 2 entries"),
    ("0,0", "only zeros"),
    ("1\n" * 28, "28 outcomes"),
    ("a,1,2,3\nb,1,2,3", "3 numbers"),
    ("aaa", "only the letter “a”"),
    ("", "Nothing is there yet"),
]


def test_a_mistake_in_what_was_pasted_loses_nothing(lab):
    """The line, the value and the rule are named; the text and the state stay."""
    for text, complaint in MISTAKES:
        paste(lab, text, "P")
        expect(lab.locator("[data-role=paste-problem]")).to_contain_text(complaint)
        expect(lab.locator("[data-role=pasted]")).to_have_value(text)
        assert values(lab, "q") == [0.9, 0.1]


def test_the_live_region_says_the_result(lab):
    """At the end of a gesture, and only then, the result is spoken."""
    region = lab.locator("[data-role=announcer]")
    drag(lab, "Q of e", 0.8)
    expect(region).to_have_text("Q of e 0.80. KL 0.322 bits, down 0.415")
    bar(lab, "Q of e").press("PageUp")
    expect(region).to_have_text("Q of e 0.90. KL 0.737 bits, up 0.415")
    bar(lab, "Q of e").press("End")
    expect(region).to_have_text("Q of e 1.00. KL ∞ bits: Q says t never happens")


def test_the_terms_end_at_the_gap(lab):
    """The last bar of the terms is as long as KL; what P overestimates is marked as falling; surprises are shown."""
    lab.get_by_role("button", name="Term by term").click()
    rows = lab.locator(".term:not(.sum)")
    expect(rows.nth(0)).to_have_attribute("data-falls", "true")
    assert rows.nth(0).inner_text().split() == ["e", "0.152", "−0.424"]
    assert rows.nth(1).inner_text().split() == ["t", "3.322", "1.161"]
    rect = """(row) => {
      const bar = row.querySelector('rect');
      return ['x', 'width'].map((name) => parseFloat(bar.getAttribute(name)));
    }"""
    (last_x, last_width), (sum_x, sum_width) = rows.nth(1).evaluate(rect), lab.locator(".term.sum").evaluate(rect)
    assert last_x + last_width == pytest.approx(sum_x + sum_width, abs=1e-3)


def test_the_nested_bars_show_the_identity(lab):
    """On one scale, H(P, Q) is H(P) and the band: the lengths are the numbers."""
    rects = """(quantity) => [...document.querySelectorAll(`.measure-${quantity} .track rect:not(.ground)`)]
      .map((rect) => ['x', 'width'].map((name) => parseFloat(rect.getAttribute(name) ?? 0)))"""
    ((_, entropy),) = lab.evaluate(rects, "entropy")
    (_, base), (band_x, band) = lab.evaluate(rects, "cross-entropy")
    assert base == entropy == band_x
    assert entropy / 100 * 2 == pytest.approx(quantity(lab, "entropy"), abs=1e-4)
    assert band / 100 * 2 == pytest.approx(quantity(lab, "kl"), abs=1e-4)


def test_the_address_says_what_is_shown(lab, visit, server):
    """On a lab page the address follows, and reads back bit for bit, in Python and in a new visitor's browser."""
    drag(lab, "P of e", 0.37)
    lab.get_by_role("radio", name="nats").check(force=True)
    lab.get_by_label("Lock P").check()
    lab.get_by_role("button", name="Jensen").click()
    expect(lab).to_have_url(re.compile("show=js"))
    query = {name: texts[0] for name, texts in parse_qs(urlsplit(lab.url).query, keep_blank_values=True).items()}
    state = PmfBarsState.from_query(query, PmfBarsState())
    assert (state.p, state.q, state.unit, state.lock, state.show) == (
        values(lab, "p"),
        values(lab, "q"),
        "nats",
        True,
        ["js"],
    )
    again = visit()
    again.goto(lab.url)
    expect(again.locator(".pmf-bars[data-alive]")).to_be_visible()
    assert values(again, "p") == values(lab, "p")
    assert quantity(again, "js") == quantity(lab, "js")


def test_a_link_is_copied(lab):
    """The link leads to the lab page in the present state."""
    lab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    drag(lab, "Q of e", 0.6)
    hold(lab)
    lab.get_by_role("button", name="Copy link").click()
    expect(lab.get_by_role("button", name="Link copied")).to_be_visible()
    link = lab.evaluate("navigator.clipboard.readText()")
    assert urlsplit(link).path == LAB
    assert parse_qs(urlsplit(link).query)["q"] == ["0.6,0.4"]


def test_controls_can_be_left_out(page, server):
    """What the address hides is not there, and the rest works."""
    opened(
        page, server, hide="lock,swap,unit,presets,paste,history,reverse,js,contributions,table,link,numbers,outcomes"
    )
    expect(page.locator(".pmf-bars button, .pmf-bars select")).to_have_count(0)
    drag(page, "Q of e", 0.5)
    assert quantity(page, "kl") == 0


def test_the_server_confirms_with_the_kernel(page, server):
    """The page shows what Python computes: the confirmed numbers differ from the page's by rounding alone."""
    warnings = []
    page.on("console", lambda message: warnings.append(message.text) if message.type == "warning" else None)
    opened(page, server, **eight())
    drag(page, "Q of a", 0.33)
    page.wait_for_timeout(1000)
    state = PmfBarsState.from_query(
        {
            "p": ",".join(map(repr, values(page, "p"))),
            "q": ",".join(map(repr, values(page, "q"))),
            "labels": "a,b,c,d,e,f,g,h",
        },
        PmfBarsState(),
    )
    for name, confirmed in state.results().items():
        assert quantity(page, name) == pytest.approx(confirmed, rel=1e-12)
    assert not [text for text in warnings if "kernel" in text]


def test_the_kernel_has_the_last_word(page, server):
    """Where the server's numbers differ by more than rounding, they are shown, and the page notes it once."""

    def between(socket):
        upstream = socket.connect_to_server()

        def heard(text):
            told = json.loads(text)
            socket.send(json.dumps({**told, "results": dict.fromkeys(told["results"], 1.5)}))

        upstream.on_message(heard)

    page.route_web_socket("**/wire*", between)
    warnings = []
    page.on("console", lambda message: warnings.append(message.text) if message.type == "warning" else None)
    lab = opened(page, server)
    drag(lab, "Q of e", 0.6)
    expect(lab.locator("[data-quantity=kl]").first).to_have_text("1.500\u00a0bits")
    drag(lab, "Q of e", 0.7)
    expect(lab.locator("[data-quantity=kl]").first).to_have_text("1.500\u00a0bits")
    assert len([text for text in warnings if "differ from the kernel's" in text]) == 1


def test_a_locked_start_knows_its_gap(page, server):
    """A figure that starts locked counts from its first gap, and reads the same before and after it comes alive."""
    opened(page, server, lock="1")
    expect(page.locator("[data-role=remark]")).to_have_text(
        "Smallest gap so far 0.737\u00a0bits. Can you get the total below H(P)?"
    )
    assert "Smallest gap so far" in page.request.get(page.url).text()


def test_the_page_hears_numbers_highlights_and_states(lab):
    """Numbers come with every paint, the state when a gesture ends, and hovering lights up both ways."""
    drag(lab, "Q of e", 0.6)
    states = heard(lab, "wd:state")
    assert [detail["query"]["q"] for detail in states] == ["0.6,0.4"]
    last = heard(lab, "wd:quantities")[-1]
    assert last["unit"] == "bits"
    assert last["values"]["kl"] == quantity(lab, "kl")
    lab.locator(".band-name").first.hover()
    assert heard(lab, "wd:highlight")[-1] == {"widget": last["widget"], "quantity": "kl"}
    lab.evaluate(
        """(widget) => document.dispatchEvent(
          new CustomEvent('wd:highlight', { detail: { widget, quantity: 'entropy' } }))""",
        last["widget"],
    )
    expect(lab.locator(".measure-entropy")).to_have_class("measure measure-entropy lit")


def test_the_hint_goes_after_the_first_drag(lab):
    """The hint stands at a handle until something was dragged, and does not come back."""
    expect(lab.locator(".hint")).to_have_count(1)
    drag(lab, "P of e", 0.6)
    expect(lab.locator(".hint")).to_have_count(0)
    lab.reload()
    expect(lab.locator(".pmf-bars[data-alive]")).to_be_visible()
    expect(lab.locator(".hint")).to_have_count(0)


def test_a_finger_drags_a_bar_and_the_page_stays(phone, server):
    """On a phone a finger in the column moves the bar, and the page does not scroll."""
    opened(phone, server)
    x, y = grip_point(phone, "Q of e", 0.9)
    end = grip_point(phone, "Q of e", 0.3)[1]
    swipe(phone, *[(x, y + (end - y) * part / 8) for part in range(9)])
    assert value(phone, "Q of e") == pytest.approx(0.3, abs=0.011)
    assert phone.evaluate("scrollY") == 0


def test_a_finger_beside_the_bars_scrolls_the_page(phone, server):
    """Next to the columns the page scrolls as ever, and no bar moves."""
    opened(phone, server)
    box = phone.locator(".measure-entropy").bounding_box()
    swipe(phone, *[(box["x"] + 100, box["y"] - 20 * step) for step in range(8)])
    phone.wait_for_function("() => scrollY > 50")
    assert values(phone, "q") == [0.9, 0.1]


def test_a_sideways_stroke_scrolls_the_strip(phone, server):
    """Eight outcomes keep columns of 44 px on a phone: sideways the strip scrolls, upwards the bar moves."""
    opened(phone, server, **eight())
    assert min(box.bounding_box()["width"] for box in phone.locator(".column").all()) >= 44
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    x, y = grip_point(phone, "Q of b", 0.3)
    swipe(phone, *[(x - 15 * step, y) for step in range(9)])
    phone.wait_for_function("() => document.querySelector('.strip').scrollLeft > 40")
    assert values(phone, "q") == [0.125] * 8
    phone.reload()
    expect(phone.locator(".pmf-bars[data-alive]")).to_be_visible()
    x, y = grip_point(phone, "Q of b", 0.125)
    swipe(phone, *[(x, y - 10 * step) for step in range(9)])
    assert value(phone, "Q of b") > 0.3


def lesson_guess(page, server):
    page.add_init_script(RECORD)
    page.goto(f"{server.url}/lessons/wrong-dictionary")
    figure = page.locator("figure.widget-pmf_bars:has([data-role=ask])").first
    expect(figure.locator(".pmf-bars[data-alive]")).to_be_visible()
    figure.scroll_into_view_if_needed()
    return figure


def test_a_prediction_comes_before_the_result(page, server):
    """The bars show nothing until the guess is placed and committed; then the truth stands beside it, in words too."""
    figure = lesson_guess(page, server)
    number = figure.locator("[data-quantity=cross-entropy]")
    expect(number).to_have_text("?")
    assert not any(
        "cross-entropy" in detail["values"] or "kl" in detail["values"]
        for detail in heard(page, "wd:quantities")
        if detail["widget"] == figure.get_attribute("data-widget")
    )
    commit = figure.get_by_role("button", name="Commit")
    expect(commit).to_be_disabled()
    figure.get_by_role("slider", name="Q of a", exact=True).press("ArrowUp")
    expect(figure.locator("[data-role=message]")).to_contain_text("Commit your prediction first")
    ghost = figure.get_by_role("slider", name="Your guess for H(P, Q)")
    box, track = ghost.bounding_box(), figure.locator(".measure-cross-entropy .track").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] / 4, box["y"] + 10, steps=4)
    page.mouse.up()
    expect(commit).to_be_enabled()
    ghost.press("ArrowRight")
    field = figure.get_by_role("textbox", name="Your guess for H(P, Q), typed")
    field.fill("1.5")
    field.press("Enter")
    expect(ghost).to_have_attribute("aria-valuenow", "1.5")
    commit.click()
    truth = PmfBarsState.from_options({"p": [0.5, 0.25, 0.25], "q": [0.25, 0.25, 0.5]}).results()["cross-entropy"]
    assert truth == 1.75
    expect(number).to_have_text("1.750\u00a0bits")
    expect(figure.locator("[data-role=ask]")).to_have_text(
        "You said 1.500\u00a0bits; H(P, Q) is 1.750\u00a0bits: 0.250\u00a0bits more than you thought."
    )
    made = heard(page, "wd:prediction")
    assert [(one["guess"], one["truth"], one["quantity"], one["unit"]) for one in made] == [
        (1.5, 1.75, "cross-entropy", "bits")
    ]
    expect(figure.locator(".guess-name")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.reload()
    expect(figure.locator(".pmf-bars[data-alive]")).to_be_visible()
    expect(figure.locator("[data-role=ask]")).to_contain_text("You said 1.500")
    expect(number).to_have_text("1.750\u00a0bits")
    expect(figure.get_by_role("button", name="Commit")).to_have_count(0)


def test_without_scripts_the_figure_is_whole(visit, server, watch):
    """Before any script the bars, the numbers and the names are there, in the very places where they will live."""
    watch.offline_expected = True  # fonts are refused
    boxes = []
    for scripts in (False, True):
        page = visit(viewport={"width": 1280, "height": 800}, java_script_enabled=scripts)
        page.route("**/fonts/*", lambda route: route.abort())  # one that comes late is not used, and moves things
        page.goto(server.url + LAB)
        if scripts:
            expect(page.locator(".pmf-bars[data-alive]")).to_be_visible()
        expect(page.locator("[data-quantity=kl]").first).to_have_text("0.737\u00a0bits")
        boxes.append(
            [
                page.locator(part).first.bounding_box()
                for part in ("figure.widget", ".column", ".track", ".band-name", ".axis", ".remark", ".panels-row")
            ]
        )
    assert json.dumps(boxes[0]) == json.dumps(boxes[1])


def test_what_was_understood_is_shown_before_it_is_taken(lab):
    """The preview names what was dropped and scaled; the figure is as it was until a button takes it."""
    lab.get_by_role("button", name="Paste your own").click()
    lab.locator("[data-role=pasted]").fill('letter,count\ne,"3,000"\nt,"1,000"\nTotal,"4,000"')
    shown = lab.locator("[data-role=understood]")
    assert shown.locator("tbody tr").all_inner_texts() == ["e\t3,000\t0.75", "t\t1,000\t0.25"]
    expect(shown).to_contain_text("Left out: the line “Total”, 4,000.")
    expect(shown).to_contain_text("Counts: each is divided by their sum, 4000.")
    expect(lab.locator("[data-role=paste-status]")).to_contain_text("Understood: 2 outcomes: e 0.75, t 0.25.")
    assert values(lab, "p") == [0.5, 0.5]
    lab.get_by_role("button", name="Use as P", exact=True).click()
    assert values(lab, "p") == pytest.approx([0.75, 0.25])


def test_two_readings_are_asked_about_by_keyboard(lab):
    """A question is answered with the arrows; before that nothing is taken, and the focus goes to the question."""
    lab.get_by_role("button", name="Paste your own").click()
    lab.locator("[data-role=pasted]").fill("e\t1,000\nt\t1")
    expect(lab.locator("[data-role=paste-status]")).to_have_text("“1,000”: is that 1000 or 1.000?")
    question = lab.get_by_role("group", name="“1,000”: is that 1000 or 1.000?")
    lab.get_by_role("button", name="Use as P", exact=True).click()
    expect(lab.locator("[data-role=paste-problem]")).to_contain_text("choose one first")
    expect(question.get_by_role("radio").first).to_be_focused()
    lab.keyboard.press("Space")
    expect(lab.locator("[data-role=understood]")).to_contain_text("0.999")
    lab.keyboard.press("ArrowDown")
    expect(question.get_by_role("radio").nth(1)).to_be_focused()
    expect(lab.locator("[data-role=understood] tbody tr").first).to_contain_text("0.50")
    lab.get_by_role("button", name="Use as P", exact=True).press("Enter")
    assert values(lab, "p") == [0.5, 0.5]


def test_two_columns_are_taken_at_once(lab):
    """Where both are there, one button takes P and Q."""
    lab.get_by_role("button", name="Paste your own").click()
    lab.locator("[data-role=pasted]").fill("{'e': [0.25, 0.5], 't': [0.75, 0.5]}")
    expect(lab.get_by_role("button", name="Use as Q", exact=True)).to_be_hidden()
    lab.get_by_role("button", name="Use as P and Q").click()
    assert (values(lab, "p"), values(lab, "q")) == ([0.25, 0.75], [0.5, 0.5])


LOWER_AND_UNDO = """async () => {
  const column = document.querySelector(".column.p");
  for (let step = 0; step < 14; step++) column.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown" }));
  column.dispatchEvent(new KeyboardEvent("keyup", { key: "ArrowDown" }));
  await new Promise((resolve) => setTimeout(resolve, 150));
  document.querySelector("[data-control=undo]").click();
}"""


def test_undo_within_the_glide_comes_back(visit, server):
    """Where things move, Undo pressed while the axis still travels leads back to a round one."""
    page = visit(viewport={"width": 1280, "height": 800}, reduced_motion="no-preference")
    page.goto(f"{server.url}/lab/pmf_bars")
    expect(page.locator(".pmf-bars[data-alive]")).to_be_visible()
    page.evaluate(LOWER_AND_UNDO)
    expect(page.get_by_role("button", name="Undo", exact=True)).to_have_attribute("aria-disabled", "true")
    assert values(page, "p") == [0.5, 0.5]

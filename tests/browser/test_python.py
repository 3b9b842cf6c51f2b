"""Show the Python, in a real browser: it follows the figure, is copied whole, and computes what one sees."""

import contextlib
import io

import pytest
from browser.clocks import hold
from browser.rules import broken_rules
from playwright.sync_api import Page, expect

from app.pages.kinds import KINDS

ADDRESSES = {  # long lists and long words, where lines are longest
    "surprise": "?p=0.1,0.2,0.3,0.15,0.05,0.05,0.05,0.1",
    "pmf_bars": "?p=0.3333333333333333,0.3333333333333333,0.33333333333333337&q=0.123456789,0.7,0.176543211",
}


def opened(page: Page, server, kind) -> Page:
    page.goto(f"{server.url}/lab/{kind}{ADDRESSES.get(kind, '')}")
    expect(page.locator("figure.widget[data-alive=true]")).to_be_visible()
    summary = page.locator(".python > summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".python pre").first).to_be_visible()
    return page


def shown(page, library="SciPy") -> str:
    return page.get_by_role("group", name=f"The same in {library}").locator("code").text_content()


def computed(code) -> dict:
    names = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(code, names)  # noqa: S102 - the lines that we show
    return names


def computes_what_is_seen(page, kind):
    """Whether the lines, executed, give the numbers that stand in the figure beside them."""
    names = computed(shown(page))
    seen = {
        quantity: page.locator(f"[data-quantity={quantity}]").first.get_attribute("data-value")
        for quantity in KINDS[kind].python_results
        if page.locator(f"[data-quantity={quantity}]").count()
    }
    assert seen
    return all(
        abs(float(names[KINDS[kind].python_results[name]]) - float(value)) <= 1e-8 * max(1, abs(float(value)))
        for name, value in seen.items()
    )


MOVES = {
    "surprise": lambda page: page.get_by_role("slider").first.press("ArrowUp"),
    "pmf_bars": lambda page: page.get_by_role("slider").nth(1).press("ArrowUp"),
    "telegram": lambda page: page.locator("[data-control=step]").click(),
    "gaussian_fit": lambda page: page.get_by_role("slider").first.press("ArrowRight"),
    "letter_guess": lambda page: page.locator("[data-letter=b]").click(),
    "tangent": lambda page: page.get_by_role("slider").first.press("ArrowUp"),
}


@pytest.mark.parametrize("kind", MOVES)
def test_the_lines_follow_the_figure(page: Page, server, kind):
    """Whatever is changed in the figure, the open lines hold the new state, and compute what is seen."""
    opened(page, server, kind)
    before = shown(page)
    assert computes_what_is_seen(page, kind)
    MOVES[kind](page)
    page.wait_for_function("before => document.querySelector('.python code').textContent !== before", arg=before)
    assert computes_what_is_seen(page, kind)
    assert shown(page, "PyTorch").split("\n\n")[0] == shown(page).split("\n\n")[0]


def test_the_lines_follow_while_one_drags(page: Page, server):
    """The numbers in the lines move with the pointer, before it is let go."""
    opened(page, server, "surprise")
    box = page.get_by_role("slider").first.locator(".plot").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.9)
    page.mouse.down()
    texts = set()
    for part in (0.7, 0.5, 0.3):
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * part, steps=3)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        texts.add(shown(page))
        assert computes_what_is_seen(page, "surprise")
    page.mouse.up()
    assert len(texts) == 3


def test_copy_takes_the_whole_program_by_keyboard(page: Page, server):
    """Tab leads from the summary to Copy; Enter puts the very lines on the clipboard, and the button says so."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, server, "pmf_bars")
    hold(page)
    for library in ("SciPy", "PyTorch"):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.python a')"):  # to what the libraries print
            page.keyboard.press("Tab")
        copy = page.locator(".python button:focus")
        expect(copy).to_have_text("Copy")
        page.keyboard.press("Enter")
        expect(copy).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == shown(page, library)
        page.keyboard.press("Tab")  # the lines themselves, which scroll
        assert page.evaluate("document.activeElement.matches('.python pre')")
    page.clock.run_for(2500)
    expect(page.locator(".python button").first).to_have_text("Copy")
    page.locator(".python > summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".python pre").first).to_be_hidden()


def test_where_nothing_may_be_copied_the_lines_are_marked(page: Page, server):
    """A page without a clipboard marks the lines, so that the reader's own keys copy them."""
    opened(page, server, "surprise")
    hold(page)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')); }")
    page.locator(".python button").first.click()
    expect(page.locator(".python button").first).to_contain_text("Marked")
    assert page.evaluate("getSelection().toString()").strip().startswith("p = [")


@pytest.mark.parametrize("kind", ["pmf_bars", "gaussian_fit", "letter_guess", "descent"])
def test_long_lines_scroll_by_themselves(visit, server, kind):
    """On a phone the lines scroll in their own box, the page never sideways, and Copy is as large as a finger."""
    page = opened(visit(viewport={"width": 360, "height": 740}, has_touch=True, reduced_motion="reduce"), server, kind)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    widths = page.locator(".python pre").evaluate_all("all => all.map(e => [e.scrollWidth, e.clientWidth])")
    assert all(whole > seen for whole, seen in widths)
    for button in page.locator(".python button, .python > summary").all():
        assert button.bounding_box()["height"] >= 44
    page.locator(".python pre").first.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.python pre').scrollLeft > 0")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_lines(page: Page, server, scheme):
    """The open panel breaks no accessibility rule that axe knows."""
    page.emulate_media(color_scheme=scheme)
    opened(page, server, "pmf_bars")
    assert broken_rules(page) == []


def test_without_scripts_the_lines_open_and_are_right(visit, server):
    """A browser that runs no scripts shows the lines of the first state; what only scripts do is not offered."""
    page = visit(java_script_enabled=False)
    page.goto(f"{server.url}/lab/pmf_bars?p=0.25,0.75&q=0.5,0.5")
    page.locator(".python > summary").click()
    expect(page.locator(".python pre").first).to_be_visible()
    assert shown(page).startswith("p = [0.25, 0.75]\nq = [0.5, 0.5]\n")
    assert computes_what_is_seen(page, "pmf_bars")
    expect(page.locator(".python button").first).to_be_hidden()


@pytest.mark.parametrize("look", ["?hide=python", "?view=projector"])
def test_the_lines_can_be_left_out(page: Page, server, look):
    """An address can leave the lines out, and a projector never has them."""
    page.goto(f"{server.url}/lab/pmf_bars{look}")
    expect(page.locator("figure.widget[data-alive=true]")).to_be_visible()
    expect(page.locator(".python")).to_have_count(0)

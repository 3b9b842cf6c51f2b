"""A short tour of every page and every kind of gesture, in the engines that are not Chromium, by the same measures."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import pytest
from browser.engines.engine import DOWN, DOWN_KEY, ENTER, LEFT, RIGHT, TAB, UP, UP_KEY, Engine, move, pointer
from browser.engines.firefox import Firefox, firefox_path
from browser.engines.webkit import WebKit, webkit_path
from browser.pages import PAGES
from PIL import Image

from app.checks import present
from app.pages.kinds import KINDS
from tests.shipped import ALL_CHECKS

if TYPE_CHECKING:
    from tests.served import Served

ENGINES = {"firefox": (Firefox, firefox_path), "webkit": (WebKit, webkit_path)}
ALIVE = """() => [...document.querySelectorAll("figure.widget")].every((figure) => figure.dataset.alive === "true")
  && document.documentElement.classList.contains("alive")"""
FOREIGN = """() => performance.getEntriesByType("resource").map((entry) => entry.name)
  .filter((name) => !/^(data:|blob:|about:)/.test(name) && new URL(name).host !== location.host)"""
# The address is of the state that is seen once a hand has let go.
NUMBERS = """() => !document.querySelector("figure.widget .dragging") && {
  query: location.search.slice(1),
  numbers: [...document.querySelectorAll("figure.widget [data-quantity]")]
    .map((each) => [each.dataset.quantity, each.dataset.value]),
}"""
# Firefox says so of a formula that is laid out while the rest of it is still on its way.
HALF_ARRIVED = "Invalid markup: Incorrect number of children"
NOT_WHOLE = """() => Object.entries({ 2: "mfrac, mroot, msub, msup, munder, mover", 3: "msubsup, munderover" })
  .flatMap(([count, tags]) => [...document.querySelectorAll(tags)].filter((each) => each.children.length !== +count))
  .map((each) => each.outerHTML)"""
SLIDER = (
    'figure.widget [role="slider"]:not([aria-disabled="true"]), '
    'figure.widget :is(.dial input[type="range"], input.place)'
)
VALUE = """(selector) => { const slider = document.querySelector(selector);
  return slider.getAttribute("aria-valuetext") ?? slider.value; }"""
MOVABLE = [kind for kind in KINDS if kind != "letter_guess"]  # its keys are letters


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """One browser of each engine for all of the tour."""
    make, path = ENGINES[request.param]
    if path() is None:
        pytest.skip(f"{request.param} is not on this machine; make browser says how to bring it")
    browser = make()
    browser.resize(1280, 800)
    yield browser
    browser.close()


def lab(engine: Engine, server: Served, kind: str) -> None:
    engine.open(f"{server.url}/lab/{kind}")
    engine.wait(ALIVE)


def expect_the_kernels_numbers(engine: Engine, kind: str) -> None:
    """Every number of the figure is the kernel's for the state in the address."""
    widget = KINDS[kind]
    now = engine.wait(NUMBERS)
    results = widget.State.from_query(dict(parse_qsl(now["query"])), widget.State()).results()
    shown = [(name, value) for name, value in now["numbers"] if value]
    assert shown
    for name, value in shown:
        if name in results:
            assert float(value) == pytest.approx(results[name], rel=1e-9, abs=1e-12), name


@pytest.mark.parametrize("path", PAGES)
def test_a_page_lives_and_asks_nobody_else(engine: Engine, server: Served, path: str) -> None:
    """Each page comes to life without an error, is no wider than a laptop, and asks no other host."""
    complaints: list[str] = getattr(engine, "complaints", [])
    engine.open("about:blank")  # the page before may complain until it is gone
    complaints.clear()
    engine.open(server.url + path)
    engine.wait(ALIVE)
    assert engine.run(FOREIGN) == []
    assert engine.run(NOT_WHOLE) == []
    assert engine.run("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert [each for each in complaints if not each.startswith(HALF_ARRIVED)] == []


@pytest.mark.parametrize("kind", MOVABLE)
def test_a_handle_follows_mouse_and_keys(engine: Engine, server: Served, kind: str) -> None:
    """A drag changes the figure, its end is heard by the address, a key moves on, Undo comes back."""
    lab(engine, server, kind)
    before = engine.run(VALUE, SLIDER)
    upright = engine.run("(selector) => document.querySelector(selector).ariaOrientation === 'vertical'", SLIDER)
    place = grip(engine)
    for far in (60, -60):
        if engine.run(VALUE, SLIDER) == before:
            engine.drag(place, (0, -far) if upright else (far, 0))
    engine.wait("(selector, before) => (" + VALUE + ")(selector) !== before", SLIDER, before)
    engine.wait("() => location.search !== ''")
    expect_the_kernels_numbers(engine, kind)
    engine.run("(selector) => document.querySelector(selector).focus()", SLIDER)
    now = engine.run(VALUE, SLIDER)
    engine.press(UP_KEY if upright else RIGHT)
    if engine.run(VALUE, SLIDER) == now:  # it stood at its end
        engine.press(DOWN_KEY if upright else LEFT)
    engine.wait("(selector, before) => (" + VALUE + ")(selector) !== before", SLIDER, now)
    expect_the_kernels_numbers(engine, kind)


@pytest.mark.parametrize("kind", ["pmf_bars", "tangent"])
def test_a_finger_drags_a_grip_and_scrolls_beside_it(engine: Engine, server: Served, kind: str) -> None:
    """A finger on the grip moves the figure."""
    lab(engine, server, kind)
    before = engine.run(VALUE, SLIDER)
    upright = engine.run("(selector) => document.querySelector(selector).ariaOrientation === 'vertical'", SLIDER)
    engine.drag(grip(engine), (0, 50) if upright else (50, 0), kind="touch")
    engine.wait("(selector, before) => (" + VALUE + ")(selector) !== before", SLIDER, before)
    expect_the_kernels_numbers(engine, kind)


def test_two_fingers_throw_nothing(engine: Engine, server: Served) -> None:
    """A second finger on another handle takes over; the first one's gesture is kept, and both can be undone."""
    lab(engine, server, "pmf_bars")
    complaints: list[str] = getattr(engine, "complaints", [])
    complaints.clear()
    handles = [f'.outcome:nth-of-type({n}) [data-side="q"]' for n in (1, 2)]
    (x, y), (u, v) = (grip(engine, f"{handle} .grip") for handle in handles)
    first = [move(x, y), DOWN, move(x, y + 30, 50), move(x, y + 40, 50), move(x, y + 40, 200), UP]
    second = [move(u, v), move(u, v, 100), DOWN, move(u, v - 40, 100), UP, move(u, v - 40)]
    engine.act([pointer("touch", first, "one"), pointer("touch", second, "two")])
    assert complaints == []
    expect_the_kernels_numbers(engine, "pmf_bars")


def test_undo_keeps_the_focus(engine: Engine, server: Served) -> None:
    """When there is nothing more to undo, the focus stays on Undo."""
    lab(engine, server, "pmf_bars")
    engine.drag(grip(engine), (0, 40))
    engine.wait("() => document.querySelector('[data-control=undo]').ariaDisabled === 'false'")
    engine.run(
        "() => { const undo = document.querySelector('[data-control=undo]'); undo.focus(); undo.click(); return 1; }"
    )
    engine.wait("() => document.querySelector('[data-control=undo]').ariaDisabled === 'true'")
    assert engine.run("() => document.activeElement.dataset.control") == "undo"
    engine.press(TAB)
    assert engine.run("() => document.activeElement !== document.body")


def test_an_answer_is_marked(engine: Engine, server: Served) -> None:
    """A typed answer gets its verdict in the page."""
    engine.open(f"{server.url}/lessons/surprise-and-entropy")
    engine.wait(ALIVE)
    field = '.check input[name="answer"][type="text"]'
    engine.run("(field) => document.querySelector(field).focus()", field)
    engine.press(*"99.5", ENTER)
    engine.wait("(field) => document.querySelector(field).closest('.check').querySelector('.verdict') !== null", field)


LESSON, CHECK = "wrong-dictionary", "the-gap"
WAITS = "Kept, marked when you are back"
SAYS = "(selector, text) => document.querySelector(selector)?.textContent.includes(text)"
THERE = "(selector) => document.querySelector(selector) !== null"


def answer(engine: Engine) -> str:
    """Type the right answer to a question and press Enter; return what was typed."""
    solution = str(present(ALL_CHECKS[LESSON][CHECK]).solution)
    field = f'#check-{CHECK} input[type="text"]'
    engine.run(
        "(field) => { const area = document.querySelector(field); area.focus(); area.select(); return 1; }", field
    )
    engine.press(*solution, ENTER)
    return solution


def recorded(server: Served) -> list[str]:
    """What the record of a server for one test holds, in the order of arrival."""
    rows = "SELECT json_extract(body, '$.answer_text') FROM events WHERE kind = 'answer_given' ORDER BY seq"
    with sqlite3.connect(server.data / "progress.sqlite3") as record:
        return [text for (text,) in record.execute(rows)]


def test_an_answer_waits_for_the_server(engine: Engine, own_server: Served) -> None:
    """While the server is away an answer is kept and the page says so; when it is back the answer is marked, once."""
    engine.open(f"{own_server.url}/lessons/{LESSON}")
    engine.wait(ALIVE)
    own_server.kill()
    typed = answer(engine)
    engine.wait(SAYS, f"#check-{CHECK} .check-status", WAITS)
    engine.wait(SAYS, "#connection", "Waiting for connection")
    own_server.start()
    engine.wait(THERE, f"#check-{CHECK} .verdict-right")
    assert recorded(own_server) == [typed]


def test_the_course_is_read_and_answered_without_a_network(engine: Engine, own_server: Served) -> None:
    """After one visit of the course page a lesson opens without a server; an answer outlives a reload and is marked."""
    engine.open(own_server.url)
    engine.wait(SAYS, "#offline", "The course is kept in this browser")
    engine.open(f"{own_server.url}/lessons/{LESSON}")
    own_server.kill()
    typed = ""
    for _ in ("opened", "loaded anew"):
        engine.open(f"{own_server.url}/lessons/{LESSON}")
        engine.wait(THERE, "html[data-kept-copy]")
        engine.wait(ALIVE)
        typed = typed or answer(engine)
        engine.wait(SAYS, f"#check-{CHECK} .check-status", WAITS)
    assert engine.run("(field) => document.querySelector(field).value", f'#check-{CHECK} input[type="text"]') == typed
    own_server.start()
    engine.wait(THERE, f"#check-{CHECK} .verdict-right")
    assert recorded(own_server) == [typed]


def test_a_low_bar_has_an_edge(engine: Engine, server: Served) -> None:
    """Of a bar of two pixels one sees a line, not the dots that its hatch has there."""
    lab(engine, server, "distillation")
    left, top, width, height = engine.run(
        """() => { const bar = document.querySelectorAll(".pair .bar-q")[1];
          const { left, top, width, height } = bar.getBoundingClientRect();
          return [left, top, width, height].map(Math.round); }"""
    )
    assert 0 < height <= 3
    picture = Image.open(io.BytesIO(engine.screenshot())).convert("RGB")
    rows = [{picture.getpixel((x, y)) for x in range(left + 2, left + width - 2)} for y in (top - 1, top, top + 1)]
    blue = [row for row in rows if len(row) == 1 and next(iter(row))[2] > next(iter(row))[0] + 60]
    assert blue


def test_folded_answers_are_printed(engine: Engine, server: Served) -> None:
    """While a lesson is printed, what is folded away in it is open, and folded again afterwards."""
    if not isinstance(engine, Firefox):
        pytest.skip("WebKit's driver prints nothing")
    engine.open(f"{server.url}/lessons/wrong-dictionary")
    engine.wait(ALIVE)
    folded = "document.querySelectorAll('.prose details.why:not([open])').length"
    count = engine.run(f"() => {folded}")
    assert count > 0
    engine.run(f"() => {{ addEventListener('beforeprint', () => {{ window.left = {folded}; }}); return 1; }}")
    assert engine.print().startswith(b"%PDF")
    assert engine.run("() => window.left ?? -1") == 0
    engine.wait(f"(count) => {folded} === count", count)


def test_an_example_looks_like_something_to_choose(engine: Engine, server: Served) -> None:
    """A choice has a line under its words that is no underline, which Firefox would not draw."""
    lab(engine, server, "pmf_bars")
    line = engine.run("() => getComputedStyle(document.querySelector('[data-control=presets]')).backgroundImage")
    assert "gradient" in line


def test_choices_stand_beside_their_name(engine: Engine, server: Served) -> None:
    """The name of some choices is on the line of the first of them, as a legend in WebKit would not be."""
    lab(engine, server, "slide_apart")
    tops = engine.run(
        """() => [".choice-name", ".choice label"].map((each) => {
          const { top, height } = document.querySelector(each).getBoundingClientRect(); return top + height / 2; })"""
    )
    assert abs(tops[0] - tops[1]) < 6


def grip(engine: Engine, selector: str = SLIDER) -> Any:
    """Return where a handle is taken: its grip if it shows one, else its middle."""
    own = engine.run("(selector) => document.querySelector(selector).querySelector('.grip') !== null", selector)
    first = ", ".join(f"{each} .grip" for each in selector.split(", ")) if own else selector
    return engine.centre(first)

"""The playground: a learner changes a lesson's program and runs it in the page, cut off from everything."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
import urllib.request
from typing import TYPE_CHECKING

import pytest
from browser.learner import all_alive
from browser.rules import broken_rules
from playwright.sync_api import Locator, Page, expect

from tests.shipped import COURSE

if TYPE_CHECKING:
    from conftest import Watch

    from tests.served import Served

PLAYGROUNDS = [(lesson.id, one) for lesson in COURSE.lessons for one in lesson.playgrounds.values()]
RUN, STOP = "Control+Enter", "Escape"

#: What a learner of this course may write; CPython says what each must print.
PROGRAMS = {
    "rounding": """
        for value in (0.4645, 2.675, 0.125, 1e22, -0.0, 0.5, 1.5, 2.5, 1 / 3, 123456.789):
            print(f"{value:.3f} {value:+.1f} {value:.2%} {value:,.2f} {value:>12.4f}|", round(value, 2), value)
    """,
    "formats": """
        from math import e, inf, log, log2, pi
        name, width = "entropy", 12
        print(f"{name!r:>{width}} {pi:.10f} {e:e} {-inf} {7:03d} {255:#x} {0.1 + 0.2} {1e-300 * 1e-300}")
        print(f"{log2(0.1)=}", log(2), log2(8), [log2(k) for k in range(1, 12)])
        print("{:<8}|{:^8}|{:>8}".format("a", "b", "c"), "%.4f %5d %s" % (pi, 42, [1, "x"]))
    """,
    "language": """
        from collections import Counter
        from functools import reduce
        from itertools import accumulate, product
        words = Counter("the cat sat on the mat the end".split())
        print(words.most_common(2), {k: v / sum(words.values()) for k, v in sorted(words.items())})
        def halves(p):
            while p > 0.1:
                yield p
                p /= 2
        print(list(halves(1)), reduce(lambda a, b: a * b, [1, 2, 3, 4]), list(accumulate([0.1] * 4)))
        print(["".join(w) for w in product("01", repeat=2)], sum(x * x for x in range(10)), *zip("ab", (1, 2)))
        class Coin:
            def __init__(self, p): self.p = p
            def __repr__(self): return f"Coin({self.p})"
            def __eq__(self, other): return self.p == other.p
        print(Coin(0.9), Coin(1) == Coin(1), max([Coin(0.2), Coin(0.7)], key=lambda coin: coin.p))
        try:
            print(1 / 0)
        except ZeroDivisionError as error:
            print("caught:", error)
        first, *rest = "KL(P ‖ Q)"
        print(first, rest[-1], "∞" * 3, 10**30, 7 // -2, -7 % 3, 0.1 + 0.2 == 0.3, True and [] or "empty")
    """,
}


def asked_by(page: Page) -> list[str]:
    """Collect what is asked for from now on, but for what every page asks in its time: fonts, is the server alive."""
    asked: list[str] = []
    page.on("request", lambda each: None if re.search("/healthz|/fonts/wd-", each.url) else asked.append(each.url))
    return asked


def opened(page: Page, server: Served, lesson: str = "wrong-dictionary") -> Locator:
    """Open a lesson's playground, and wait until Python has started."""
    page.goto(f"{server.url}/lessons/{lesson}")
    all_alive(page)
    section = page.locator(".playground").first
    section.get_by_role("button", name="Open the playground").click()
    expect(section.locator(".playground-status")).to_have_text("Python is ready.")
    return section


def ran(section: Locator, code: str, status: str = "Done.") -> Locator:
    """Put a program in, run it from the keyboard, wait for its end; return what it printed."""
    section.get_by_role("textbox", name="The program").fill(code)
    section.get_by_role("textbox", name="The program").press(RUN)
    expect(section.locator(".playground-status")).to_have_text(status)
    return section.locator(".playground-prints")


@pytest.mark.parametrize(("lesson", "playground"), PLAYGROUNDS, ids=lambda one: getattr(one, "id", one))
def test_a_lessons_program_prints_the_lessons_numbers(page: Page, server: Served, lesson, playground) -> None:
    """Run unchanged, each program prints in the page what the page said that it prints."""
    section = opened(page, server, lesson)
    page.wait_for_load_state("networkidle")
    asked = asked_by(page)
    section.get_by_role("button", name="Run").click()
    expect(section.locator(".playground-status")).to_have_text("Done.")
    assert section.locator("samp").text_content() == playground.prints
    assert asked == []


def test_nothing_of_it_is_fetched_before_it_is_opened(page: Page, server: Served) -> None:
    """A reader who does not open it loads no line of it."""
    asked = asked_by(page)
    page.goto(server.url + "/lessons/wrong-dictionary")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/playground/" in url]


def test_python_is_python(page: Page, server: Served) -> None:
    """What a learner of this course may write prints, to the last digit, what CPython prints."""
    section = opened(page, server)
    for name, program in PROGRAMS.items():
        code = textwrap.dedent(program)
        done = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, check=True)
        ran(section, code)
        assert section.locator("samp").text_content() == done.stdout.decode(), name


def test_an_error_shows_its_line(page: Page, server: Served) -> None:
    """The message is Python's; the line is named, marked, and can be gone to."""
    section = opened(page, server)
    prints = ran(section, "p = 0.5\nprint(p)\nprint(q)\n", "It stopped at an error.")
    expect(prints).to_contain_text("0.5")
    expect(prints.locator(".playground-error")).to_have_text("Line 3: NameError: name 'q' is not defined")
    expect(section.locator(".playground-mark")).to_be_visible()
    prints.get_by_role("button", name="Go to line 3").click()
    area = section.get_by_role("textbox", name="The program")
    expect(area).to_be_focused()
    assert area.evaluate("(area) => area.value.slice(area.selectionStart, area.selectionEnd)") == "print(q)"
    broken = ran(section, "def half(p)\n    return p / 2\n", "It stopped at an error.")
    expect(broken.locator(".playground-error")).to_have_text("Line 1: SyntaxError: expected ':'")


def test_an_endless_loop_can_be_stopped_without_the_network(page: Page, server: Served, watch: Watch) -> None:
    """The page stays alive meanwhile; button and Escape end the loop, and the next program runs, all of it offline."""
    section = opened(page, server)
    watch.offline_expected = True
    page.context.set_offline(offline=True)
    area = section.get_by_role("textbox", name="The program")
    for end in (lambda: section.get_by_role("button", name="Stop").click(), lambda: area.press(STOP)):
        area.fill("while True:\n    pass\n")
        area.press(RUN)
        expect(section.locator(".playground-status")).to_have_text(re.compile("^(Running …|Still running.*)$"))
        assert page.evaluate("new Promise((done) => requestAnimationFrame(() => done(1 + 1)))") == 2
        end()
        expect(section.locator(".playground-prints")).to_contain_text("Stopped.")
        expect(section.locator(".playground-status")).to_have_text("Python is ready.")
        expect(ran(section, "print(2 + 2)").locator("samp")).to_have_text("4\n")


@pytest.mark.parametrize(
    ("code", "amount"),
    [
        ("while True:\n    print('more')", "400 lines"),
        ("while True:\n    print('x' * 5000, end='')", "20000 characters"),
    ],
)
def test_output_is_bounded(page: Page, server: Served, code: str, amount: str) -> None:
    """A program that prints without end is stopped, and told why."""
    section = opened(page, server)
    prints = ran(section, code, "Python is ready.")
    expect(prints).to_contain_text(f"Stopped: it printed more than {amount}.")
    assert len(prints.inner_text()) < 21_000


@pytest.mark.parametrize(
    "code",
    [
        "from browser import window, ajax",
        "import javascript",
        "from urllib.request import urlopen",
        "import socket",
        "import nothing_of_that_name",
    ],
)
def test_there_is_no_way_out_by_a_module(page: Page, server: Served, code: str) -> None:
    """What reaches the page, the server or the disk is not there, and the message says what is."""
    section = opened(page, server)
    page.wait_for_load_state("networkidle")
    asked = asked_by(page)
    prints = ran(section, code, "It stopped at an error.")
    expect(prints).to_contain_text("ModuleNotFoundError")
    expect(prints).to_contain_text("The playground has math, random")
    assert asked == []


def test_there_is_no_way_out_by_the_browser(page: Page, server: Served) -> None:
    """What workers fetch, import, connect and store with is gone from this one, besides what its policy refuses."""
    opened(page, server)
    ways_out = """fetch XMLHttpRequest WebSocket EventSource WebTransport importScripts Worker SharedWorker
        BroadcastChannel MessageChannel indexedDB caches postMessage close FileReader navigator.storage"""
    left = "(names) => names.filter((name) => name.split('.').reduce((at, key) => at?.[key], globalThis) !== undefined)"
    assert page.workers[0].evaluate(left, ways_out.split()) == []


def test_the_keyboard_does_all_of_it(page: Page, server: Served) -> None:
    """Tab indents, Shift+Tab takes back, Enter keeps the indent, Escape and Tab leave; a program is typed and run."""
    section = opened(page, server)
    area = section.get_by_role("textbox", name="The program")
    area.fill("")
    area.press_sequentially("for k in range(3):\nprint(k)")
    assert area.input_value() == "for k in range(3):\n    print(k)"
    area.press("Shift+Tab")
    assert area.input_value() == "for k in range(3):\nprint(k)"
    area.press("Home")
    area.press("Tab")
    area.press(RUN)
    expect(section.locator("samp")).to_have_text("0\n1\n2\n")
    area.press("Escape")
    area.press("Tab")
    expect(section.get_by_role("button", name="Run")).to_be_focused()


@pytest.fixture
def coloured(server: Served) -> None:
    """Skip where what colours programs could not be put together."""
    with urllib.request.urlopen(f"{server.url}/lessons/wrong-dictionary") as page:  # noqa: S310 - our own server
        if b"data-colours" not in page.read():
            pytest.skip("programs have one colour here: run `make bundle` where npm's packages can be had")


COLOURS = "**/lib/colours.js*"
CONTRAST = """() => {
  const light = (colour) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const ground = light(getComputedStyle(document.querySelector(".playground-editor")).backgroundColor);
  return [...document.querySelectorAll(".playground-colours span")].map((each) => {
    const ink = light(getComputedStyle(each).color);
    return [each.className, Math.max(ink, ground) / Math.min(ink, ground)];
  });
}"""
PLACES = """() => [".playground textarea", ".playground-colours"].map((name) => document.querySelector(name)).map(
  (each) => { const { lineHeight, fontSize, fontFamily } = getComputedStyle(each);
    return [each.scrollLeft, each.scrollHeight, lineHeight, fontSize, fontFamily]; })"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_program_is_coloured_as_it_is_typed(page: Page, server: Served, coloured: None, scheme: str) -> None:
    """The colours stand behind the letters of the area, scroll with them, can be read, and no ear hears them."""
    page.emulate_media(color_scheme=scheme)
    section = opened(page, server)
    area, colours = section.get_by_role("textbox", name="The program"), section.locator(".playground-colours")
    expect(colours.locator(".code-keyword", has_text="def")).to_have_count(1)
    area.fill(f"for k in range(3):  # three\n    print('{'long ' * 60}', k)\n")
    assert colours.text_content() == f"{area.input_value()}\n"
    drawn = colours.locator("span").evaluate_all("all => all.map((each) => [each.className, each.textContent])")
    assert [each for each in drawn if each[0] != "code-string"] == [
        ["code-keyword", "for"],
        ["code-keyword", "in"],
        ["code-number", "3"],
        ["code-comment", "# three"],
    ]
    assert all(contrast >= 4.5 for _, contrast in page.evaluate(CONTRAST))
    area.press("Control+Home")
    area.press("ArrowDown")
    area.press("End")
    page.wait_for_function(f"() => ({PLACES})()[1][0] > 100")
    (left, *area_set), (colours_left, *colours_set) = page.evaluate(PLACES)
    assert (left, area_set) == (colours_left, colours_set)
    assert colours.get_attribute("aria-hidden") == "true"


def test_without_its_colours_it_is_an_editor(page: Page, server: Served, coloured: None, watch: Watch) -> None:
    """Where they cannot be fetched the letters are the area's own, in ink."""
    watch.offline_expected = True
    page.route(COLOURS, lambda route: route.abort())
    section = opened(page, server)
    expect(ran(section, "print(6 * 7)").locator("samp")).to_have_text("42\n")
    expect(section.locator(".playground-colours")).to_be_hidden()
    area = section.get_by_role("textbox", name="The program")
    assert area.evaluate("area => getComputedStyle(area).color === getComputedStyle(document.body).color")


def test_what_ends_a_block_takes_a_step_back(page: Page, server: Served) -> None:
    """Behind `return` and its kin a new line begins where the block did."""
    area = opened(page, server).get_by_role("textbox", name="The program")
    area.fill("")
    area.press_sequentially("def two():\nreturn 2\nprint(two())")
    assert area.input_value() == "def two():\n    return 2\nprint(two())"


def test_a_reload_loses_nothing_and_reset_brings_the_first_program_back(page: Page, server: Served) -> None:
    """The changed program is kept in this browser; Reset restores the lesson's, and can itself be undone."""
    section = opened(page, server)
    area = section.get_by_role("textbox", name="The program")
    first = area.input_value()
    area.fill("print('mine')")
    page.reload()
    page.get_by_role("button", name="Open the playground").click()
    expect(area).to_have_value("print('mine')")
    section.get_by_role("button", name="Reset").click()
    expect(area).to_have_value(first)
    area.press("Control+z")
    expect(area).to_have_value("print('mine')")


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_an_opened_playground_fits_and_is_accessible(page: Page, server: Served, width: int, scheme: str) -> None:
    """With a long line, an error and its output it is no wider than a phone, and axe finds nothing."""
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme=scheme)
    section = opened(page, server)
    ran(section, "print('long ' * 60)\nundefined + " + "1 + " * 60 + "1", "It stopped at an error.")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert broken_rules(page, ".playground") == []


def test_without_the_connection_it_says_so_and_opens_later(page: Page, server: Served, watch: Watch) -> None:
    """Opened for the first time while the network is gone, it keeps the program readable and works when it is back."""
    page.goto(server.url + "/lessons/wrong-dictionary")
    all_alive(page)
    watch.offline_expected = True
    page.context.set_offline(offline=True)
    section = page.locator(".playground").first
    section.get_by_role("button", name="Open the playground").click()
    expect(section).to_contain_text("connection")
    shown = section.locator(".playground-code").or_(section.get_by_role("textbox", name="The program"))
    assert "def kl(p, q):" in shown.evaluate("element => element.value ?? element.textContent")
    page.context.set_offline(offline=False)
    section.get_by_role("button").first.click()
    area = section.get_by_role("textbox", name="The program")
    expect(area).to_be_visible()
    area.press(RUN)
    expect(section.locator(".playground-status")).to_have_text("Done.")


def test_a_link_carries_a_changed_program(page: Page, server: Served) -> None:
    """Whoever opens the link sees the program, unrun; their own stays kept, and a mangled link does no harm."""
    section = opened(page, server)
    ours = "print('Größe', 2 ** 0.5 > 1)  # ∞"
    page.evaluate("() => { navigator.clipboard.writeText = async (text) => { window.copied = text; }; }")
    section.get_by_role("textbox", name="The program").fill(ours)
    section.get_by_role("button", name="Copy link").click()
    expect(section.locator(".playground-status")).to_contain_text("Copied")
    link = page.evaluate("() => window.copied")
    section.get_by_role("textbox", name="The program").fill("print('mine')")
    other = page.context.new_page()
    other.goto(link)
    text = other.get_by_role("textbox", name="The program")
    expect(text).to_have_value(ours)
    expect(other.locator(".playground-status")).to_have_text("Python is ready.")
    assert "Größe" not in str(other.locator(".playground-prints").first.text_content())
    text.press(RUN)
    expect(other.locator(".playground-prints").first).to_contain_text("Größe True")
    other.goto("about:blank")
    other.goto(link.partition("#")[0])
    other.get_by_role("button", name="Open the playground").click()
    expect(other.get_by_role("textbox", name="The program")).to_have_value("print('mine')")
    other.goto("about:blank")
    other.goto(link[:-3] + "~")
    expect(other.get_by_role("textbox", name="The program")).to_have_value("print('mine')")

"""The browser reads every number as Python does."""

import json
import math
import random
from pathlib import Path

import pytest

from app.figure.typed_number import TypedNumber, read_typed_number

ROOT = Path(__file__).resolve().parents[2]
PAGE = '<!doctype html><script type="importmap">{"imports": {"wd/": "/js/"}}</script>'
READ = """async (texts) => {
  const { readNumber, readTypedNumber, whyNoNumber } = await import("/js/figure/typed_number.js");
  return JSON.parse(texts).map((text) => {
    const typed = readTypedNumber(text);
    if (whyNoNumber(text) && !Number.isNaN(readNumber(text))) throw new Error(`two minds about ${text}`);
    return "reason" in typed
      ? [typed.reason, typed.repair, typed.undefined] : [String(typed.value), typed.unit, typed.decimals, typed.noun];
  });
}"""
LEAVES = (
    "1.737",
    "1,737",
    ".5",
    ",5",
    "1.",
    "0",
    "73 %",
    "7,5%",
    "50 percent",
    "½",
    "1½",
    "2.3e-4",
    "1e308",
    "1e400",
    "1e-400",
    "10",
    "5e-324",
    "∞",
    "inf",
    "-infinity",
    "e",
    "π",
    "pi",
    "٣٫٥",
    "１２",
    "1 737",
    "1'737",
    "1,234,567",
    "000.10",
    "0x10",
    "1_0",
    "",
)
SIGNS = (
    "+",
    "-",
    "−",
    "*",
    "·",
    "×",
    " x ",
    "/",
    "÷",
    "^",
    "**",
    " in ",
    " of ",
    " out of ",
    ":",
    "=",
    " ≈ ",
    ",",
    ".",
    " ",
    "²",
    "⁻³",
    "%",
)
BEFORE = (
    "",
    "",
    "-",
    "−",
    "(",
    "((",
    "√",
    "sqrt ",
    "ln ",
    "ln",
    "log2",
    "log₂",
    "log_10(",
    "log ",
    "exp(",
    "H = ",
    "about ",
    "≈",
    "~",
    "\u200b",
    '"',
    "$",
    "+",
    "KL(P||Q) = ",
    "ca. ",
    "is ",
    "{",
)
AFTER = (
    "",
    "",
    ")",
    "))",
    "%",
    " bits",
    "nats",
    " bit a letter",
    " nats/token",
    " Sh",
    " tokens",
    " per letter",
    " bytes",
    ".",
    "!",
    "\u00a0",
    " (nats)",
    " choices",
    "\n",
    "}",
    " or 2",
    "²",
    "⁻¹",
    "\ufeff",
    " ± 1",
    " > 1",
)


def corpus():
    """Texts as people type them, put together at random, and some as nobody does."""
    chance = random.Random(5)
    pick = chance.choice
    texts = ["".join((pick(BEFORE), leaf, after)) for leaf in LEAVES for after in AFTER]
    for _ in range(12000):
        parts = [pick(BEFORE) + pick(LEAVES) + pick(AFTER) for _ in range(chance.randint(1, 4))]
        texts.append(pick(SIGNS).join(parts))
    texts += [calculation(chance, chance.randint(1, 4)) + pick(("", " bits", " nats a letter")) for _ in range(4000)]
    texts += ["".join(pick("0123456789.,e+-*/^() %√") for _ in range(chance.randint(1, 14))) for _ in range(6000)]
    texts += [repr(chance.uniform(-3, 3)) for _ in range(500)] + [
        repr(10 ** chance.uniform(-320, 308)) for _ in range(500)
    ]
    texts += [
        "".join(chr(chance.choice((chance.randrange(32, 0x3000), chance.randrange(48, 58)))) for _ in range(6))
        for _ in range(2000)
    ]
    texts += [
        "undefined",
        "1/0",
        "not defined",
        "(" * 40 + "1",
        "-" * 40 + "1",
        "9" * 161,
        "𝟏.𝟓",
        "9" * 400,
        "2^" * 60 + "1",
    ]
    return texts


def calculation(chance, depth):
    """Return a calculation that can be worked out, now and then by dividing by zero or past every range."""
    if depth == 0:
        return chance.choice((f"{chance.uniform(0, 3):.3f}", f"{chance.randint(0, 40)}", "1,5", "30 %", "e", "7e-2"))
    a, b = calculation(chance, depth - 1), calculation(chance, depth - 1)
    shapes = (f"{a} + {b}", f"({a} − {b})", f"{a} · ({b})", f"{a}/({b})", f"({a})^({b})", f"√({a})", f"-log2({a})")
    return chance.choice((*shapes, f"ln({a}) * {b}", f"exp({a})", f"({a}) log₂ ({b})"))


def ours(text):
    """Return a reading in the form in which the browser gives it."""
    typed = read_typed_number(text)
    if isinstance(typed, TypedNumber):
        return [typed.value, typed.unit, typed.decimals, typed.noun]
    return [typed.reason, typed.repair, typed.undefined]


def alike(here, there):
    """Whether two readings are the same; what is worked out may differ by the rounding of two libraries."""
    if len(here) == 4 == len(there):
        value = float(there[0].replace("Infinity", "inf"))
        exact = here[2] is not None
        near = here[0] == value or (not exact and math.isclose(here[0], value, rel_tol=1e-13, abs_tol=1e-300))
        return near and here[1:] == there[1:]
    return here == there


@pytest.mark.browser
def test_the_twin_reads_the_same(chromium):
    """Some 24,000 texts have the same value, unit and decimals in both, or the same words of refusal."""
    texts = corpus()
    page = chromium.new_page()

    def answer(route, request):
        path = "/" + request.url.split("/", 3)[3]
        if path == "/":
            return route.fulfill(content_type="text/html", body=PAGE)
        body = (ROOT / "static" / path.removeprefix("/")).read_text(encoding="utf-8")
        return route.fulfill(content_type="text/javascript", body=body)

    page.route("**/*", answer)
    page.goto("http://localhost:9/")
    found = page.evaluate(READ, json.dumps(texts))
    page.close()
    wrong = [
        (text, ours(text), there) for text, there in zip(texts, found, strict=True) if not alike(ours(text), there)
    ]
    assert not wrong, (len(wrong), wrong[:8])
    # The comparison is one of readings, not of refusals alone.
    assert sum(len(there) == 4 for there in found) > 7000

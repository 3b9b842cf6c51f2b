"""The browser writes every number as Python does."""

import base64
import json
import math
import random
import struct
from pathlib import Path

import pytest

from app.ui.format import format_number, format_percent, format_plain

SOURCE = Path(__file__).resolve().parents[2] / "static" / "js" / "figure" / "format.js"


def values():
    """Numbers of every size: ties, neighbours of round numbers, extremes, and bits at random."""
    chance = random.Random(737)
    special = [
        0.0,
        -0.0,
        0.5,
        0.0005,
        0.00049999,
        0.0625,
        0.125,
        2.5,
        1.0,
        -1.0,
        999999.4,
        999999.5,
        1e6,
        1e21,
        5e-324,
        1.7976931348623157e308,
    ]
    ties = [k / 2**e for k in range(1, 60, 7) for e in range(1, 12)]
    near = [math.nextafter(k / 1000 + 0.0005, side) for k in range(20) for side in (-1, 2)]
    drawn = [chance.uniform(-3, 3) for _ in range(2000)] + [10 ** chance.uniform(-12, 9) for _ in range(1000)]
    bits = [struct.unpack("d", struct.pack("Q", chance.getrandbits(64)))[0] for _ in range(2000)]
    return [x for x in special + ties + near + drawn + bits if math.isfinite(x)] + [math.inf, -math.inf]


@pytest.mark.browser
def test_the_twin_writes_the_same_digits(chromium):
    """Several thousand numbers, with every number of decimals and both units, are written alike."""
    cases = [
        (x, unit, digits)
        for i, x in enumerate(values())
        for digits in (i % 7, 3)
        for unit in (None, "bits", "nats")[i % 3 : i % 3 + 1]
    ]
    expected = [
        [
            format_number(*case),
            format_plain(case[0], case[2]),
            format_percent(case[0], case[2] % 3) if abs(case[0]) < 1e300 else "",
        ]
        for case in cases
    ]
    module = "data:text/javascript;base64," + base64.b64encode(SOURCE.read_bytes()).decode()
    page = chromium.new_page()
    found = page.evaluate(
        """async ([module, cases]) => {
            const { formatNumber, formatPlain, formatPercent } = await import(module);
            return JSON.parse(cases).map(([text, unit, digits]) => {
              const x = Number(text);
              const percent = Math.abs(x) < 1e300 ? formatPercent(x, digits % 3) : "";
              return [formatNumber(x, unit, digits), formatPlain(x, digits), percent];
            });
        }""",
        [
            module,
            json.dumps(
                [
                    ("Infinity" if x == math.inf else "-Infinity" if x == -math.inf else repr(x), unit, digits)
                    for x, unit, digits in cases
                ]
            ),
        ],
    )
    page.close()
    wrong = [(case, ours, theirs) for case, ours, theirs in zip(cases, expected, found, strict=True) if ours != theirs]
    assert not wrong, wrong[:5]


@pytest.mark.browser
def test_the_twin_refuses_what_is_no_number(chromium):
    """NaN and more decimals than a double has are refused in the browser too."""
    page = chromium.new_page()
    module = "data:text/javascript;base64," + base64.b64encode(SOURCE.read_bytes()).decode()
    for call in ("NaN", "1, null, 16"):
        refused = f"import('{module}').then((m) => m.formatNumber({call})).catch((error) => error.name)"
        assert page.evaluate(refused) == "RangeError"
    page.close()

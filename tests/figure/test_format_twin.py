"""The browser writes every number as Python does."""

import math
import random
import struct

import pytest

from app.figure.format import format_number, format_percent, format_plain
from tests.javascript.node import Refused


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


def test_the_twin_writes_the_same_digits(node):
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
    found = node.ask(
        """({ formatNumber, formatPlain, formatPercent }, cases) => cases.map(([x, unit, digits]) => {
            const percent = Math.abs(x) < 1e300 ? formatPercent(x, digits % 3) : "";
            return [formatNumber(x, unit, digits), formatPlain(x, digits), percent];
        })""",
        "wd/figure/format.js",
        argument=cases,
    )
    wrong = [(case, ours, theirs) for case, ours, theirs in zip(cases, expected, found, strict=True) if ours != theirs]
    assert not wrong, wrong[:5]


def test_the_twin_refuses_what_is_no_number(node):
    """NaN and more decimals than a double has are refused in the browser too."""
    for call in ("NaN", "1, null, 16"):
        with pytest.raises(Refused, match="RangeError"):
            node.ask(f"(format) => format.formatNumber({call})", "wd/figure/format.js")

"""The browser takes the same axes as the first paint, so that nothing moves when the figure comes alive."""

import base64
import random
from pathlib import Path

import pytest

from app.widgets.pmf_bars import scale

SOURCE = Path(scale.__file__).with_name("scale.js")


@pytest.mark.browser
def test_the_twin_takes_the_same_axes(chromium):
    """Costs, probabilities, terms, guesses and ticks: a thousand drawn cases give the same lengths in both."""
    chance = random.Random(5)
    costs = [(chance.uniform(0, 5), [chance.choice([10 ** chance.uniform(-2, 3), None])]) for _ in range(300)]
    bars = [[chance.random() ** 3 for _ in range(chance.choice([4, 16, 18, 54]))] for _ in range(300)]
    terms = [[chance.uniform(-1, 1) * 10 ** chance.uniform(-3, 1) for _ in range(5)] for _ in range(300)]
    guesses = [(count, unit) for count in range(2, 28) for unit in ("bits", "nats")]
    infinite = float("inf")
    expected = [
        [
            scale.cost_scale(entropy, [infinite if total is None else total for total in totals])
            for entropy, totals in costs
        ],
        [scale.probability_scale(values) for values in bars],
        [list(scale.term_scale(values)) for values in terms],
        [scale.guessing_scale(*case) for case in guesses],
        [scale.ticks(step) for step in scale.STEPS],
    ]
    page = chromium.new_page()
    found = page.evaluate(
        """async ([module, costs, bars, terms, guesses, steps]) => {
            const s = await import(module);
            return [
              costs.map(([entropy, totals]) => s.costScale(s.costRoom(entropy, totals.map((t) => t ?? Infinity)))),
              bars.map((values) => s.probabilityScale(values)),
              terms.map((values) => s.termScale(values)),
              guesses.map((one) => s.guessingScale(...one)),
              steps.map((step) => s.ticks(step)),
            ];
        }""",
        [
            "data:text/javascript;base64," + base64.b64encode(SOURCE.read_bytes()).decode(),
            *(costs, bars, terms, guesses, list(scale.STEPS)),
        ],
    )
    page.close()
    assert found == expected

"""The browser takes the same axes as the first paint, so that nothing moves when the figure comes alive."""

import random

from app.widgets.pmf_bars import scale


def test_the_twin_takes_the_same_axes(node):
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
    found = node.ask(
        """(s, [costs, bars, terms, guesses, steps]) => {
            return [
              costs.map(([entropy, totals]) => s.costScale(s.costRoom(entropy, totals.map((t) => t ?? Infinity)))),
              bars.map((values) => s.probabilityScale(values)),
              terms.map((values) => s.termScale(values)),
              guesses.map((one) => s.guessingScale(...one)),
              steps.map((step) => s.ticks(step)),
            ];
        }""",
        "/widgets/pmf_bars/scale.js",
        argument=[costs, bars, terms, guesses, list(scale.STEPS)],
    )
    assert found == expected

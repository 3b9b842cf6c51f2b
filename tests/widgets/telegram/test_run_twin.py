"""What the page counts while the letters run is what Python counts."""

import json

import pytest
from widgets.any_states import any_states

from app.widgets.telegram.view import Telegram

COUNTED = ("letters", "bits-p", "bits-q", "average-p", "average-q")
GAPS = ("bits-gap", "gap")


def test_the_twin_counts_the_same_bits(node):
    """Bits and averages of any telegram agree to the last digit but one, and exist for the same ones."""
    states = list(any_states("telegram", 80))
    cases = [
        [Telegram().answer(state, {"tape": {}})["tape"], state.labels, int(state.results()["letters"])]
        for state in states
    ]
    found = node.ask(
        """(r, cases) => cases.map(([tape, labels, sent]) => {
            const numbers = new r.Run(tape, labels).numbers(sent);
            return Object.entries(numbers).map(([name, value]) => [name, String(value)]);
        })""",
        "/widgets/telegram/run.js",
        argument=json.loads(json.dumps(cases)),
    )
    for state, numbers in zip(states, found, strict=True):
        results = state.results()
        mine = {name: float(value) for name, value in numbers}
        assert mine.keys() == {name for name in (*COUNTED, *GAPS) if name in results}
        for name, value in mine.items():
            most = min(results["bits-q"], 1e7) if name in GAPS else 0.0  # what a gap is the difference of
            assert value == pytest.approx(results[name], rel=4e-16, abs=4e-16 * most), (name, state.to_query())

"""The browser lays the figure out as the server does."""

import random

from app.widgets.surprise import frame
from app.widgets.surprise.state import SurpriseState


def drawn_states(count):
    chance = random.Random(11)
    for _ in range(count):
        n = chance.randint(2, 8)
        weights = [chance.choice([0, 1, chance.random(), chance.random() ** 8]) for _ in range(n)]
        weights[chance.randrange(n)] += 0.1
        state = SurpriseState.from_options({"p": [weight / sum(weights) for weight in weights]})
        state.show = ["codewords"] if chance.random() < 0.5 else []
        yield state


def test_the_twin_follows_the_same_rules(node):
    """Height of the axis, places of the names and the remark of four hundred drawn states are the same in both."""
    cases, expected = [], []
    for state in drawn_states(400):
        height = frame.axis_height(frame.needed_height(state))
        surprises = state.surprises()
        cases.append(
            {
                "labels": state.labels,
                "p": state.p,
                "surprises": [None if s == float("inf") else s for s in surprises],
                "lengths": [None if s == float("inf") else s for s in state.code_lengths()],
                "codewords": bool(state.show),
                "ceiling": state.results()["ceiling"],
            }
        )
        expected.append([height, frame.tag_sides(state.p, surprises, height), frame.remark(state)])
    found = node.ask(
        """(f, cases) => {
            const whole = (list) => list.map((value) => value ?? Infinity);
            return cases.map(({labels, p, surprises, lengths, codewords, ceiling}) => {
              const numbers = {results: {ceiling}, surprises: whole(surprises), lengths: whole(lengths)};
              const height = f.axisHeight(f.neededHeight(numbers, codewords, 1));
              return [height, p.map((_, i) => f.tagSide(i, p, numbers.surprises, height)), f.remark({labels, p})];
            });
        }""",
        "/widgets/surprise/frame.js",
        argument=cases,
    )
    assert found == expected

"""Drawn states of the widgets that read their fields by hand: zeros, equal shares and extremes come often."""

import math
import random
from collections.abc import Mapping

from app.widgets.gaussian_fit.state import GaussianFitState
from app.widgets.letter_guess.state import GIVEN, LENGTH
from app.widgets.telegram.state import CODES, largest_block

FIT = GaussianFitState.fields()
MEAN, SD = ((FIT[name].low, FIT[name].high) for name in ("means", "sds"))
MU, SIGMA = (FIT[name].bounds for name in ("mu", "sigma"))


def shares(count, chance, least=0.0):
    """Draw a distribution; a third of its numbers are 0 (or the least), 1 or very small before they are divided."""
    weights = [
        max(chance.choice([0, 1, chance.random(), chance.random(), chance.random() ** 6]), least) for _ in range(count)
    ]
    weights[chance.randrange(count)] += 0.1
    return [weight / math.fsum(weights) for weight in weights]


def labels(count):
    return [chr(ord("a") + place) for place in range(count)]


def surprise(chance):
    count = chance.randint(2, 8)
    return {"labels": labels(count), "p": shares(count, chance), "unit": chance.choice(["bits", "nats"])}


def pmf_bars(chance):
    fields = surprise(chance)
    return fields | {"q": shares(len(fields["p"]), chance)}


def telegram(chance):
    count = chance.choice([2, 3, 4, 8, 27])
    size = chance.randint(2, min(5, largest_block(count)))
    drawn = {"p": shares(count, chance), "q": shares(count, chance), "code": chance.choice(CODES), "block": size}
    return drawn | {
        "labels": labels(count),
        "length": 200,
        "seed": chance.randrange(1000),
        "sent": chance.randrange(200),
    }


def gaussian_fit(chance):
    weights = shares(chance.randint(1, 4), chance, least=0.1)
    wide = chance.random() < 0.5
    return {
        "weights": weights,
        "means": [chance.uniform(*MEAN) if wide else chance.uniform(-2, 2) for _ in weights],
        "sds": [chance.choice([*SD, chance.uniform(*SD), 1.0]) for _ in weights],
        "mu": chance.uniform(*MU) if wide else chance.uniform(-2, 2),
        "sigma": SIGMA[0] * (SIGMA[1] / SIGMA[0]) ** chance.random() if wide else chance.uniform(0.3, 4),
        "fixed": chance.random() < 0.3,
        "unit": chance.choice(["bits", "nats"]),
    }


def letter_guess(chance):
    known = chance.randint(GIVEN, LENGTH)
    return {"known": known, "tries": [chance.randint(1, 27) for _ in range(chance.randint(0, known - GIVEN))]}


DRAW: Mapping[str, object] = {
    each.__name__: each for each in (surprise, pmf_bars, telegram, gaussian_fit, letter_guess)
}


def older_states(widget, count, seed=7):
    """Return the widget's first state and drawn ones."""
    chance = random.Random(seed)
    found = [widget.State()]
    while len(found) < count:
        state = widget.State()
        state.update(state.as_dict() | DRAW[widget.kind](chance))
        found.append(state)
    return found

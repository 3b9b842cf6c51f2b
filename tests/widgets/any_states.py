"""Whatever valid state can be made, of every widget: bounds, zeros, the smallest doubles, odd names and long texts.

`drawn_states` and `older_states` draw what a learner may come upon; here the corners of what a state allows come often.
"""

import math
import random

import param

from app.pages.kinds import KINDS
from app.ui.declared import Distribution, Letters, Numbers
from app.widgets.gaussian_fit.state import GaussianFitState
from app.widgets.letter_guess.passage import ALPHABET, passage
from app.widgets.letter_guess.state import GIVEN, LENGTH
from app.widgets.pmf_bars.state import PmfBarsState
from app.widgets.surprise.state import SurpriseState
from app.widgets.telegram.letters import MOST_LETTERS
from app.widgets.telegram.state import CODES, SPEEDS, largest_block

FIT = GaussianFitState.fields()
MEAN, SD = ((FIT[name].low, FIT[name].high) for name in ("means", "sds"))
MU, SIGMA, ALPHA = (FIT[name].bounds for name in ("mu", "sigma", "alpha"))

TINY = (5e-324, 1e-310, 2.2250738585072014e-308, 1e-300, 1e-200, 1e-100, 1e-30, 1e-17, 1e-12, 1e-6)
ODD_NAMES = ("<b>", "a,b", "50%", "a&b=c", '"', "é", "‖", "𝔭", "a b", "x" * 24, "+", "#1", "0.5", "e\u0301")


def some(choices, chance):
    return [each for each in choices if chance.random() < 0.4]


def between(low, high, chance):
    """Draw a number: a bound, a round one, an even one, or one near the low bound by ratio."""
    kind = chance.random()
    if kind < 0.25:
        return chance.choice([low, high])
    if kind < 0.4:
        return min(high, max(low, round(chance.uniform(low, high), 1)))
    if kind < 0.6 and low > 0:
        return min(high, max(low, low * (high / low) ** chance.random()))
    if kind < 0.7 and low <= 0 <= high:
        return min(high, chance.choice(TINY))
    return chance.uniform(low, high)


def shares(count, chance):
    """Draw a distribution whose entries are often 0, equal, certain or as small as a double can be."""
    kind = chance.random()
    if kind < 0.1:
        return [1.0 if place == 0 else 0.0 for place in range(count)]
    if kind < 0.2:
        return [1.0 / count] * count
    weights = [
        chance.choice([0.0, 1.0, chance.random(), chance.random() ** 6, chance.choice(TINY)]) for _ in range(count)
    ]
    weights[chance.randrange(count)] += chance.choice([0.1, 1.0, 1e6])
    total = math.fsum(weights)
    return [weight / total for weight in weights]


def names(count, chance):
    if chance.random() < 0.3:
        return chance.sample([*ODD_NAMES, *"abcdefghijklm"], count)
    return list("abcdefghijklmnopqrstuvwxyz␣"[:count])


def surprise(chance):
    count = chance.randint(2, SurpriseState.told()["labels"]["most"])
    common = {"labels": names(count, chance), "p": shares(count, chance), "unit": chance.choice(["bits", "nats"])}
    return common | {"show": some(SurpriseState.told()["show"]["words"], chance)}


def pmf_bars(chance):
    count = chance.randint(2, PmfBarsState.told()["labels"]["most"])
    pair = {"p": shares(count, chance), "q": shares(count, chance), "labels": names(count, chance)}
    looks = {
        "unit": chance.choice(["bits", "nats"]),
        "lock": chance.random() < 0.3,
        "show": some(PmfBarsState.told()["show"]["words"], chance),
    }
    return pair | looks


def telegram(chance):
    count = chance.choice([2, 3, 4, 8, 16, 27])
    size = largest_block(count)
    labels = names(count, chance) if count <= 8 else list("abcdefghijklmnopqrstuvwxyz␣"[:count])
    length = chance.choice([1, 2, 200, MOST_LETTERS])
    fields = {"labels": labels, "p": shares(count, chance), "q": shares(count, chance), "code": chance.choice(CODES)}
    fields |= {"block": chance.choice([2, size, chance.randint(2, size)]), "seed": chance.choice([0, 12, 999_999_999])}
    fields |= {"length": length, "sent": chance.choice([None, 0, chance.randint(0, length)])}
    if all(len(label) == 1 for label in labels) and chance.random() < 0.3:
        text = "".join(chance.choice(labels) for _ in range(chance.choice([1, 40, MOST_LETTERS])))
        fields |= {"source": "message", "message": text, "sent": None}
    return fields | {"speed": chance.choice(SPEEDS)}


def gaussian_fit(chance):
    count = chance.randint(1, 4)
    weights = [chance.choice([0.01, 1.0, chance.random()]) for _ in range(count)]
    rest = 1 - 0.01 * count
    weights = [0.01 + rest * weight / math.fsum(weights) for weight in weights]
    near = chance.random() < 0.3
    return {
        "weights": weights,
        "means": [chance.uniform(-1, 1) if near else between(*MEAN, chance) for _ in weights],
        "sds": [between(*SD, chance) for _ in weights],
        "mu": between(*MU, chance),
        "sigma": between(*SIGMA, chance),
        "alpha": between(*ALPHA, chance),
        "fixed": chance.random() < 0.3,
        "unit": chance.choice(["bits", "nats"]),
        "direction": chance.choice(FIT["direction"].objects),
        "show": some(FIT["show"].objects, chance),
    }


def letter_guess(chance):
    known = chance.choice([GIVEN, LENGTH, chance.randint(GIVEN, LENGTH)])
    tries = [chance.randint(1, 27) for _ in range(chance.choice([0, known - GIVEN]))]
    following = passage().text[known : known + 1]
    wrong = [sign for sign in ALPHABET if sign != following] if following else []
    return {
        "known": known,
        "tries": tries,
        "tried": "".join(chance.sample(wrong, min(len(wrong), chance.choice([0, 1, 26])))),
    }


BY_HAND = {each.__name__: each for each in (surprise, pmf_bars, telegram, gaussian_fit, letter_guess)}


QUESTIONS = {
    "telegram": lambda fields: [{"tape": fields}],
    "gaussian_fit": lambda fields: [{"ask": name, "of": fields} for name in ("optima", "landscape", "downhill", "gap")],
}
"""What a browser asks about a state; the answers between the directions cost too much to be asked here."""


def declared(field, chance):  # noqa: PLR0911 - one a kind of field
    """Draw a value that a declaration allows."""
    if isinstance(field, Distribution):
        return shares(len(field.default), chance)
    if isinstance(field, Numbers):
        return [between(field.low, field.high, chance) for _ in field.default]
    if isinstance(field, param.Boolean):
        return chance.random() < 0.5
    if isinstance(field, param.Selector):
        return chance.choice(field.objects)
    if isinstance(field, param.Integer):
        return chance.choice([*field.bounds, chance.randint(*field.bounds)])
    if isinstance(field, param.Number):
        return between(*field.bounds, chance)
    if isinstance(field, Letters):
        return "".join(chance.choice(field.alphabet) for _ in range(chance.choice([0, 1, field.most])))
    if isinstance(field, param.String):
        return chance.choice([field.default, "a", "zz zz " * 50, "Tea & <cake>, 100 %?"])
    raise TypeError(f"no draw is known for {type(field).__name__}")


def any_states(kind, count, seed=11):
    """Yield states of a widget; what its own rules refuse is passed over."""
    widget, chance = KINDS[kind], random.Random(f"{kind} {seed}")
    yield widget.State()
    made = 1
    while made < count:
        state = widget.State()
        draw = BY_HAND.get(kind)
        fields = draw(chance) if draw else {name: declared(each, chance) for name, each in state.fields().items()}
        try:
            state.update(state.as_dict() | fields)
        except ValueError:
            continue
        made += 1
        yield state

"""The small widgets, and states of them that nobody thought of."""

import random

import param

from app.figure.declared import Distribution, Letters, Numbers
from app.figure.drawing import DrawnWidget
from app.pages.kinds import KINDS

DRAWN = [widget for widget in KINDS.values() if isinstance(widget, DrawnWidget)]


def value(declared, chance):  # noqa: PLR0911 - one a kind of field
    """Draw a value that a declaration allows; bounds and zeros come often."""
    if isinstance(declared, Distribution):
        weights = [chance.choice([0, 1, chance.random(), chance.random() ** 6]) for _ in declared.default]
        weights[chance.randrange(len(weights))] += 0.1
        return [weight / sum(weights) for weight in weights]
    if isinstance(declared, Numbers):
        return [number(declared.low, declared.high, chance) for _ in declared.default]
    if isinstance(declared, param.Boolean):
        return chance.random() < 0.5
    if isinstance(declared, param.Selector):
        return chance.choice(declared.objects)
    if isinstance(declared, param.Integer):
        return chance.randint(*declared.bounds)
    if isinstance(declared, param.Number):
        return number(*declared.bounds, chance)
    if isinstance(declared, Letters):
        return "".join(chance.choice(declared.alphabet) for _ in range(chance.randint(0, declared.most)))
    return declared.default


def number(low, high, chance):
    kind = chance.random()
    if kind < 0.15:
        return chance.choice([low, high])
    if kind < 0.3:
        return round(chance.uniform(low, high), 1)
    if kind < 0.5 and low > 0:
        return min(high, low * (high / low) ** chance.random())
    return chance.uniform(low, high)


def states(widget, count, seed=7):
    """Return drawn states of a widget, after those of its examples; what a widget's own rules refuse is passed over."""
    chance = random.Random(seed)
    examples = widget.State.examples()
    found = [widget.State()] + [
        widget.State.from_options({"preset": each.id}) for each in (examples.all if examples else ())
    ]
    while len(found) < count:
        fields = {name: value(declared, chance) for name, declared in widget.State.fields().items()}
        try:
            found.append(widget.State.from_options(fields))
        except ValueError:
            continue
    return found

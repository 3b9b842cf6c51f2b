"""What the figure holds: the outcomes' names, their distribution, and how it is looked at."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

import param

from app.kernel import entropy, surprisal
from app.kernel.codes import expected_length, shannon_lengths
from app.ui.outcomes import (
    field_to_labels,
    field_to_numbers,
    labels_to_field,
    numbers_to_field,
    own_names,
    read_choice,
    read_choices,
    read_labels,
    read_probabilities,
)
from app.ui.widget import StateError, WidgetState
from app.widgets.surprise.options import SurpriseOptions
from app.widgets.surprise.presets import PRESETS

FEWEST: Final = 2
MOST: Final = 8
UNITS: Final = ("bits", "nats")
PANELS: Final = ("codewords", "table")
FIELDS: Final = ("labels", "p", "unit", "show")
PER_BIT: Final[Mapping[str, float]] = {"bits": 1.0, "nats": math.log(2)}


class SurpriseState(WidgetState):
    """A distribution over a few named outcomes, and how the reader looks at it.

    Examples
    --------
    >>> weather = SurpriseState()
    >>> weather.results()["entropy"], weather.surprises()
    (1.75, [1.0, 2.0, 3.0, 3.0])
    >>> weather.to_query()["p"]
    '0.5,0.25,0.125,0.125'
    """

    labels = param.List(
        default=["sun", "cloud", "rain", "snow"], item_type=str, bounds=(FEWEST, MOST), doc="The outcomes, each once."
    )
    p = param.List(
        default=[0.5, 0.25, 0.125, 0.125], item_type=float, bounds=(FEWEST, MOST), doc="One probability for each."
    )
    unit = param.Selector(default="bits", objects=list(UNITS), doc="What information is counted in.")
    show = param.List(default=[], item_type=str, doc=f"What else is seen, of {', '.join(PANELS)}.")

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> SurpriseState:
        """Return the state that a lesson describes: a preset or p and labels, then unit and show."""
        SurpriseOptions.from_mapping(options)
        start = {name: options[name] for name in FIELDS if name in options}
        if "preset" in options:
            start = PRESETS.named(options["preset"]).as_dict() | start
        if "p" in start and "labels" not in start:
            start["labels"] = own_names(len(start["p"]))
        return cls._of(cls().as_dict() | start)

    @classmethod
    def from_query(cls, query: Mapping[str, str], default: WidgetState) -> SurpriseState:
        """Return `default` changed by what a query string says; what it does not name stays."""
        state = default.as_dict()
        if "p" in query:
            state["p"] = field_to_numbers(query["p"], "p")
        state["labels"] = field_to_labels(query, len(state["p"]), state["labels"])
        if "unit" in query:
            state["unit"] = query["unit"]
        if "show" in query:
            state["show"] = [name for name in query["show"].split(",") if name]
        return cls._of(state)

    @classmethod
    def _of(cls, fields: Mapping[str, Any]) -> SurpriseState:
        state = cls()
        state.update(fields)
        return state

    def update(self, message: Mapping[str, Any]) -> None:
        """Take over the state that a browser sent; all of it or, with an error, nothing."""
        missing = [name for name in FIELDS if name not in message]
        if missing:
            raise StateError(f"{missing[0]} is missing; a state has {', '.join(FIELDS)}: give it too.")
        labels = read_labels(message["labels"], FEWEST, MOST)
        self.param.update(
            labels=labels,
            p=read_probabilities(message["p"], "P", labels),
            unit=read_choice(message["unit"], "unit", UNITS),
            show=read_choices(message["show"], "show", PANELS),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the state in the form of a message: plain JSON values, full precision."""
        return {"labels": list(self.labels), "p": list(self.p), "unit": self.unit, "show": list(self.show)}

    def to_query(self) -> dict[str, str]:
        """Return the query string's fields that `from_query` reads back exactly."""
        return {
            "p": numbers_to_field(self.p),
            "labels": labels_to_field(self.labels),
            "unit": self.unit,
            "show": ",".join(self.show),
        }

    def results(self) -> dict[str, float]:
        """Return the kernel's numbers in the state's unit, by the names that the page shows them under.

        `ceiling` is what the entropy of as many outcomes can be at most, log n; `code-length` the average length of
        codewords that are as long as the surprises, rounded up to whole zeros and ones.
        """
        per_bit = PER_BIT[self.unit]
        return {
            "entropy": entropy(self.p, self.unit),
            "ceiling": math.log2(len(self.p)) * per_bit,
            "code-length": expected_length(self.p, shannon_lengths(self.p)) * per_bit,
        }

    def surprises(self) -> list[float]:
        """Return each outcome's surprise, -log P, in the state's unit."""
        return [float(value) for value in surprisal(self.p, self.unit)]

    def code_lengths(self) -> list[float]:
        """Return the length of each outcome's codeword, in zeros and ones; infinite for what never happens."""
        return [float(value) for value in shannon_lengths(self.p)]

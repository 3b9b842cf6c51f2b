"""What the two dictionaries hold: the outcomes' names, P and Q, and how they are looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import param

from app.kernel import cross_entropy, entropy, js_divergence, kl_divergence, kl_terms, surprisal
from app.ui.outcomes import own_names
from app.ui.widget import StateError, WidgetState
from app.widgets.pmf_bars import query
from app.widgets.pmf_bars.checking import FEWEST, MOST, PANELS, UNITS, checked
from app.widgets.pmf_bars.options import PmfBarsOptions
from app.widgets.pmf_bars.presets import PRESETS


class PmfBarsState(WidgetState):
    """A truth P and a model Q over the same named outcomes, and how the reader looks at them.

    Examples
    --------
    >>> telegram = PmfBarsState()
    >>> round(telegram.results()["kl"], 3)
    0.737
    >>> telegram.to_query()["q"]
    '0.9,0.1'
    """

    labels = param.List(default=["e", "t"], item_type=str, bounds=(FEWEST, MOST), doc="The outcomes' names, each once.")
    p = param.List(default=[0.5, 0.5], item_type=float, bounds=(FEWEST, MOST), doc="The truth: one probability each.")
    q = param.List(default=[0.9, 0.1], item_type=float, bounds=(FEWEST, MOST), doc="The model: one probability each.")
    unit = param.Selector(default="bits", objects=list(UNITS), doc="What information is counted in.")
    lock = param.Boolean(default=False, doc="Whether P is kept as it is.")
    show = param.List(default=[], item_type=str, doc=f"The panels that are open, of {', '.join(PANELS)}.")

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> PmfBarsState:
        """Return the state that a lesson describes: a preset or p, q and labels, then unit, lock, show."""
        PmfBarsOptions.from_mapping(options)
        start = {name: options[name] for name in ("labels", "p", "q", "unit", "lock", "show") if name in options}
        if "preset" in options:
            start = PRESETS.named(options["preset"]).as_dict() | start
        if ("p" in start) != ("q" in start):
            given, missing = ("p", "q") if "p" in start else ("q", "p")
            raise StateError(f"{given} is given without {missing}, but a state needs both: give {missing} too.")
        if "p" in start and "labels" not in start:
            start["labels"] = own_names(len(start["p"]))
        return cls._of(cls().as_dict() | start)

    @classmethod
    def from_query(cls, query_fields: Mapping[str, str], default: WidgetState) -> PmfBarsState:
        """Return `default` changed by what a query string says; what it does not name stays."""
        return cls._of(query.read(query_fields, default.as_dict()))

    @classmethod
    def _of(cls, fields: Mapping[str, Any]) -> PmfBarsState:
        state = cls()
        state.update(fields)
        return state

    def update(self, message: Mapping[str, Any]) -> None:
        """Take over the state that a browser sent; all of it or, with an error, nothing."""
        self.param.update(**checked(message))

    def as_dict(self) -> dict[str, Any]:
        """Return the state in the form of a message: plain JSON values, full precision."""
        return {
            "labels": list(self.labels),
            "p": list(self.p),
            "q": list(self.q),
            "unit": self.unit,
            "lock": self.lock,
            "show": list(self.show),
        }

    def to_query(self) -> dict[str, str]:
        """Return the query string's fields that `from_query` reads back exactly."""
        return query.write(self.as_dict())

    def results(self) -> dict[str, float]:
        """Return the kernel's numbers in the state's unit, by the names that the page shows them under."""
        p, q, unit = self.p, self.q, self.unit
        return {
            "entropy": entropy(p, unit),
            "entropy-q": entropy(q, unit),
            "cross-entropy": cross_entropy(p, q, unit),
            "cross-entropy-reverse": cross_entropy(q, p, unit),
            "kl": kl_divergence(p, q, unit),
            "kl-reverse": kl_divergence(q, p, unit),
            "js": js_divergence(p, q, unit),
        }

    def terms(self) -> list[float]:
        """Return each outcome's signed part of KL(P ‖ Q), in the state's unit."""
        return [float(term) for term in kl_terms(self.p, self.q, self.unit)]

    def surprises(self) -> list[float]:
        """Return each outcome's surprise under Q, -log Q, in the state's unit."""
        return [float(value) for value in surprisal(self.q, self.unit)]

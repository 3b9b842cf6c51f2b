"""What the two dictionaries hold: the outcomes' names, P and Q, and how they are looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import param

from app.kernel import Pmf, cross_entropy, entropy, js_divergence, kl_divergence, kl_terms, surprisal
from app.ui.declared import DeclaredState, Example, Guess, Names, Shares, Some
from app.ui.outcomes import pmf_of


class PmfBarsState(DeclaredState):
    """A truth P and a model Q over the same named outcomes, and how the reader looks at them.

    Examples
    --------
    >>> telegram = PmfBarsState()
    >>> round(telegram.results()["kl"], 3)
    0.737
    >>> telegram.to_query()["q"]
    '0.9,0.1'
    """

    kind = "pmf_bars"
    hides = (
        "lock",  # the box that locks P
        "swap",  # the button that swaps P and Q
        "unit",  # bits or nats
        "presets",  # the list of examples
        "history",  # undo, redo, reset
        "contributions",  # the panel with KL term by term
        "reverse",  # the panel with the other direction
        "js",  # the panel with the Jensen-Shannon divergence
        "table",  # the panel with all numbers, where outcomes are named
        "outcomes",  # add, remove and rename, in the table
        "paste",  # paste your own
        "link",  # copy a link to the present state
        "numbers",  # type a probability
    )
    predictable: ClassVar[Mapping[str, Guess]] = {
        "cross-entropy": Guess("the cross-entropy H(P, Q)", "Where will the whole bar end?", 0, 1100),
        "kl": Guess("KL(P ‖ Q)", "How long will the band be?", 0, 1100),
    }

    p = Shares([0.5, 0.5], of="labels", doc="The truth: one probability each.")
    q = Shares([0.9, 0.1], of="labels", doc="The model: one probability each.")
    labels = Names(["e", "t"], fewest=2, most=27, doc="The outcomes' names, each once.")
    unit: param.Selector[str] = param.Selector(
        default="bits", objects=["bits", "nats"], doc="What information is counted in."
    )
    lock = param.Boolean(default=False, doc="Whether P is kept as it is.")
    show = Some("contributions", "reverse", "js", "table", doc="The panels that are open.")

    @classmethod
    def example(cls, entry: Mapping[str, Any]) -> Example:
        """Return an example; it may give letters, each with its weight and its word in a code."""
        given = dict(entry)
        if "letters" in given:
            labels, weights, codes = zip(*given.pop("letters"), strict=True)
            p, q = Pmf.from_weights(weights), Pmf.from_weights([2.0 ** -len(code) for code in codes])
            given |= {"labels": list(labels), "p": p.probabilities.tolist(), "q": q.probabilities.tolist()}
        return super().example(given)

    def results(self) -> dict[str, float]:
        """Return the kernel's numbers in the state's unit, by the names that the page shows them under."""
        p, q, unit = pmf_of(self.p), pmf_of(self.q, name="Q"), self.unit
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

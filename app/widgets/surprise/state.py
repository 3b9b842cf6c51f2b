"""What the figure holds: the outcomes' names, their distribution, and how it is looked at."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, ClassVar, Final

import param

from app.kernel import Pmf, entropy, surprisal
from app.kernel.codes import expected_length, shannon_lengths
from app.ui.declared import DeclaredState, Example, Guess, Names, Shares, Some
from app.ui.outcomes import pmf_of

PER_BIT: Final[Mapping[str, float]] = {"bits": 1.0, "nats": math.log(2)}


class SurpriseState(DeclaredState):
    """A distribution over a few named outcomes, and how the reader looks at it.

    Examples
    --------
    >>> weather = SurpriseState()
    >>> weather.results()["entropy"], weather.surprises()
    (1.75, [1.0, 2.0, 3.0, 3.0])
    >>> weather.to_query()["p"]
    '0.5,0.25,0.125,0.125'
    """

    kind = "surprise"
    hides = (
        "unit",  # bits or nats
        "presets",  # the list of examples
        "history",  # undo, redo, reset
        "outcomes",  # one outcome more, one less
        "codewords",  # the lengths of codewords
        "table",  # all numbers as a table
        "link",  # copy a link to the present state
        "numbers",  # type a probability
    )
    predictable: ClassVar[Mapping[str, Guess]] = {
        "entropy": Guess("the entropy H(P)", "How high will the dashed line lie?", 0, 100)
    }

    p = Shares([0.5, 0.25, 0.125, 0.125], of="labels", doc="One probability for each.")
    labels = Names(["sun", "cloud", "rain", "snow"], fewest=2, most=8, doc="The outcomes, each once.")
    unit: param.Selector[str] = param.Selector(
        default="bits", objects=["bits", "nats"], doc="What information is counted in."
    )
    show = Some("codewords", "table", doc="What else is seen.")

    @classmethod
    def example(cls, entry: Mapping[str, Any]) -> Example:
        """Return an example; it may give weights in the place of probabilities."""
        given = dict(entry)
        if "weights" in given:
            given["p"] = Pmf.from_weights(given.pop("weights")).probabilities.tolist()
        return super().example(given)

    def results(self) -> dict[str, float]:
        """Return the kernel's numbers in the state's unit, by the names that the page shows them under.

        `ceiling` is what the entropy of as many outcomes can be at most, log n; `code-length` the average length of
        codewords that are as long as the surprises, rounded up to whole zeros and ones.
        """
        per_bit, p = PER_BIT[self.unit], pmf_of(self.p)
        return {
            "entropy": entropy(p, self.unit),
            "ceiling": math.log2(len(p)) * per_bit,
            "code-length": expected_length(p, shannon_lengths(p)) * per_bit,
        }

    def surprises(self) -> list[float]:
        """Return each outcome's surprise, -log P, in the state's unit."""
        return [float(value) for value in surprisal(self.p, self.unit)]

    def code_lengths(self) -> list[float]:
        """Return the length of each outcome's codeword, in zeros and ones; infinite for what never happens."""
        return [float(value) for value in shannon_lengths(self.p)]

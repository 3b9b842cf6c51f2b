"""How sure a learner was of their answers, against what came: scored by the log score, as lesson 12 explains it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.kernel.scoring import ScoreParts, log_loss_parts


@dataclass(frozen=True)
class Said:
    """All answers of which the same was said."""

    percent: int
    answers: int
    right: int

    @property
    def share(self) -> float:
        """How often they were right."""
        return self.right / self.answers


@dataclass(frozen=True)
class Sureness:
    """What was said and what came, from the least sure on, with the average log score and its parts, in bits.

    ``parts.miscalibration`` is infinite where something was called certain that did not come. Its floor here is what is
    left when one says each time how often such answers are right; what of that is truly chance, data cannot tell.
    """

    said: tuple[Said, ...]
    parts: ScoreParts

    @property
    def answers(self) -> int:
        """How many answers there were."""
        return sum(each.answers for each in self.said)

    @property
    def right(self) -> int:
        """How many of them were right."""
        return sum(each.right for each in self.said)

    @property
    def promised(self) -> float:
        """How many would be right on average, were each as probable as was said."""
        return sum(each.answers * each.percent for each in self.said) / 100


def sureness(forecasts: Mapping[int, tuple[int, int]]) -> Sureness | None:
    """Return what was said and what came; None if nothing was said yet.

    Parameters
    ----------
    forecasts
        For each percentage how many answers there were, and how many of them were right.

    Examples
    --------
    >>> found = sureness({100: (1, 0), 50: (2, 1)})
    >>> found.parts.miscalibration, found.promised
    (inf, 2.0)
    """
    if not forecasts:
        return None
    said = tuple(Said(percent, *forecasts[percent]) for percent in sorted(forecasts))
    parts = log_loss_parts(
        [each.share for each in said],
        [each.percent / 100 for each in said],
        [each.answers / sum(one.answers for one in said) for each in said],
        "bits",
    )
    return Sureness(said, parts)

"""What an answer is worth: computed from what was printed and what the kernel says, never typed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.atlas.question import Question
from app.kernel import Unit
from app.kernel.units import PER_NAT

EPSILON = {"float64": 2.0**-52, "float32": 2.0**-23}
LARGEST = {"float64": 1.7976931348623157e308, "float32": 3.4028234663852886e38}

#: Nine digits are what the tests of the shown Python ask of another library.
SAME = 1e-9
#: So many roundings, each of half an epsilon of 1, may a short sum of logarithms collect.
ROUNDINGS = 64
#: An answer to another question is recognised by seven digits.
OTHERS = 1e-7


class Kind(StrEnum):
    """The verdicts."""

    RIGHT = "right"
    PRECISE = "right to its precision"
    OTHER = "other question"
    WRONG = "silently wrong"
    NAN = "no number"
    SAYS = "says so"
    RAISES = "raises"

    @property
    def good(self) -> bool:
        """Whether nothing needs to be written instead."""
        return self in {Kind.RIGHT, Kind.PRECISE}

    @property
    def bites(self) -> bool:
        """Whether a reader who trusts the number is misled."""
        return self in {Kind.OTHER, Kind.WRONG, Kind.NAN}


#: What each verdict means, as the page says it.
MEANINGS = {
    Kind.RIGHT: "The kernel’s number to nine digits, or the same infinity.",
    Kind.PRECISE: "As near as its precision, or so many draws, allows. A tiny truth may be lost in it.",
    Kind.OTHER: "The right answer to another question, which is named: the other direction, a mean, a square root.",
    Kind.WRONG: "A number that answers neither, without a word of warning.",
    Kind.NAN: "nan, without a word of warning.",
    Kind.SAYS: "Not the answer, but a warning says that something is the matter.",
    Kind.RAISES: "An error instead of a number.",
}


@dataclass(frozen=True)
class Answer:
    """What one run of one call gave: a value, or what was raised; and the warnings that came with it."""

    printed: str
    value: float | None
    raised: str | None
    warnings: Sequence[str]
    precision: str
    unit: Unit


@dataclass(frozen=True)
class Verdict:
    """A kind, and what else can be said in a few words; "" for nothing."""

    kind: Kind
    note: str = ""


def judge(question: Question, answer: Answer) -> Verdict:  # noqa: PLR0911 - one a verdict
    """Return what an answer to a question is worth.

    Parameters
    ----------
    question
        With the kernel's truth, and the answers to other questions.
    answer
        What a run gave.

    Returns
    -------
    Verdict
        `RAISES` for an exception; `RIGHT` for nine digits or the same infinity; `PRECISE` within the rounding of the
        precision that was computed in, or within the question's slack; `OTHER` for the kernel's number for another
        question; and else `SAYS` if a warning came with it, `NAN` or `WRONG` if none did.
    """
    if answer.raised is not None or answer.value is None:
        return Verdict(Kind.RAISES, (answer.raised or "").partition(":")[0])
    value, truth = answer.value, question.expected(answer.unit)
    epsilon = EPSILON[answer.precision]
    if value == truth or _near(value, truth, SAME):
        return Verdict(Kind.RIGHT)
    if math.isinf(value) and abs(truth) > LARGEST[answer.precision] and (value > 0) == (truth > 0):
        return Verdict(Kind.PRECISE, f"beyond the largest {answer.precision}")
    if _within(value, truth, epsilon, question.slack):
        return Verdict(Kind.PRECISE, _digits(value, truth))
    other = _other(question, answer, epsilon)
    if answer.warnings:
        return Verdict(Kind.SAYS, other or "with a warning")
    if other is not None:
        return Verdict(Kind.OTHER, other)
    if math.isnan(value):
        return Verdict(Kind.NAN)
    return Verdict(Kind.WRONG, _how_wrong(value, truth, question))


def _other(question: Question, answer: Answer, epsilon: float) -> str | None:
    """Return the name of the other question whose number this is, in nats or in the library's unit."""
    value = answer.value
    assert value is not None
    scale = PER_NAT[answer.unit] if question.unit == "nats" else 1.0
    for name, number in question.others.items():
        for candidate in (number, number * scale):
            if value == candidate or _within(value, candidate, epsilon, OTHERS * abs(candidate)):
                return name
    return question.bound if question.bound is not None and value > question.truth else None


def _within(value: float, other: float, epsilon: float, slack: float) -> bool:
    """Return whether the rounding of a few operations, or the slack, lies between two finite numbers."""
    if not (math.isfinite(value) and math.isfinite(other)):
        return False
    return abs(value - other) <= max(ROUNDINGS * epsilon * max(1.0, abs(other)), slack)


def _near(value: float, other: float, relative: float) -> bool:
    return math.isfinite(value) and math.isfinite(other) and abs(value - other) <= relative * abs(other)


def _digits(value: float, truth: float) -> str:
    """Say what an absolute precision does not: that a tiny number may have no digit left."""
    if truth and abs(value - truth) > abs(truth):
        return "below 0" if value < 0 < truth else "no digit of it"
    if truth and value == 0:
        return "no digit of it"
    return ""


def _how_wrong(value: float, truth: float, question: Question) -> str:
    if math.isinf(truth):
        return "finite, where it is infinite" if math.isfinite(value) else "the wrong infinity"
    if math.isinf(value):
        return "infinite, where it is finite"
    if value < 0 <= truth and question.unit == "nats":
        return "below 0, which no KL is"
    if truth and value / truth > 0:
        ratio = value / truth
        if not 0.5 < ratio < 2:
            return f"{ratio:.2g} times the truth"
        return f"{100 * (ratio - 1):+.2g} %".replace("-", "−")
    return ""

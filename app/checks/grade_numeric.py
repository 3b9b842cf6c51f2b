"""Grade a number."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from app.checks.check import Check
from app.checks.closeness import Closeness, closeness
from app.checks.numeric import Mistake, NumericCase, numeric_case, roundings_of
from app.checks.outcome import Outcome, Verdict
from app.checks.roundings import TINY
from app.content import TextContext, fragment
from app.content.prose.maths import maths
from app.figure.format import format_number, format_plain
from app.figure.typed_number import NotUnderstood, TypedNumber, read_typed_number
from app.kernel.units import NATS_PER_BIT

#: So many steps are shown, with more digits, to somebody who rounded early.
MOST_STEPS = 4
UNCOUNTED = "This was not counted as an attempt."
_UNCONVERTED = "The amount is right, but counted in {}. Asked are {}, and to convert it is the question."


def grade_numeric(check: Check, seed: int, text: str) -> Outcome:
    """Return what to say to a number that a learner typed; see `grade`."""
    case = numeric_case(check, seed)
    typed = read_typed_number(text)
    if isinstance(typed, NotUnderstood):
        return _undefined_for_infinity() if typed.undefined and math.isinf(case.truth) else _not_understood(typed)
    odd = _odd_unit(case, typed)
    return _not_understood(odd) if odd else _Grader(check, case, typed).outcome()


def _odd_unit(case: NumericCase, typed: TypedNumber) -> NotUnderstood | None:
    if case.unit is None and typed.unit is not None:
        return NotUnderstood("this number has no unit", f"leave “{typed.unit}” out")
    if case.unit is not None and typed.noun is not None:
        return NotUnderstood(f"“{typed.noun}” are what is counted", f"give the number in {case.unit}, or alone")
    percent = typed.decimals is not None and case.unit is None and 0 < case.truth <= 1 < typed.value
    if percent and closeness(typed.value / 100, (typed.decimals or 0) + 2, case.truth, case.decimals) != "far":
        shown = format_plain(typed.value, typed.decimals or 0)
        return NotUnderstood(f"{shown} is more than one, and a share is asked", f"if you mean {shown} %, say so")
    return None


@dataclass(frozen=True)
class _Grader:
    """One typed number, held against all that it may be."""

    check: Check
    case: NumericCase
    typed: TypedNumber

    def outcome(self) -> Outcome:
        near = self.near(self.case.truth)
        if self.converted and near != "far" and self.case.converts:
            return self.left_unconverted()
        if near == "close":
            return Outcome(Verdict.RIGHT, self.why(), headline=self.right())
        slips = self.slips("close")
        if near == "coarse":
            return self.more_digits(sure=not slips)
        kept = self.rounded_early(surely=bool(slips))
        return self.with_more_digits(kept) if kept else self.wrong(slips)

    def wrong(self, slips: list[Mistake]) -> Outcome:
        """Name the slip if there is one only."""
        mislabelled = self.converted and self.near(self.case.truth, per=1.0) == "close"
        slips = slips or ([] if mislabelled else self.slips("coarse"))
        if len(slips) + mislabelled > 1:
            return self.several_slips()
        if mislabelled:
            return self.mislabelled()
        return self.slip(slips[0]) if slips else self.unknown()

    @property
    def converted(self) -> bool:
        """Whether the number was typed in the other unit than asked."""
        return self.typed.unit is not None and self.typed.unit != self.case.unit

    @property
    def per(self) -> float:
        """How many of the typed unit one of the asked unit is."""
        if not self.converted:
            return 1.0
        return NATS_PER_BIT if self.typed.unit == "nats" else 1 / NATS_PER_BIT

    def near(self, target: float, per: float | None = None) -> Closeness:
        """Return how near the typed number is to a number in the asked unit."""
        scaled = target * (self.per if per is None else per)
        return closeness(self.typed.value, self.typed.decimals, scaled, self.case.decimals)

    def slips(self, how: Closeness, per: float | None = None) -> list[Mistake]:
        """Return the slips that lead to the typed number, those included that the check does not list."""
        return [
            slip
            for slip in (*self.case.mistakes, *self.case.unlisted)
            if any(self.near(value, per) == how for value in slip.values)
        ]

    def rounded_early(self, *, surely: bool) -> int | None:
        """Return how many decimals the steps had, if the right way leads to the typed number with so few of them."""
        decimals, value = self.typed.decimals, self.typed.value
        if math.isinf(value) or math.isinf(self.case.truth) or (decimals == 0 and abs(self.case.truth) < 10):
            return None
        return roundings_of(self.case).explains(value, decimals, per=self.per, surely=surely)

    # What is said.

    def right(self) -> str:
        case = self.case
        # What was worked out as typed, log2(5) say, differs by its own roundings alone.
        exact = self.typed.decimals is None and abs(self.typed.value - case.truth * self.per) <= 1e-9 * abs(case.truth)
        word = "Right, and exact" if exact and not math.isinf(case.truth) else "Right"
        if case.unit is None:
            return f"{word}: {format_plain(case.truth, case.decimals)}."
        wanted = format_number(case.truth, case.unit, case.decimals)
        if not self.converted:
            return f"{word}: {wanted}."
        shown = format_number(case.truth * self.per, self.typed.unit, case.decimals)
        return f"{word}: {shown} are {wanted}."

    def why(self) -> Markup:
        """Return one line of why it is so: what the worked solution ends with."""
        return _why(self.check, self.case)

    def left_unconverted(self) -> Outcome:
        """To convert is the question: the amount in the unit that was given is no answer."""
        slips = self.slips("close", per=1.0) or self.slips("coarse", per=1.0)
        if len(slips) == 1:
            return self.slip(slips[0])
        text = _UNCONVERTED.format(self.typed.unit, self.case.unit)
        return _wrong(Markup("<p>{}</p>").format(text), "other-unit")

    def mislabelled(self) -> Outcome:
        text = "The number is right for {}, but you wrote {}. One bit is {}."
        nats = format_number(NATS_PER_BIT, "nats", 3)
        return _wrong(Markup("<p>{}</p>").format(text.format(self.case.unit, self.typed.unit, nats)), "other-unit")

    def more_digits(self, *, sure: bool) -> Outcome:
        digits = plural(self.case.decimals, "decimal")
        text = (
            f"Right so far. Give {digits}."
            if sure
            else f"With so few decimals it may be right, or a slip. Give {digits}."
        )
        return Outcome(Verdict.MORE_DIGITS, Markup("<p>{}</p>").format(text))

    def with_more_digits(self, kept: int) -> Outcome:
        asked = self.case.decimals
        text = (
            f"Such a number comes out if the steps are rounded to {plural(kept, 'decimal')}. "
            f"Keep {max(asked, kept) + 2} in each step, and round only the result."
        )
        steps = [step for step in roundings_of(self.case).steps if abs(step.value - abs(self.case.truth)) > TINY]
        shown = Markup(", ").join(maths(f"{one.tex} = {one.value:.6f}", display=False) for one in steps[:MOST_STEPS])
        more = Markup(" With more digits: {}.").format(shown) if shown else ""
        return Outcome(Verdict.ROUNDED_EARLY, Markup("<p>{}{}</p>").format(text, more))

    def several_slips(self) -> Outcome:
        text = "More than one slip leads to this number, so none is named. {}, or open a hint."
        return _wrong(Markup("<p>{}</p>").format(text.format(self.way())))

    def unknown(self) -> Outcome:
        text = "None of the usual slips. {}, or open a hint."
        return _wrong(Markup("<p>{}</p>").format(text.format(self.way())))

    def way(self) -> str:
        """Return how to look for a mistake: term by term where there are terms."""
        return "Go through the sum term by term" if roundings_of(self.case).terms > 1 else "Go through it step by step"

    def slip(self, slip: Mistake) -> Outcome:
        if slip in self.case.unlisted:
            return self.unknown()
        return _wrong(_feedback(self.check, self.case, slip), slip.id)


# A class gives the same answers: what is said to them is worked out once for the same numbers.
@lru_cache(maxsize=1024)
def _why(check: Check, case: NumericCase) -> Markup:
    written = check.authored
    line = moral(written.front.solution)
    context = TextContext(case.names, check.glossary, written.place("solution"), f"{check.id}-why-")
    return fragment(line, context) if line else Markup()


@lru_cache(maxsize=1024)
def _feedback(check: Check, case: NumericCase, slip: Mistake) -> Markup:
    return fragment(slip.feedback, TextContext(case.names, check.glossary, slip.place, f"{check.id}-feedback-"))


_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z$*{(])")


def moral(solution: str) -> str:
    r"""Return the last sentence of a worked solution; nothing where a formula on its own line ends it.

    Examples
    --------
    >>> moral("$$\n1 + 1 = 2\n$$\n\nWeights come first. Then the sum.")
    'Then the sum.'
    """
    last = " ".join(_PARAGRAPHS.split(solution.strip())[-1].split())
    if "$$" in last or last.startswith(("-", "*")) or not last.endswith("."):
        return ""
    return _SENTENCES.split(last)[-1]


def sayings(check: Check, seed: int) -> dict[str, str]:
    """Return all that can be said to a number, for a page that grades by itself; the slips' own words are apart."""
    case = numeric_case(check, seed)

    def typed(unit: str | None, decimals: int | None, value: float = case.truth) -> _Grader:
        return _Grader(check, case, TypedNumber(value, unit, decimals, None))  # type: ignore[arg-type]

    own, other = typed(None, case.decimals), typed("bits" if case.unit == "nats" else "nats", case.decimals)
    said = {
        "right": own.right(),
        "exact": typed(None, None).right(),
        "why": own.why(),
        "moreSure": own.more_digits(sure=True).feedback_html,
        "moreUnsure": own.more_digits(sure=False).feedback_html,
        "several": own.several_slips().feedback_html,
        "unknown": own.unknown().feedback_html,
        "mislabelled": other.mislabelled().feedback_html,
        "leftUnconverted": Markup("<p>{}</p>").format(_UNCONVERTED.format(other.typed.unit, case.unit)),
        "undefinedForInfinity": _undefined_for_infinity().feedback_html,
    }
    return {name: str(text) for name, text in said.items()}


def slips_of(check: Check, seed: int) -> list[tuple[tuple[float, ...], str | None]]:
    """Return the numbers that slips lead to, each with what is said to it, None for a slip that is not listed."""
    case = numeric_case(check, seed)
    grader = _Grader(check, case, TypedNumber(case.truth, None, case.decimals, None))
    listed = [(slip.values, str(grader.slip(slip).feedback_html)) for slip in case.mistakes]
    return [*listed, *((slip.values, None) for slip in case.unlisted)]


def plural(count: int, word: str) -> str:
    """Return a count with its word, in the plural where it takes one.

    Examples
    --------
    >>> plural(1, "decimal"), plural(3, "decimal")
    ('1 decimal', '3 decimals')
    """
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _wrong(feedback: Markup, misconception: str | None = None) -> Outcome:
    return Outcome(Verdict.WRONG, feedback, misconception)


def _undefined_for_infinity() -> Outcome:
    text = (
        "It has a value. Where a probability of zero meets something that does happen, its logarithm grows past every "
        "bound, and so does the sum: that is infinite, not undefined. Type ∞."
    )
    return _wrong(Markup("<p>{}</p>").format(text), "undefined-for-infinity")


def _not_understood(fault: NotUnderstood) -> Outcome:
    text = f"{fault.reason[:1].upper()}{fault.reason[1:]}: {fault.repair}. {UNCOUNTED}"
    return Outcome(Verdict.NOT_UNDERSTOOD, Markup("<p>{}</p>").format(text))

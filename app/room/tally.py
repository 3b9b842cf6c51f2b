"""Answers counted: bars for the wall, the average Q of a class, scores. Pure, every number from the kernel."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median
from typing import Final, TypeVar

import numpy as np

from app.kernel import Pmf, kl_divergence, surprisal
from app.kernel.normals import Normal
from app.kernel.units import Unit
from app.room.answer import Answer, Vote
from app.room.gaussians import Curves, costs, curves, solved
from app.room.questions import Question, Solution, said_of
from app.room.telegram import Telegram, paid, telegram
from app.ui.format import format_number, format_plain

FEWEST: Final = 5
"""Fewer answers show nothing: who said what could be guessed."""
PICTURED: Final = frozenset({"pmf", "gaussian", "telegram"})
"""The kinds whose distribution has a picture of its own."""
MOST_BARS: Final = 9
BEST: Final = 3
BINS: Final = 10
LEVELS: Final = 50
"""Into so many heights a cloud is sorted: what is drawn stays small, however many draw."""
_T = TypeVar("_T")
_NEARLY_RIGHT: Final = frozenset({"right", "more_digits", "rounded_early"})


@dataclass(frozen=True)
class Bar:
    """One bar: what it stands for, how many chose it in the first and in the last vote, as a share of all who voted.

    ``right`` and ``said`` are known only where the solution is.
    """

    label: str
    count: int
    share: float
    first: int | None = None
    first_share: float = 0.0
    right: bool = False
    said: str = ""
    option: str | None = None


@dataclass(frozen=True)
class Cloud:
    """What a class believes of a distribution: every Q, the average of them and, with the solution, P.

    Attributes
    ----------
    labels
        The outcomes.
    qs
        One row a participant.
    average
        The mean of all Q, a distribution itself.
    p
        The truth; empty before the solution.
    lines
        What the scores say, in sentences; empty before the solution.
    """

    labels: tuple[str, ...]
    qs: tuple[tuple[float, ...], ...]
    average: tuple[float, ...]
    p: tuple[float, ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def top(self) -> float:
        """The end of the axis, so that the largest stands inside."""
        most = max((max(row) for row in (*self.qs, self.average, self.p) if row), default=1.0)
        return min(1.0, math.ceil(most * 10.0) / 10.0)

    @property
    def puffs(self) -> tuple[tuple[tuple[float, float], ...], ...]:
        """For each outcome, where how many stand: the height, and the number as a part of the largest."""
        counted = [Counter(round(row[i] * LEVELS) for row in self.qs) for i in range(len(self.labels))]
        most = max((max(one.values()) for one in counted), default=1)
        return tuple(tuple((level / LEVELS, count / most) for level, count in sorted(one.items())) for one in counted)


def enough(vote: Vote) -> bool:
    """Return whether so many answered that a distribution gives nobody away."""
    return vote.count >= FEWEST


def bars(question: Question, votes: Sequence[Vote], solution: Solution | None = None) -> tuple[Bar, ...]:
    """Return the bars of the last vote, with those of the first beside them if there were two.

    Parameters
    ----------
    question
        What was asked.
    votes
        The closed votes that enough people took part in, in order.
    solution
        Only where it may be shown: then bars say what they are.
    """
    if not votes:
        return ()
    keys = _keys(question)
    last, first = votes[-1].answers, votes[0].answers if len(votes) > 1 else ()
    now, before = (Counter(key for answer in each for key in keys(answer)) for each in (last, first))
    order = _order(question, now + before, last, first)
    marks = _marks((*first, *last), keys, question, solution) if solution is not None else {}
    most = max(1, len(last)), max(1, len(first))
    made = []
    for key, label in order:
        right, said = marks.get(key, (False, ""))
        made.append(
            Bar(
                label,
                now[key],
                now[key] / most[0],
                before[key] if first else None,
                before[key] / most[1],
                right,
                said,
                key if question.options else None,
            )
        )
    return tuple(made)


def cloud(question: Question, vote: Vote, solution: Solution | None = None) -> Cloud:
    """Return the class's Qs and their average; with the solution, how each scores against P.

    Notes
    -----
    The log score is convex: the average Q is never worse than the average of the single scores, and often better than
    the best of them.
    """
    return _once(vote, "cloud" if solution is None else "solved cloud", lambda: _cloud(question, vote, solution))


def _cloud(question: Question, vote: Vote, solution: Solution | None) -> Cloud:
    qs = tuple(tuple(map(float, answer.given["q"])) for answer in vote.answers)
    average = tuple(float(value) for value in np.mean(np.array(qs), axis=0))
    if solution is None:
        return Cloud(question.labels, qs, average, question.truth)
    lines = _aimed(qs, solution) if solution.target is not None else _believed(qs, average, solution)
    return Cloud(question.labels, qs, average, solution.p, lines)


def gaussians(question: Question, vote: Vote, solution: Solution | None = None) -> Curves:
    """Return the class's Gaussians and their average; with the solution, what each costs."""
    assert question.plot is not None
    plot, placed = question.plot, [placed_by(answer) for answer in vote.answers]
    shown = _once(vote, "curves", lambda: curves(plot, placed))
    if solution is None:
        return shown
    unit: Unit = "bits" if question.unit == "bits" else "nats"
    return _once(vote, "solved curves", lambda: solved(shown, placed, question.direction, unit))


def message(question: Question, votes: Sequence[Vote], solution: Solution | None = None) -> Telegram:
    """Return the letters of all votes as one telegram; with the solution, what it costs."""
    shown = telegram(question.labels, question.truth, votes)
    return shown if solution is None else paid(shown, question.labels, question.truth, question.book, votes)


def drawn(question: Question, votes: Sequence[Vote], solution: Solution | None = None) -> Cloud | Curves | Telegram:
    """Return the distribution of what is no bar: of the last vote or, as a telegram, of all."""
    if question.kind == "pmf":
        return cloud(question, votes[-1], solution)
    if question.kind == "gaussian":
        return gaussians(question, votes[-1], solution)
    return message(question, votes, solution)


def placed_by(answer: Answer) -> Normal:
    """Return the Gaussian of an answer."""
    return Normal(answer.given["mean"], answer.given["sd"])


def summary(question: Question, votes: Sequence[Vote], solution: Solution) -> tuple[str, ...]:
    """Return what there is to say of the last vote once the solution is shown, in sentences; of a telegram, of all."""
    if question.kind in PICTURED:
        return drawn(question, votes, solution).lines
    vote = votes[-1]
    values = [answer.value for answer in vote.answers if answer.value is not None]
    if question.kind == "marker" and values and solution.value is not None:
        middle = format_number(median(values), question.unit)
        return (f"The class’s median is {middle}; it is {solution.words}.",)
    if question.kind == "percent" and values and solution.happened is not None:
        return _forecast(values, happened=solution.happened)
    if not any(one.verdict for one in vote.counts):
        return ()
    right = sum(one.count for one in vote.counts if one.verdict in _NEARLY_RIGHT)
    return (f"{right} of {vote.count} right.", *_sureness(vote))


def nearest(question: Question, vote: Vote, solution: Solution) -> tuple[str, ...]:
    """Return the participants who came nearest, the best first; none where nothing measures that."""
    score = _score(question, solution)
    if score is None:
        return ()

    def found() -> tuple[str, ...]:
        scored = sorted((score(answer), answer.participant) for answer in vote.answers)
        return tuple(who for paid, who in scored[:BEST] if math.isfinite(paid))

    return _once(vote, "nearest", found)


def _once(vote: Vote, name: str, make: Callable[[], _T]) -> _T:
    """Return what is worked out of a vote, worked out once."""
    if name not in vote.worked_out:
        vote.worked_out[name] = make()
    found: _T = vote.worked_out[name]
    return found


def _score(question: Question, solution: Solution) -> Callable[[Answer], float] | None:
    """Return what an answer pays: the less, the nearer."""
    if question.kind == "pmf":
        target = solution.target or 0.0
        return lambda answer: abs(kl_divergence(solution.p, answer.given["q"]) - target)
    if (plot := question.plot) is not None:
        return lambda answer: costs(plot.truth, placed_by(answer), "nats")[question.direction]
    if question.kind == "percent" and solution.happened is not None:
        happened = solution.happened
        return lambda answer: math.inf if answer.value is None else _surprise(answer.value, happened=happened)
    truth = solution.value
    if question.kind == "marker" and truth is not None:
        return lambda answer: math.inf if answer.value is None else abs(answer.value - truth)
    return None


def _sureness(vote: Vote) -> tuple[str, ...]:
    """Return how sure people were: those who were right and the others apart, where each are enough to hide in."""
    groups = [
        [
            one.confidence
            for one in vote.answers
            if one.confidence is not None and (one.verdict in _NEARLY_RIGHT) is right
        ]
        for right in (True, False)
    ]
    sure = [f"{format_plain(mean(group), 0)} %" for group in groups if len(group) >= FEWEST]
    if len(sure) == len(groups):
        return (f"Those who were right were {sure[0]} sure, the others {sure[1]}.",)
    everybody = [*groups[0], *groups[1]]
    return (f"On average they were {format_plain(mean(everybody), 0)} % sure.",) if len(everybody) >= FEWEST else ()


def leading_slip(vote: Vote) -> tuple[str, int] | None:
    """Return the id of the misconception that most answers show, and how many do; None if none does."""
    slips = Counter[str]()
    for one in vote.counts:
        if one.slip is not None:
            slips[one.slip] += one.count
    return slips.most_common(1)[0] if slips else None


def _keys(question: Question) -> Callable[[Answer], list[str]]:
    """Return what an answer counts for."""
    if question.options:
        return lambda answer: list(answer.given.get("chosen", ()))
    if question.kind == "number":
        digits = question.decimals
        return lambda answer: [] if answer.value is None else [format_number(answer.value, digits=digits)]
    if question.kind == "percent":
        return lambda answer: [] if answer.value is None else [str(min(9, int(answer.value * 10)))]
    return lambda answer: [] if answer.value is None else [_bin(answer.value, question)]


def _bin(value: float, question: Question) -> str:
    low, top = question.low, question.top
    return str(BINS if value >= top else int((value - low) / (top - low) * BINS))


def _order(
    question: Question, counts: Counter[str], last: Sequence[Answer], first: Sequence[Answer]
) -> list[tuple[str, str]]:
    """Return the keys of the bars with their labels, in the order in which they are shown."""
    if question.options:
        return [(one.id, one.words) for one in question.options]
    if question.kind == "percent":
        return [(str(n), f"{10 * n}–{10 * n + (9 if n < 9 else 10)}") for n in range(10)]
    if question.kind == "marker":
        step = (question.top - question.low) / BINS
        digits = 1 if step >= 0.1 else 2
        edges = [format_number(question.low + n * step, digits=digits) for n in range(BINS + 1)]
        bins = [(str(n), f"{start}–{end}") for n, (start, end) in enumerate(pairwise(edges))]
        return [*bins, (str(BINS), f"{format_plain(question.top, 1)} …")]
    values = {
        format_number(one.value, digits=question.decimals): one.value
        for one in (*first, *last)
        if one.value is not None
    }
    shown = {key for key, _ in counts.most_common(MOST_BARS)}
    return [(key, key) for key in sorted(shown, key=lambda key: values[key])]


def _marks(
    answers: Sequence[Answer], keys: Callable[[Answer], list[str]], question: Question, solution: Solution
) -> dict[str, tuple[bool, str]]:
    """Return which bars are right, and what the others are, in words."""
    if question.options:
        return dict.fromkeys(solution.right, (True, "right"))
    if question.kind == "marker" and solution.value is not None:
        return {_bin(solution.value, question): (True, solution.words)}
    said: dict[str, Counter[tuple[bool, str]]] = {}
    for answer in answers:
        mark = (answer.verdict in _NEARLY_RIGHT, said_of(answer.slip) if answer.slip else "")
        for key in keys(answer):
            said.setdefault(key, Counter())[mark] += 1
    found = {key: marks.most_common(1)[0][0] for key, marks in said.items()}
    return {key: (right, "right" if right else words) for key, (right, words) in found.items()}


def _believed(qs: Sequence[Sequence[float]], average: Sequence[float], solution: Solution) -> tuple[str, ...]:
    """Return how the average Q stands beside the single ones: by KL(P ‖ Q), the extra bits an outcome."""
    single = [kl_divergence(solution.p, q) for q in qs]
    ours = kl_divergence(solution.p, Pmf.from_weights(average))
    beaten = sum(ours < one for one in single)
    best = min(single)
    lines = [
        (
            f"The class’s average Q costs {format_number(ours, 'bits')} extra, the best single one "
            f"{format_number(best, 'bits')}, one in the middle {format_number(median(single), 'bits')}."
        )
    ]
    if beaten == len(single):
        lines.append(f"The average beats every one of the {len(single)}.")
    else:
        lines.append(f"The average beats {beaten} of {len(single)}.")
    lost = sum(math.isinf(one) for one in single)
    if lost:
        lines.append(f"{lost} ruled out something that happens: ∞.")
    return tuple(lines)


def _aimed(qs: Sequence[Sequence[float]], solution: Solution) -> tuple[str, ...]:
    """Return how near a class has come to a KL that was to be hit."""
    assert solution.target is not None
    reached = [kl_divergence(solution.p, q) for q in qs]
    best = min(reached, key=lambda value: abs(value - solution.target))  # type: ignore[operator]
    target = format_number(solution.target, "bits", 2)
    return (
        (
            f"The nearest to {target} is {format_number(best, 'bits')}; in the middle stands "
            f"{format_number(median(reached), 'bits')}."
        ),
    )


def _surprise(said: float, *, happened: bool) -> float:
    """Return the log score of a forecast, in bits."""
    return float(surprisal([said, 1.0 - said], "bits")[0 if happened else 1])


def _forecast(values: Sequence[float], *, happened: bool) -> tuple[str, ...]:
    """Return the log scores of forecasts: the surprise at what happened, in bits."""
    costs = [_surprise(value, happened=happened) for value in values]
    together = _surprise(mean(values), happened=happened)
    lines = [
        (
            f"The class’s average forecast, {format_plain(100 * mean(values), 0)} %, is surprised by "
            f"{format_number(together, 'bits')}; one in the middle by {format_number(median(costs), 'bits')}."
        )
    ]
    lost = sum(math.isinf(one) for one in costs)
    if lost:
        lines.append(f"{lost} had ruled it out: ∞.")
    return tuple(lines)

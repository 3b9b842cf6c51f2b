"""What a host takes away: a table of all answers, and a page of what was believed before and after. Pure."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.room.answer import Answer, Count, Vote
from app.room.questions import Asked
from app.room.tally import enough, summary

COLUMNS = ("scene", "title", "vote", "person", "answer", "verdict", "misconception", "confidence", "at")


@dataclass(frozen=True)
class Slip:
    """A misconception, and how many showed it in the first and in the last vote; None where there was one vote."""

    words: str
    first: int
    last: int | None


@dataclass(frozen=True)
class Part:
    """A scene that was asked.

    Attributes
    ----------
    asked
        The question.
    counts
        How many answered in each vote.
    lines
        What there is to say of each vote; nothing of one in which fewer than five answered.
    slips
        The misconceptions, the most frequent first.
    """

    asked: Asked
    counts: tuple[int, ...]
    lines: tuple[tuple[str, ...], ...]
    slips: tuple[Slip, ...]


def as_csv(answers: Sequence[tuple[int, Answer]], titles: Sequence[str]) -> str:
    """Return all answers as a table for a spreadsheet.

    Parameters
    ----------
    answers
        Each with its scene, in the order of rounds.
    titles
        Of the scenes.

    Returns
    -------
    str
        CSV. People are numbered, in no order that anybody knows. Of a number its value is written and not what was
        typed: no cell can be a formula.
    """
    people: dict[str, int] = {}
    votes: dict[int, list[int]] = {}
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for scene, answer in answers:
        rounds = votes.setdefault(scene, [])
        if answer.round not in rounds:
            rounds.append(answer.round)
        table.writerow(
            [
                scene + 1,
                titles[scene],
                rounds.index(answer.round) + 1,
                people.setdefault(answer.participant, len(people) + 1),
                _written(answer),
                answer.verdict or "",
                answer.slip or "",
                "" if answer.confidence is None else answer.confidence,
                answer.at.isoformat(timespec="seconds"),
            ]
        )
    return out.getvalue()


def report(answers: Sequence[tuple[int, Answer]], asked: Sequence[Asked]) -> tuple[Part, ...]:
    """Return what is to be said of each scene that was asked, in order."""
    parts = []
    for number, one in enumerate(asked):
        votes = _votes([answer for scene, answer in answers if scene == number])
        if votes:
            lines = tuple(summary(one.question, [vote], one.solution) if enough(vote) else () for vote in votes)
            parts.append(Part(one, tuple(vote.count for vote in votes), lines, _slips(votes, one)))
    return tuple(parts)


def _votes(answers: Sequence[Answer]) -> tuple[Vote, ...]:
    votes = []
    for number in sorted({answer.round for answer in answers}):
        mine = tuple(answer for answer in answers if answer.round == number)
        counted = Counter((answer.verdict, answer.slip) for answer in mine)
        votes.append(Vote(number, tuple(Count(*about, count) for about, count in counted.items()), mine))
    return tuple(votes)


def _slips(votes: Sequence[Vote], asked: Asked) -> tuple[Slip, ...]:
    if not all(map(enough, votes)):
        return ()
    counted = [Counter({one.slip: one.count for one in vote.counts if one.slip}) for vote in (votes[0], votes[-1])]
    first, last = counted
    again = len(votes) > 1
    return tuple(
        Slip(asked.said_of(slip), first[slip], last[slip] if again else None)
        for slip, _ in (first + last).most_common()
    )


def _written(answer: Answer) -> str:
    if "chosen" in answer.given:
        return " ".join(answer.given["chosen"])
    if "q" in answer.given:
        return " ".join(repr(value) for value in answer.given["q"])
    if "sd" in answer.given:
        return f"{answer.given['mean']!r} {answer.given['sd']!r}"
    return "" if answer.value is None else repr(answer.value)

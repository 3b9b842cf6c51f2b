"""What phones, the wall and the host see of a room. Pure: from a room's row and its answers, without a server.

The learner's and the wall's hold nothing that the host has not released: no correctness, no names, no early results,
and nothing at all of fewer than five answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import Markup

from app.room.answer import Look, Vote
from app.room.gaussians import Curves
from app.room.phases import Phase, Room, Shows
from app.room.questions import Asked, Question, Solution
from app.room.tally import PICTURED, Bar, Cloud, bars, drawn, enough, leading_slip, nearest, summary
from app.room.telegram import Telegram


@dataclass(frozen=True)
class Learner:
    """A phone's: the same for everybody in the room. It changes with what the host does, and with nothing else.

    Attributes
    ----------
    code, version, phase, scene, scenes, round
        Where the room is; `version` counts the host's steps.
    question
        What is asked, once it has been opened.
    closes
        When it closes, for the timer.
    solution
        Once the host has shown it.
    """

    code: str
    version: int
    phase: Phase
    scene: int
    scenes: int
    round: int
    question: Question | None
    closes: datetime | None
    solution: Solution | None
    names: bool


@dataclass(frozen=True)
class Wall:
    """The wall's.

    Attributes
    ----------
    people, answers
        How many are there, and how many have answered.
    question
        What is asked, from the moment on at which it is opened.
    bars, drawn
        The distribution, once the host has shown it, as bars or in a picture of its own; `first` says whether the first
        vote stands beside it.
    few
        Whether there are too few answers to show any.
    solution, lines
        Once the host has shown it: what is right, and what there is to say of it.
    best
        Then, in a room with names, the pseudonyms of those who came nearest.
    """

    code: str
    version: int
    phase: Phase
    scene: int
    scenes: int
    round: int
    people: int
    answers: int
    question: Question
    closes: datetime | None
    bars: tuple[Bar, ...] = ()
    drawn: Cloud | Curves | Telegram | None = None
    first: int | None = None
    few: bool = False
    solution: Solution | None = None
    lines: tuple[str, ...] = ()
    best: tuple[str, ...] = ()

    @property
    def distribution(self) -> bool:
        """Whether a distribution is shown."""
        return bool(self.bars) or self.drawn is not None


@dataclass(frozen=True)
class Presenter:
    """The host's: how it stands and what comes next. No name and no token, so that it may be seen by accident.

    Attributes
    ----------
    wall
        What the wall shows.
    question
        What is asked, before it is opened too.
    notes
        What the author of the scene has to say to whoever leads it.
    leading
        The misconception that most answers show, and how many; None below five answers.
    stuck
        How many did not get it.
    after
        The title of the next scene.
    driver, door
        Which page drives, and whether newcomers are let in.
    step
        How many steps were taken; what is pressed here is the next one.
    seconds
        For how long the author would leave it open.
    """

    wall: Wall
    question: Question
    notes: Markup
    leading: tuple[str, int] | None
    stuck: int
    after: str | None
    driver: str | None
    door: bool
    step: int
    seconds: int | None = None


def learner(look: Look, asked: Asked) -> Learner:
    """Return what a phone sees."""
    room = look.room
    opened = room.phase not in {Phase.LOBBY, Phase.OVER}
    return Learner(
        room.code,
        room.step,
        room.phase,
        room.scene,
        len(room.scenes),
        room.round,
        asked.question if opened or asked.question.kind == "figure" else None,
        room.closes,
        asked.solution if _shows(room, Shows.SOLUTION) else None,
        room.choices.names,
    )


def wall(look: Look, asked: Asked) -> Wall:
    """Return what the wall shows."""
    room, vote = look.room, look.vote
    started = room.phase not in {Phase.LOBBY, Phase.OVER}
    solution = asked.solution if _shows(room, Shows.SOLUTION) else None
    shown = _shows(room, Shows.DISTRIBUTION)
    ready = [one for one in look.votes if enough(one) and one.answers]
    # The first vote stands beside the last where both are of enough people.
    votes = [ready[0], ready[-1]] if len(ready) > 1 and ready[-1] is vote else [one for one in ready if one is vote]
    pictured = asked.question.kind in PICTURED
    base = Wall(
        room.code,
        room.version,
        room.phase,
        room.scene,
        len(room.scenes),
        room.round,
        look.people,
        vote.count if started else 0,
        asked.question if started or asked.question.kind == "figure" else Question("", asked.question.title),
        room.closes,
        solution=solution,
    )
    if not started:
        return base
    return replace(
        base,
        few=bool(room.shows) and not enough(vote),
        bars=bars(asked.question, votes, solution) if shown and votes and not pictured else (),
        drawn=drawn(asked.question, ready, solution) if shown and votes and pictured else None,
        first=votes[0].count if shown and len(votes) > 1 else None,
        lines=_lines(asked, ready if asked.question.kind == "telegram" else votes, solution),
        best=_best(look, asked, solution) if votes else (),
    )


def presenter(look: Look, asked: Asked, next_title: str | None) -> Presenter:
    """Return what the host sees."""
    found = leading_slip(look.vote) if enough(look.vote) else None
    leading = None if found is None else (asked.said_of(found[0]), found[1])
    return Presenter(
        wall(look, asked),
        asked.question,
        asked.notes,
        leading,
        look.stuck,
        next_title,
        look.room.driver,
        look.room.door,
        look.room.step,
        asked.seconds,
    )


def _best(look: Look, asked: Asked, solution: Solution | None) -> tuple[str, ...]:
    if solution is None or not look.names:
        return ()
    found = (look.names.get(who) for who in nearest(asked.question, look.vote, solution))
    return tuple(name for name in found if name)


def _lines(asked: Asked, votes: Sequence[Vote], solution: Solution | None) -> tuple[str, ...]:
    return () if solution is None or not votes else summary(asked.question, votes, solution)


def _shows(room: Room, what: Shows) -> bool:
    return what in room.shows

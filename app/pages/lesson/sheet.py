"""A lesson's questions as a sheet of paper: numbers from a seed, a seed for each group; with or without answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.checks import PresentedCheck, present
from app.content import Lesson
from app.pages.base.site import Site
from app.ui.format import format_number

LARGEST_SEED: Final = 9999
LETTERS: Final = "abcdefgh"


@dataclass(frozen=True)
class Asked:
    """One question of a sheet, and its answer in short."""

    number: int
    check: PresentedCheck
    answer: str


@dataclass(frozen=True)
class SheetChoice:
    """What an address asks for: whose numbers, and whether the answers stand there."""

    seed: int = 1
    answers: bool = False

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> SheetChoice:
        """Return the choice that a query string makes; raises ValueError with a sentence."""
        text = query.get("seed", "1")
        if not text.isdecimal() or int(text) > LARGEST_SEED:
            raise ValueError(f"seed is {text!r}; it must be a whole number from 0 to {LARGEST_SEED}")
        return cls(int(text), query.get("answers", "0") == "1")


def sheet(site: Site, lesson: Lesson, choice: SheetChoice) -> list[Asked]:
    """Return the questions that a lesson's text asks, in its order, with the numbers of a seed."""
    asked: list[Asked] = []
    for slot in lesson.slots:
        if slot.kind == "check":
            shown = present(site.checks[lesson.id][slot.ref], choice.seed)
            asked.append(Asked(len(asked) + 1, shown, short_answer(shown)))
    return asked


def short_answer(shown: PresentedCheck) -> str:
    """Return what a learner would answer: the number with its unit, or the letters of the right options."""
    if isinstance(shown.solution, str):
        return format_number(float(shown.solution), shown.unit, shown.decimals or 0)
    return ", ".join(LETTERS[i] for i, option in enumerate(shown.options) if option.id in shown.solution)

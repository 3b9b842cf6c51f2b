"""The whole atlas: the libraries that were run, and what the page and its readers ask of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.atlas.question import Question
from app.atlas.questions import QUESTIONS
from app.atlas.record import Cell, Library, load_libraries
from app.atlas.verdict import Kind


@dataclass(frozen=True, repr=False)
class Atlas:
    """Rows and columns; an empty cell is a question for which a library offers nothing."""

    libraries: Sequence[Library]
    questions: Sequence[Question]

    def library(self, name: str) -> Library | None:
        """Return the library of a name, or None."""
        return next((each for each in self.libraries if each.id == name), None)

    def cells(self, question: str) -> list[tuple[Library, Cell]]:
        """Return all answers to a question, by library."""
        return [(library, cell) for library in self.libraries for cell in library.of(question)]

    @property
    def count(self) -> int:
        """How many calls were run."""
        return sum(len(library.cells) for library in self.libraries)

    @property
    def anchors(self) -> set[str]:
        """Every address on the page: questions, libraries, cells."""
        cells = {cell.anchor for library in self.libraries for cell in library.cells}
        return cells | {each.id for each in self.questions} | {f"library-{each.id}" for each in self.libraries}


def tally(library: Library) -> Mapping[Kind, int]:
    """Return how often a library earned each verdict, in the order of the verdicts."""
    counted = Counter(cell.verdict.kind for cell in library.cells)
    return {kind: counted[kind] for kind in Kind if counted[kind]}


@cache
def the_atlas() -> Atlas:
    """Return the atlas that we ship, read once."""
    return Atlas(load_libraries(), tuple(QUESTIONS.values()))

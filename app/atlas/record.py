"""What the runs left: `app/atlas/runs/<library>.json`, one file a library."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from app.atlas.question import Question
from app.atlas.questions import QUESTIONS
from app.atlas.verdict import Answer, Verdict, judge

RUNS = Path(__file__).parent / "runs"


@dataclass(frozen=True)
class Run:
    """One piece of code, run on the inputs of one question."""

    code: str
    answer: Answer


@dataclass(frozen=True)
class Cell:
    """One call of a library, asked one question, with what came of it."""

    library: str
    number: int
    question: Question
    asked: str
    how: str
    call: Run
    instead: Run | None

    @cached_property
    def verdict(self) -> Verdict:
        """What the answer is worth."""
        return judge(self.question, self.call.answer)

    @cached_property
    def repair(self) -> Verdict | None:
        """What the answer of the lines to write instead is worth."""
        return None if self.instead is None else judge(self.question, self.instead.answer)

    @property
    def anchor(self) -> str:
        """Its address on the page."""
        return f"{self.question.id}.{self.library}" + ("" if self.number == 0 else f".{self.number + 1}")


@dataclass(frozen=True)
class Library:
    """One column: a library as it was installed and run."""

    id: str
    name: str
    about: str
    version: str
    packages: Mapping[str, str]
    python: str
    platform: str
    date: str
    given: str | None
    imports: str
    cells: Sequence[Cell]

    def of(self, question: str) -> Sequence[Cell]:
        """Return its answers to a question; none if it offers nothing for it."""
        return [cell for cell in self.cells if cell.question.id == question]


def load_libraries(folder: Path = RUNS) -> tuple[Library, ...]:
    """Return every library that was run, in the order of their names."""
    found = [_library(json.loads(path.read_text(encoding="utf-8"))) for path in folder.glob("*.json")]
    return tuple(sorted(found, key=lambda library: library.name.casefold()))


def _library(raw: Mapping[str, Any]) -> Library:
    cells: list[Cell] = []
    for call in raw["calls"]:
        number = sum(cell.question.id == call["question"] for cell in cells)
        instead = call.get("instead")
        cells.append(
            Cell(
                raw["id"],
                number,
                QUESTIONS[call["question"]],
                call["asked"],
                call["how"],
                _run(call, call),
                None if instead is None else _run(instead, call),
            )
        )
    facts = {key: raw[key] for key in ("id", "name", "about", "version", "packages", "python", "platform", "date")}
    return Library(**facts, given=raw["given"], imports=raw["imports"], cells=tuple(cells))


def _run(raw: Mapping[str, Any], call: Mapping[str, Any]) -> Run:
    value = raw["value"]
    return Run(
        raw["code"],
        Answer(
            raw["printed"],
            None if value is None else float(value),
            raw["raised"],
            tuple(raw["warnings"]),
            raw["precision"],
            call["unit"],
        ),
    )


def plain_number(value: float | None) -> float | str | None:
    """Return a number as JSON can hold it: infinities and NaN as texts."""
    return value if value is None or math.isfinite(value) else str(value)

"""Many completion codes at once: a table as instructors export it, and what each of its lines hands in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.progress.portable.completion_code import CODE, PREFIX, CodeError, Completion, read_code

MOST_LINES: Final = 20_000
COLUMNS: Final = ("verdict", "lesson", "complete", "right", "questions", "day", "name", "record", "note")
"""What is added to each line of a table."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class HandedIn:
    """One line of a table: its number, its cells, what its code says, or why it says nothing."""

    number: int
    cells: tuple[str, ...]
    completion: Completion | None
    note: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """What is added to the line, in the order of `COLUMNS`."""
        said = self.completion
        if said is None:
            return ("not valid", *[""] * (len(COLUMNS) - 2), self.note)
        complete = "yes" if said.complete else "no"
        numbers = (str(said.right), str(said.questions), said.day.isoformat())
        return ("valid", said.lesson, complete, *numbers, said.name, said.record, self.note)


def cells_of(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the lines of a table, whose cells are parted by commas, semicolons or tabs."""
    head = text.lstrip("\ufeff").splitlines()[:1] or [""]
    mark = max(",;\t", key=head[0].count)
    try:
        for cells in csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=mark):
            yield tuple(cell.strip() for cell in cells)
    except csv.Error as error:
        raise CodeError(f"the table cannot be read ({error}); save it as CSV, one learner a line") from error


def handed_in(lines: Iterable[Sequence[str]], secret: str) -> Iterator[HandedIn]:
    """Yield what each line hands in: the first cell that looks like a code counts.

    A first line without a code is the table's heading; empty lines are left out. A code that is there twice, and
    another of the same work, are valid and say which line had them first.
    """
    codes: dict[str, int] = {}
    works: dict[tuple[str, str], int] = {}
    heading: HandedIn | None = None
    alone = True
    for number, line in enumerate(lines, 1):
        cells = tuple(line)
        if number > MOST_LINES:
            raise CodeError(f"the table has more than {MOST_LINES} lines; check it in parts")
        if not any(cells):
            continue
        found = _code_in(cells)
        if found is None and number == 1:
            heading = HandedIn(number, cells, None, "there is no code in this line")
            continue
        alone = False
        if found is None:
            yield HandedIn(number, cells, None, "there is no code in this line")
            continue
        try:
            said = read_code(found, secret)
        except CodeError as error:
            yield HandedIn(number, cells, None, str(error))
            continue
        note = ""
        if found in codes:
            note = f"the same code as in line {codes[found]}"
        elif (said.lesson, said.record) in works:
            note = f"the same work as in line {works[said.lesson, said.record]}"
        codes.setdefault(found, number)
        works.setdefault((said.lesson, said.record), number)
        yield HandedIn(number, cells, said, note)
    if heading is not None and alone:
        yield heading


def _code_in(cells: Sequence[str]) -> str | None:
    """Return the code of a line, or what was meant as one."""
    texts = ["".join(cell.split()) for cell in cells]
    whole = next((found[0] for text in texts if (found := CODE.search(text))), None)
    return whole or next((text for text in texts if text.startswith(PREFIX)), None)


def as_csv(lines: Iterable[HandedIn]) -> str:
    """Return checked lines as CSV; no cell of it is taken for a formula by a spreadsheet."""
    lines = list(lines)
    wide = max((len(line.cells) for line in lines), default=0)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*(f"column {number}" for number in range(1, wide + 1)), *COLUMNS])
    for line in lines:
        cells = [*line.cells, *[""] * (wide - len(line.cells)), *line.columns]
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return out.getvalue()

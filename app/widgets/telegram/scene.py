"""Everything that the telegram's templates show of one state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from app.figure.format import format_number, format_percent, format_plain
from app.widgets.telegram.dictionaries import entries
from app.widgets.telegram.picture import Picture, averages, drawn, gap, picture
from app.widgets.telegram.ribbon import WHOLE, WINDOW, cells, ribbon_label
from app.widgets.telegram.state import FEWEST, MOST, SPEEDS, TelegramState, largest_block
from app.widgets.telegram.tape import Tape
from app.widgets.telegram.words import OUTCOMES, break_even_note, code_note, format_bits, outcome

LENGTHS: Final = (20, 50, 100, 300, 1000, 2000)
CODES: Final = (
    ("arithmetic", "arithmetic"),
    ("block", "blocks"),
    ("huffman", "letter by letter"),
    ("ideal", "ideal lengths"),
)
FRAGMENTS: Final = ("heights", "counts", "levels", "note", "codewords", "averages")
"""The parts that stay while the letters run, by the names of their templates; a new tape brings them anew."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of averages."""

    count: int
    p: str
    q: str
    gap: str


def scene(state: TelegramState) -> dict[str, Any]:
    """Return the names that the templates use."""
    tape = state.tape()
    numbers = state.results()
    frame = picture(state, tape, numbers)
    lines, words = entries(state)
    total = frame.total
    sent = total if state.sent is None else state.sent
    return {
        "state": state,
        "tape": tape,
        "frame": frame,
        "numbers": numbers,
        "total": total,
        "sent": sent,
        "shown": {name: _shown(name, value, state.code) for name, value in numbers.items()},
        "values": {
            name: "Infinity" if value == float("inf") else repr(value).removesuffix(".0")
            for name, value in numbers.items()
        },
        "codes": CODES,
        "block_sizes": range(2, largest_block(len(state.labels)) + 1),
        "lengths": sorted({*LENGTHS, state.length}),
        "speeds": SPEEDS,
        "cells": cells(state, tape),
        "whole": total <= WHOLE,
        "ribbon_label": ribbon_label(state, tape),
        "lines": lines,
        "words": words,
        "rows": _rows(tape),
        "outcome": outcome(state, tape),
        "note": code_note(state, numbers),
        "break_even": break_even_note(state),
        "paths": _paths(tape, frame, sent),
        "percent": format_percent,
        "plain": format_plain,
        "number": format_number,
    }


def browser_words() -> dict[str, Any]:
    """Return the sentences and sizes that the browser goes on with."""
    return {
        "outcomes": dict(OUTCOMES),
        "whole": WHOLE,
        "window": WINDOW,
        "speeds": list(SPEEDS),
        "largest": {letters: largest_block(letters) for letters in range(FEWEST, MOST + 1)},
    }


def _shown(name: str, value: float, code: str) -> str:
    if name == "letters":
        return str(int(value))
    return format_bits(value, code) if name.startswith("bits-") else format_number(value)


def _rows(tape: Tape) -> list[Row]:
    """Return the averages after 1, 2, 5, 10, 20, … letters, and at the end."""
    total = len(tape.letters)
    steps = chain.from_iterable((power, 2 * power, 5 * power) for power in (1, 10, 100, 1000))
    counts = [*(count for count in steps if count < total), total]
    rows = []
    for count in counts:
        p, q = tape.p.total(count) / count, tape.q.total(count) / count
        gap = "–" if p == float("inf") else format_number(q - p)
        rows.append(Row(count, format_number(p), format_number(q), gap))
    return rows


def _paths(tape: Tape, frame: Picture, sent: int) -> Mapping[str, str]:
    """Return the lines and the gap as SVG paths in a box of 1000 by 1000."""
    counts = drawn(frame.total, sent)
    x = [frame.x(count) for count in counts]
    lines = averages(tape, counts)
    area = gap(x, lines["p"], lines["q"])
    p, q = _points(x, lines["p"], frame), _points(x, lines["q"], frame)
    around = [*_points(area["x"], area["p"], frame), *reversed(_points(area["x"], area["top"], frame))]
    return {"p": _path(p), "q": _path(q), "gap": f"{_path(around)}Z" if around else "", "floor": _floor(p)}


def _points(x: Sequence[float], y: Sequence[float], frame: Picture) -> list[str]:
    return [f"{1000 * across:.1f} {1000 * (1 - value / frame.top):.1f}" for across, value in zip(x, y, strict=False)]


def _floor(points: list[str]) -> str:
    """Return the area under a line."""
    return f"{_path(points)}V1000H{points[0].split()[0]}Z" if points else ""


def _path(points: list[str]) -> str:
    return f"M{'L'.join(points)}" if points else ""

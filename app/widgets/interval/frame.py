"""Where everything lies in the picture of the interval. `frame.js` is the twin, number for number.

On top the belief, cut where the friend cuts it. Below it a window, filled by the words of the code; once something is
written, the word that was chosen last is pulled out to the whole width: the next window, in which the words lie again.
Under that the piece of the message's own word, and the bill in bits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from app.figure.drawing import Frame, Parts, coordinate, percent
from app.figure.format import format_number, format_percent
from app.widgets.interval.state import Word, blocks_of

if TYPE_CHECKING:
    from app.widgets.interval.state import IntervalState

MOST_WORDS: Final = 8

#: How much of the picture a text takes: its edges, and each of its characters.
EDGES: Final = 0.02
CHARACTER: Final = 0.02

#: The bill is at least as long as this many bits, so that a first letter does not fill it.
SHORTEST: Final = 8.0
LAST: Final = 16


def frame(state: IntervalState, results: Mapping[str, float], *, pending: bool = False) -> Frame:
    """Return what each part of the figure shows."""
    words, size = state.words(), int(state.block)
    blocks = blocks_of(state.coded(), size)
    shown: Parts = {
        "belief-e": {"style.width": percent(state.q), "text": _believed("e", state.q)},
        "belief-t": {
            "style.left": percent(state.q),
            "style.width": percent(1 - state.q),
            "text": _believed("t", 1 - state.q),
        },
        "handle-q": {"style.left": percent(state.q)},
        "where-a": {"text": _where(blocks[:-1])},
        "where-b": {"text": f"{_where(blocks)}, and the piece of its own word"},
        "funnel": {"d": _funnel(words, blocks)},
        "message": {"text": _message(state.message, size)},
        "remark": {"text": "" if pending else remark(state, results)},
        **_row("a", words, blocks[-1] if blocks else None, hidden=False),
        **_row("b", words, None, hidden=not blocks),
        **_own_word(state),
        **_bill(results, pending=pending),
    }
    return shown


def _believed(letter: str, share: float) -> str:
    return _fitting(share, letter, f"{letter} {format_percent(share, 0)}")


def _where(blocks: Sequence[str]) -> str:
    return f"after {_tail(''.join(blocks))}" if blocks else "the whole interval"


def _tail(text: str) -> str:
    return text if len(text) <= LAST else "…" + text[-LAST:]


def _message(message: str, size: int) -> str:
    """Return what is written so far, block by block."""
    return " ".join(blocks_of(message, size)) or "nothing yet"


def _row(row: str, words: Sequence[Word], chosen: str | None, *, hidden: bool) -> Parts:
    """Return the words of one window, and what belongs to none."""
    shown: Parts = {}
    for index in range(MOST_WORDS):
        word = words[index] if index < len(words) else None
        shown[f"{row}-{index}"] = {
            "hidden": "" if hidden or word is None else None,
            "data-block": word.block if word else None,
            "data-chosen": "" if word and word.block == chosen else None,
            "style.left": percent(word.start if word else 0.0),
            "style.width": percent(word.share if word else 0.0),
            "text": _label(word) if word else "",
        }
    end = words[-1].start + words[-1].share
    empty = hidden or end > 1 - 1e-9
    shown[f"{row}-free"] = {
        "hidden": "" if empty else None,
        "style.left": percent(end),
        "style.width": percent(1 - end),
        "text": "" if empty else _fitting(1 - end, "no word"),
    }
    return shown


def _label(word: Word) -> str:
    return _fitting(word.share, word.block, f"{word.block}\n{word.written or format_number(word.length, digits=2)}")


def _fitting(share: float, *texts: str) -> str:
    """Return the last of some texts for which so much of the picture is room."""
    fitting = [text for text in texts if share >= EDGES + CHARACTER * max(map(len, text.split("\n")))]
    return fitting[-1] if fitting else ""


def _funnel(words: Sequence[Word], blocks: Sequence[str]) -> str:
    """Return the shape between a word and the window that it becomes."""
    if not blocks:
        return ""
    word = next(word for word in words if word.block == blocks[-1])
    left, right = (coordinate(100 * min(place, 1.0)) for place in (word.start, word.start + word.share))
    return f"M{left} 0 L0 100 H100 L{right} 0 Z"


def _own_word(state: IntervalState) -> Parts:
    """Return the piece of the message's own word within the last window, and how it is written."""
    word = state.word()
    left, width = 0.0, 1.0
    if state.code == "ideal":
        piece, bits = state.piece(), len(word)
        left = (int(word or "0", 2) * piece.whole - (piece.low << bits)) / (piece.width << bits)
        width = piece.whole / (piece.width << bits)
    return {
        "word": {
            "hidden": None if word else "",
            "style.left": percent(left),
            "style.width": percent(width),
        },
        "written": {"text": _tail(word) if word else "no bit yet"},
    }


def _bill(results: Mapping[str, float], *, pending: bool) -> Parts:
    """Return two bars of bits: what the right book would spend, and what this code spends."""
    right, bits = results["right"], results["bits"]
    longest = max(SHORTEST, right, bits)
    saved = bits < right
    return {
        "bar-right": {"style.width": percent(right / longest)},
        "bar-bits": {"hidden": "" if pending else None, "style.width": percent(min(bits, right) / longest)},
        "bar-extra": {
            "hidden": "" if pending or bits == right else None,
            "data-saved": "" if saved else None,
            "style.left": percent(min(bits, right) / longest),
            "style.width": percent(0.0 if pending else abs(bits - right) / longest),
        },
    }


def remark(state: IntervalState, results: Mapping[str, float]) -> str:
    """Return what is special about this code and message."""
    waiting = len(state.message) - len(state.coded())
    if state.code == "shannon" and results["kraft"] < 1:
        return "What belongs to no word is paid for and never used: longer words than needed."
    if waiting:
        return f"A word stands for {state.block} letters: what is written last still waits for its word."
    if state.code == "ideal":
        return "Each letter keeps its share of what is left. One word within the last piece says the whole message."
    if state.code == "huffman":
        return "The words fill the interval to its end, whether the book is right or wrong."
    return "These lengths fill the interval to its end: every share is a half of a half of …"

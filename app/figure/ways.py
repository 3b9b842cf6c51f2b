"""What a hand can do in a figure: each figure declares it, the help lists it, and a test does all of it.

The page shows a way only where the figure has what it needs: a lesson that leaves out a control leaves out its line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

#: The keys as the help writes them, and as a browser calls them.
KEYS: Final[Mapping[str, str]] = {
    "←": "ArrowLeft",
    "→": "ArrowRight",
    "↑": "ArrowUp",
    "↓": "ArrowDown",
    "Page Up": "PageUp",
    "Page Down": "PageDown",
    "Home": "Home",
    "End": "End",
    "Enter": "Enter",
    "Space": "Space",
    "Ctrl + Z": "Control+z",
    "Ctrl + Shift + Z": "Control+Shift+z",
    "a … z": "e",
}
ARROWS: Final = ("←", "→", "↑", "↓")
SLIDING: Final = (*ARROWS, "Page Up", "Page Down", "Home", "End")


@dataclass(frozen=True)
class Way:
    """One thing that a hand can do.

    Parameters
    ----------
    at
        What selects, in the figure, the elements that take it.
    hand
        What mouse or finger do: an imperative.
    does
        What comes of it.
    keys
        The keys that do it when the focus is there, of `KEYS`.
    types
        What is typed there first, as an example; Enter takes it.
    mark
        What stands in the HTML of a figure that has such an element.
    """

    at: str
    hand: str
    does: str
    keys: tuple[str, ...] = ()
    types: str = ""
    mark: str = ""


def pressed(control: str, does: str, hand: str = "Press") -> Way:
    """Return the way of a button, by its `data-control`."""
    return Way(f'[data-control="{control}"]', hand, does, ("Enter",))


#: What controls do that many figures have.
SHARED: Final = (
    Way('[data-control="presets"]', "Choose", "An example.", ("↑", "↓"), mark='data-control="presets"'),
    Way(
        '[data-control="unit"]:checked',
        "Choose",
        "What is counted in, bits or nats.",
        ("←", "→"),
        mark='data-control="unit"',
    ),
    Way('[data-control="undo"]', "Press", "Undo the last gesture.", ("Ctrl + Z",), mark='data-control="undo"'),
    Way('[data-control="redo"]', "Press", "Redo it.", ("Ctrl + Shift + Z",), mark='data-control="redo"'),
    Way('[data-control="reset"]', "Press", "Back to the start.", ("Enter",), mark='data-control="reset"'),
    Way("[data-panel]", "Press", "Open or close a panel below the figure.", ("Enter",), mark='data-panel="'),
    Way(
        '[data-control="link"]',
        "Press",
        "Copy an address that shows exactly this.",
        ("Enter",),
        mark='data-control="link"',
    ),
    Way(
        "details.python > summary",
        "Press",
        "Show the lines of Python that compute this.",
        ("Enter",),
        mark='<details class="python"',
    ),
)

"""A browser that is driven by the W3C's protocols: what the tests of all engines ask of it."""

from __future__ import annotations

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from tests.patience import PATIENCE


class Engine(ABC):
    """One window. Scripts are functions in source text; what they return travels as JSON."""

    name: str
    version: str

    @abstractmethod
    def open(self, url: str) -> None:
        """Go to an address and wait until it is loaded."""

    @abstractmethod
    def evaluate(self, expression: str) -> str:
        """Return what an expression, a promise of a text, comes to."""

    @abstractmethod
    def act(self, actions: list[dict[str, Any]]) -> None:
        """Perform actions of pointers and keys, in the form of WebDriver."""

    @abstractmethod
    def screenshot(self) -> bytes:
        """Return the window as a PNG."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Give the page this size."""

    @abstractmethod
    def close(self) -> None:
        """End the browser."""

    def run(self, function: str, *arguments: Any) -> Any:
        """Call a function of the page with arguments that JSON can hold."""
        call = f"(async () => JSON.stringify(await ({function})(...{json.dumps(arguments)})) ?? 'null')()"
        return json.loads(self.evaluate(call))

    def wait(self, function: str, *arguments: Any, patience: float = PATIENCE) -> Any:
        """Call a function until what it returns is true, and return that."""
        deadline = time.monotonic() + patience
        while not (found := self.run(function, *arguments)):
            assert time.monotonic() < deadline, f"{self.name}: not within {patience:g} s: {function}{arguments}"
            time.sleep(0.05)
        return found

    def centre(self, selector: str) -> tuple[int, int]:
        """Scroll an element into sight and return where its middle is."""
        x, y = self.run(
            """(selector) => {
              const element = document.querySelector(selector);
              element.scrollIntoView({ block: "center", behavior: "instant" });
              const box = element.getBoundingClientRect();
              return [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)];
            }""",
            selector,
        )
        return x, y

    def drag(self, start: tuple[int, int], by: tuple[int, int], kind: str = "mouse", steps: int = 6) -> None:
        """Press at a place, move and let go, as a mouse or a finger does."""
        moves = [
            move(start[0] + by[0] * step // steps, start[1] + by[1] * step // steps, 16) for step in range(1, steps + 1)
        ]
        self.act([pointer(kind, [move(*start), DOWN, *moves, UP])])

    def press(self, *keys: str) -> None:
        """Press and release keys, one after the other."""
        strokes = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.act([{"type": "key", "id": "keys", "actions": strokes}])


DOWN = {"type": "pointerDown", "button": 0}
UP = {"type": "pointerUp", "button": 0}
TAB, ENTER, ESCAPE = "\ue004", "\ue007", "\ue00c"
LEFT, UP_KEY, RIGHT, DOWN_KEY = "\ue012", "\ue013", "\ue014", "\ue015"


def move(x: int, y: int, duration: int = 0) -> dict[str, Any]:
    """Return the step that moves a pointer."""
    return {"type": "pointerMove", "x": x, "y": y, "duration": duration}


def pointer(kind: str, actions: list[dict[str, Any]], name: str = "pointer") -> dict[str, Any]:
    """Return what one pointer, a mouse or a finger, does."""
    return {"type": "pointer", "id": f"{kind}-{name}", "parameters": {"pointerType": kind}, "actions": actions}


Make = Callable[[], Engine]

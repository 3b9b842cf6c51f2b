"""How the telegram is shown: its HTML for the first paint, its Bokeh figure, and its answers to the browser."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from markupsafe import Markup

from app.ui.drawing import DeclaredWidget
from app.ui.options import WidgetOptions
from app.ui.ways import SLIDING, Way, pressed
from app.ui.widget import StateError, WidgetState, json_number, json_script
from app.widgets.telegram.scene import FRAGMENTS, browser_words, scene
from app.widgets.telegram.state import TelegramState

if TYPE_CHECKING:
    from bokeh.model import Model


class Telegram(DeclaredWidget):
    """Letters sent one by one under two dictionaries, and the bits of both counted."""

    kind = "telegram"
    title = "The telegram"
    about = "The telegram: what its letters cost with the right and with the wrong dictionary"
    State = TelegramState
    asks: ClassVar[bool] = True
    slow_to_draw: ClassVar[bool] = True
    python: ClassVar[tuple[str, ...]] = ("p", "q", "code", "block", "counts")
    python_results: ClassVar[Mapping[str, str]] = {
        "entropy": "H",
        "kl": "kl",
        "expected-p": "cost_p",
        "expected-q": "cost_q",
    }

    def own_ways(self) -> tuple[Way, ...]:
        """Return what a hand can do with the letters."""
        return (
            pressed("play", "Let the letters run, or pause them."),
            pressed("step", "Send one letter."),
            pressed("rewind", "Back to before the first letter."),
            Way('[data-control="place"]', "Slide", "How many letters are sent.", SLIDING),
            Way('[data-control="speed"]', "Slide", "Letters a second.", ("←", "→", "↑", "↓")),
            Way('[data-control="code"]:checked', "Choose", "How letters become bits.", ("←", "→")),
            Way('[data-role="text"]', "Type", "A message of your own.", ("Enter",), "tete"),
            pressed("another", "Draw another telegram."),
        )

    def body(self, state: WidgetState, widget_id: str, options: Mapping[str, Any]) -> Markup:
        """Return the telegram as it stands, with its tape, so that it can be played without the server."""
        assert isinstance(state, TelegramState)
        names = scene(state)
        first = json_script({**self._told(names), "words": browser_words()})
        return self._render("telegram", names, widget_id, self.State.options().from_mapping(options), first=first)

    def picture_names(self, state: WidgetState, *, pending: bool) -> dict[str, Any]:  # noqa: ARG002 - nothing is predicted
        """Return what a letter costs with either book."""
        return {"results": state.results(), "infinity": math.inf}

    def answer(self, state: WidgetState, question: Mapping[str, Any]) -> dict[str, Any]:
        """Answer `{"tape": fields}`: the telegram of the state changed by these fields, and what changes with it."""
        assert isinstance(state, TelegramState)
        if not isinstance(question, Mapping) or not isinstance(question.get("tape"), Mapping):
            raise StateError(f"asked {question!r}, but the telegram answers only for a tape: ask {{'tape': {{…}}}}.")
        asked = state.changed(question["tape"])
        names = scene(asked)
        shown = self.State.options()(hide=tuple(name for name in question.get("hide", ()) if isinstance(name, str)))
        fragments = {name: self._render(name, names, str(question.get("id", "")), shown) for name in FRAGMENTS}
        return {"state": asked.as_dict(), **self._told(names), "fragments": fragments}

    def costly(self, message: Mapping[str, Any]) -> bool:
        """Whether it is a wish for another tape, or a code with thousands of words or of digits."""
        state = message.get("state")
        return "question" in message or (isinstance(state, Mapping) and state.get("code") in ("block", "arithmetic"))

    def canvases(self) -> Mapping[str, Model]:
        """Return the picture of the running averages."""
        from app.widgets.telegram.figure import averages_figure  # noqa: PLC0415 - Bokeh, to draw alone

        return {"averages": averages_figure()}

    def _told(self, names: Mapping[str, Any]) -> dict[str, Any]:
        """Return the numbers that the browser draws and counts with."""
        return {
            "tape": names["tape"].as_dict(),
            "frame": names["frame"].as_dict(),
            "results": {name: json_number(value) for name, value in names["numbers"].items()},
            "blocks": list(names["block_sizes"]),
        }

    def _render(
        self, template: str, names: Mapping[str, Any], widget_id: str, options: WidgetOptions, **more: Any
    ) -> Markup:
        names = {**names, "widget_id": widget_id, "hidden": options.hide, "options": options}
        return self.rendered(f"{template}.html", **names, **more)

"""How the telegram is shown: its HTML for the first paint, its Bokeh figure, and its answers to the browser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from markupsafe import Markup

from app.ui.widget import StateError, Widget, WidgetState, json_number
from app.widgets.telegram.state import TelegramState


class Telegram(Widget):
    """Letters sent one by one under two dictionaries, and the bits of both counted."""

    kind: ClassVar[str] = "telegram"
    title: ClassVar[str] = "The telegram"
    State: ClassVar[type[WidgetState]] = TelegramState

    def label(self, state: WidgetState, options: Mapping[str, Any]) -> str:
        """Return the figure's accessible name."""
        return "The telegram: what each letter costs with the right and with the wrong dictionary"

    def body(self, state: WidgetState, widget_id: str, options: Mapping[str, Any]) -> Markup:
        """Return the telegram as it stands."""
        return Markup("<p>The telegram</p>")

    def answer(self, state: WidgetState, question: Mapping[str, Any]) -> dict[str, Any]:
        """Answer `{"tape": fields}`: the telegram of the state changed by these fields, with its numbers."""
        if not isinstance(question, Mapping) or not isinstance(question.get("tape"), Mapping):
            raise StateError(f"asked {question!r}, but the telegram answers only for a tape: ask {{'tape': {{…}}}}.")
        asked = state.changed(question["tape"])
        return {
            "state": asked.as_dict(),
            "tape": asked.tape().as_dict(),
            "results": {name: json_number(value) for name, value in asked.results().items()},
        }

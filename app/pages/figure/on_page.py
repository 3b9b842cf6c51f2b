"""A widget in its place on a page."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup

from app.pages.base.site import Site
from app.ui.widget import Widget, WidgetState


@dataclass(frozen=True)
class Placed:
    """A widget in its place on a page, with the state that this visit has of it."""

    id: str
    widget: Widget
    state: WidgetState
    problem: str | None = None


@dataclass(frozen=True)
class Shown:
    """A figure as a page shows it."""

    item: Placed
    options: Mapping[str, Any]

    @cached_property
    def key(self) -> Hashable:
        """All that the figure's HTML follows from."""
        told = json.dumps([self.item.state.as_dict(), self.options], sort_keys=True)
        return (self.item.widget.kind, self.item.id, told)

    def html(self, site: Site) -> Markup:
        """Return the figure, which is drawn once for everybody."""
        return site.parts.get(self.key, lambda: self.item.widget.html(self.item.state, self.item.id, self.options))

    async def draw_beside(self, site: Site, learner: str) -> None:
        """Have the figure drawn beside the event loop, if that takes long; `html` finds it then."""
        widget = self.item.widget
        if widget.slow_to_draw and self.key not in site.parts:
            asked = {"state": self.item.state.as_dict(), "id": self.item.id, "options": self.options}
            answer = await site.beside(learner, {"kind": widget.kind, "draw": asked})
            site.parts.get(self.key, lambda: Markup(answer["html"]))  # noqa: S704 - what `Widget.html` returned


def place_one(widget_id: str, widget: Widget, options: Mapping[str, Any], query: Mapping[str, str]) -> Placed:
    """Return a widget in its place; if the address asks for what cannot be, with its own start and the problem."""
    start = widget.State.from_options(options)
    try:
        return Placed(widget_id, widget, widget.State.from_query(query, start))
    except ValueError as error:
        return Placed(widget_id, widget, widget.State.from_options(options), str(error))

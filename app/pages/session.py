"""A page with widgets: what Panel builds for each visit, and again when a lost connection comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import panel as pn
from jinja2 import Environment
from markupsafe import Markup
from panel.viewable import Viewable

from app.pages.visit import CURRENT, Visit
from app.ui.channel import Channel
from app.ui.widget import Widget, WidgetState, receiver


@dataclass(frozen=True)
class Placed:
    """A widget in its place on a page, with the state that this visit has of it."""

    id: str
    widget: Widget
    state: WidgetState
    problem: str | None = None


Place = Callable[[Visit | None], list[Placed]]
"""Makes the widgets of a page anew for a visit; for None, with the states that they have at first."""

Show = Callable[[Visit, list[Placed]], Markup]
"""Renders the page around its placed widgets."""


def page_factory(environment: Environment, place: Place, show: Show) -> Callable[[], pn.Template]:
    """Return the function that Panel calls for each session of a page.

    A session that is made for a WebSocket (after a restart of the server) has no page to render: the browser has it already.
    """
    shell = environment.get_template("panel_page.html")

    def make() -> pn.Template:
        visit = CURRENT.get()
        placed = place(visit)
        template = pn.Template(shell)
        template.add_variable("page", "" if visit is None else show(visit, placed))
        for name, root in _roots(placed):
            template.add_panel(name, root)
        return template

    return make


def _roots(placed: list[Placed]) -> list[tuple[str, Viewable]]:
    """Return what Panel must know of: a channel a widget, and its Bokeh figures."""
    roots: list[tuple[str, Any]] = []
    for item in placed:
        roots.append((f"channel-{item.id}", Channel(receiver(item.widget, item.state), widget=item.id)))
        roots.extend(item.widget.figures(item.state, item.id).items())
    return roots

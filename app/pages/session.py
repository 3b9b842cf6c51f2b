"""A page with widgets: what Panel builds for each visit, and again when a lost connection comes back."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

import panel as pn
from jinja2 import Environment
from markupsafe import Markup
from panel.viewable import Viewable

from app.pages.visit import Visit
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


@dataclass(frozen=True)
class Prepared:
    """A page that is rendered already, and the widgets that stand in it."""

    page: Markup
    placed: list[Placed]


PREPARED: ContextVar[Prepared | None] = ContextVar("prepared", default=None)
"""The page of the request that is being answered; None where Panel builds a session anew for a WebSocket."""


class PanelPage:
    """One page with widgets."""

    def __init__(self, environment: Environment, place: Place, show: Show) -> None:
        self._shell = environment.get_template("panel_page.html")
        self._place = place
        self._show = show

    def prepare(self, visit: Visit) -> None:
        """Render the page for a visit; what goes wrong here becomes an honest error."""
        placed = self._place(visit)
        PREPARED.set(Prepared(self._show(visit, placed), placed))

    def build(self) -> pn.Template:
        """Return what Panel serves: called for each session.

        A session that is made for a WebSocket (after a restart of the server) has no page to render: the browser has
        it already.
        """
        prepared = PREPARED.get() or Prepared(Markup(), self._place(None))
        template = pn.Template(self._shell)
        template.add_variable("page", prepared.page)
        for name, root in _roots(prepared.placed):
            template.add_panel(name, root)
        return template


def _roots(placed: list[Placed]) -> list[tuple[str, Viewable]]:
    """Return what Panel must know of: the channel of all widgets, and their Bokeh figures."""
    channel = Channel({item.id: receiver(item.widget, item.state) for item in placed})
    figures = [figure for item in placed for figure in item.widget.figures(item.state, item.id).items()]
    return [("channel", channel), *figures]

"""The contract that every widget keeps: a state that computes, and HTML that shows it before any script has run."""

from __future__ import annotations

import json
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import param
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from app.ui.python import LIBRARIES, ShownPython

if TYPE_CHECKING:
    from panel.viewable import Viewable


class StateError(ValueError):
    """What was asked of a state is impossible: the message names the thing, the value, the rule and the repair."""


class WidgetState(param.Parameterized):
    """What a widget shows: declared values, and everything else derived from them by the kernel.

    A state knows no Panel and no Bokeh. It is made from a lesson's options, from a query string, or from a browser's
    message, and each of the three refuses bad input with a `StateError` (or the kernel's own `KernelError`) and stays
    as it was.
    """

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> WidgetState:
        """Return the state that a lesson's front matter describes."""
        raise NotImplementedError

    @classmethod
    def from_query(cls, query: Mapping[str, str], default: WidgetState) -> WidgetState:
        """Return `default` changed by what a query string says; what it does not name stays."""
        raise NotImplementedError

    def update(self, message: Mapping[str, Any]) -> None:
        """Take over the state that a browser sent; all of it or, with an error, nothing."""
        raise NotImplementedError

    def as_dict(self) -> dict[str, Any]:
        """Return the state in the form of a message: plain JSON values, full precision."""
        raise NotImplementedError

    def shown_values(self) -> dict[str, Any]:
        """Return what "Show the Python" may begin with: the fields, and what a widget works out besides."""
        return self.as_dict()

    def to_query(self) -> dict[str, str]:
        """Return the query string's fields that `from_query` reads back exactly."""
        raise NotImplementedError

    def results(self) -> dict[str, float]:
        """Return the kernel's numbers by the names that the page shows them under (`data-quantity`)."""
        raise NotImplementedError


class Widget(ABC):
    """One kind of widget. Stateless: what changes lives in a `WidgetState`, one a page and learner."""

    kind: ClassVar[str]
    title: ClassVar[str]
    """The words on the course page and in the window's title."""

    State: ClassVar[type[WidgetState]]

    python: ClassVar[tuple[str, ...]] = ()
    """The values of the state that the lines of `scipy.txt` and `torch.txt` begin with; without any, there are none."""

    python_results: ClassVar[Mapping[str, str]] = {}
    """Quantities, and the names under which the lines of `scipy.txt` leave them."""

    @abstractmethod
    def label(self, state: WidgetState, options: Mapping[str, Any]) -> str:
        """Return the figure's accessible name."""

    @abstractmethod
    def body(self, state: WidgetState, widget_id: str, options: Mapping[str, Any]) -> Markup:
        """Return what is seen before any script has run, and in print: the figure of the state, with its numbers."""

    def reply(self, state: WidgetState) -> dict[str, Any]:
        """Return the server's confirmation of a state: the kernel's numbers, infinity written as text."""
        return {"results": {name: json_number(value) for name, value in state.results().items()}}

    def answer(self, state: WidgetState, question: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG002 - most ask none
        """Answer what only Python computes; a widget that needs no such thing refuses every question."""
        message = f"{self.kind}: asked {sorted(question)!r}, but this widget answers no questions; send a state instead"
        raise StateError(message)

    def figures(self, state: WidgetState, widget_id: str) -> dict[str, Viewable]:  # noqa: ARG002 - most widgets have none
        """Return the Bokeh figures of the widget, by the names of the `<!--root:NAME-->` marks in its body."""
        return {}

    @cached_property
    def templates(self) -> Environment:
        """The templates that stand beside the widget's code."""
        return Environment(
            loader=PackageLoader(type(self).__module__.rpartition(".")[0], "."),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def rendered(self, template: str, **names: Any) -> Markup:
        """Return a template of the widget, filled in."""
        return Markup(self.templates.get_template(template).render(**names))  # noqa: S704 - autoescaped

    @cached_property
    def shown_python(self) -> ShownPython | None:
        """The lines of Python that compute what is shown, if the widget has them."""
        if not self.python:
            return None
        folder = Path(str(sys.modules[type(self).__module__].__file__)).parent
        bodies = {name: (folder / f"{name}.txt").read_text(encoding="utf-8") for name in LIBRARIES}
        return ShownPython(self.python, bodies)

    def _python_panel(self, state: WidgetState, options: Mapping[str, Any]) -> Markup:
        if self.shown_python is None or options.get("projector") or "python" in options.get("hide", ()):
            return Markup()
        return self.shown_python.html(state.shown_values())

    def html(self, state: WidgetState, widget_id: str, options: Mapping[str, Any]) -> Markup:
        """Return the whole slot of the widget: its name, its first state for the browser, and its body."""
        first = {"state": state.as_dict(), "options": dict(options)}
        return Markup(
            '<figure class="widget widget-{kind}" id="widget-{id}" data-widget="{id}" data-kind="{kind}" '
            'aria-label="{label}">'
            '<script type="application/json" class="widget-state">{first}</script>'
            '<div class="widget-body">{body}</div>{python}</figure>',
        ).format(
            kind=self.kind,
            id=widget_id,
            label=self.label(state, options),
            first=json_script(first),
            body=self.body(state, widget_id, options),
            python=self._python_panel(state, options),
        )


def json_number(value: float) -> float | str:
    """Return `value` as JSON can hold it: infinity becomes the text that `data-value` carries."""
    if value == float("inf"):
        return "Infinity"
    return "-Infinity" if value == float("-inf") else value


def json_script(data: object) -> Markup:
    """Return JSON that may stand in a `<script>`: no sequence in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # noqa: S704 - JSON, "<" escaped


def receiver(widget: Widget, state: WidgetState) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """Return the function that answers a browser's messages about `state`: a state to take over, or a question."""

    def receive(message: Mapping[str, Any]) -> dict[str, Any]:
        try:
            if "question" in message:
                return {"answer": widget.answer(state, message["question"])}
            state.update(message["state"])
        except (ValueError, KeyError, TypeError) as error:
            return {"error": str(error)}
        return widget.reply(state)

    return receive

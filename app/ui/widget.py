"""The contract that every widget keeps: a state that computes, and HTML that shows it before any script has run."""

from __future__ import annotations

import json
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

import param
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from app.ui.message import sentence_of
from app.ui.python import LIBRARIES, ShownPython
from app.ui.ways import SHARED, Way

if TYPE_CHECKING:
    from bokeh.model import Model


COMMON = Environment(loader=PackageLoader("app.ui", "templates"), autoescape=True, undefined=StrictUndefined)
"""The templates that all figures share."""


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

    def take(self, **values: Any) -> None:
        """Take over values that have been read: whoever calls this has checked each of them.

        `param.update` would check them a second time and look for watchers, of which a state has none; on a message
        that is half of its cost. `tests/ui/test_taken_values.py` holds that the two agree.
        """
        self._param__private.values.update(values)

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

    controls: tuple[str, ...] = ()
    """The names of what it can leave out, beside what every figure can."""
    heard: ClassVar[Mapping[str, str]] = {}
    """Quantities that have a pitch where they are shown, with their names; of two the first is heard left."""

    asks: ClassVar[bool] = False
    """Whether its page asks questions that take long: a worker is made ready when such a figure is touched."""

    slow_to_draw: ClassVar[bool] = False
    """Whether to draw some of its states takes longer than 20 ms, so that it must not be done on the event loop."""

    @abstractmethod
    def label(self, state: WidgetState, options: Mapping[str, Any]) -> str:
        """Return the figure's accessible name."""

    @abstractmethod
    def body(self, state: WidgetState, widget_id: str, options: Mapping[str, Any]) -> Markup:
        """Return what is seen before any script has run, and in print: the figure of the state, with its numbers."""

    def picture(self, state: WidgetState, *, pending: bool = False) -> Markup:
        """Return a small still picture of a state, 160 by 100: the shapes inside an SVG element of the page.

        It is `picture.svg` beside the widget, whose classes the style sheet `picture.css` colours; while a prediction
        is `pending` it shows no result. Empty where a widget has none.
        """
        if not (self.folder / "picture.svg").exists():
            return Markup()
        names = self.picture_names(state, pending=pending)
        return self.rendered("picture.svg", state=state, pending=pending, **names)

    def picture_names(self, state: WidgetState, *, pending: bool) -> dict[str, Any]:  # noqa: ARG002 - some show none
        """Return what the picture is filled with beside the state."""
        return {}

    def ways(self) -> tuple[Way, ...]:
        """Return what a hand can do in the figure: what `own_ways` says, and of what all share that which it has."""
        return (*self.own_ways(), *(way for way in SHARED if way.mark in self.first_html))

    @cached_property
    def first_html(self) -> str:
        """The figure in its first state, with all its controls."""
        return str(self.html(self.start, self.kind, {}))

    @abstractmethod
    def own_ways(self) -> tuple[Way, ...]:
        """Return what a hand can do in this figure alone."""

    def reply(self, state: WidgetState) -> dict[str, Any]:
        """Return the server's confirmation of a state: the kernel's numbers, infinity written as text."""
        return {"results": {name: json_number(value) for name, value in state.results().items()}}

    def answer(self, state: WidgetState, question: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG002 - most ask none
        """Answer what only Python computes; a widget that needs no such thing refuses every question."""
        message = f"{self.kind}: asked {sorted(question)!r}, but this widget answers no questions; send a state instead"
        raise StateError(message)

    def asked_first(
        self,
        state: WidgetState,  # noqa: ARG002 - most ask none
    ) -> Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]:
        """Return what its page asks of its first state, each with the part of it that the answer follows from.

        A copy of the page that has no server carries these answers.
        """
        return ()

    def costly(self, message: Mapping[str, Any]) -> bool:  # noqa: ARG002 - most figures compute nothing long
        """Whether answering a message may take longer than 20 ms, so that it must not be done on the event loop."""
        return False

    def respond(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Answer a message of a browser, `{"state": fields}` or `{"question": fields}`, from what stands in it alone.

        Returns
        -------
        dict
            What `reply` says of the state, or `{"answer": ...}`, or `{"error": sentence}` for what cannot be.
        """
        try:
            if "question" in message:
                if not isinstance(message["question"], Mapping):
                    return {"error": UNREADABLE}
                return {"answer": self.answer(self.start, message["question"])}
            if not isinstance(message.get("state"), Mapping):
                return {"error": UNREADABLE}
            self._asked.update(message["state"])
            return self.reply(self._asked)
        except ValueError as error:  # each of our sentences is one
            return {"error": sentence_of(error)}
        except (TypeError, KeyError, ArithmeticError, RecursionError):
            return {"error": UNREADABLE}

    def draw(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Return `{"html": ...}`, what `html` returns, for `{"state": fields, "id": ..., "options": ...}`."""
        state = self.State()
        state.update(message["state"])
        return {"html": self.html(state, message["id"], message["options"])}

    @cached_property
    def start(self) -> WidgetState:
        """The state of the defaults; nobody changes it."""
        return self.State()

    @cached_property
    def _asked(self) -> WidgetState:
        """The state that the message under way describes. Every message describes the whole of one, or is refused."""
        return self.State()

    def canvases(self) -> Mapping[str, Model]:
        """Return the Bokeh figures that the browser draws on, by the names of their files beside the widget.

        They hold no data yet: `python -m app draw-canvases` writes them down once, and the page fills them.
        """
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
    def folder(self) -> Path:
        """Where the widget's code is, and what belongs to it."""
        return Path(str(sys.modules[type(self).__module__].__file__)).parent

    @cached_property
    def shown_python(self) -> ShownPython | None:
        """The lines of Python that compute what is shown, if the widget has them."""
        if not self.python:
            return None
        bodies = {name: (self.folder / f"{name}.txt").read_text(encoding="utf-8") for name in LIBRARIES}
        return ShownPython(self.python, bodies)

    def _python_panel(self, state: WidgetState, options: Mapping[str, Any]) -> Markup:
        if self.shown_python is None or options.get("projector") or "python" in options.get("hide", ()):
            return Markup()
        return self.shown_python.html(state.shown_values())

    def on_a_wall(self, state: WidgetState, options: Mapping[str, Any]) -> Markup:
        """Return the links to this state for a class; a script adds what to cover, what to leave out, and steps."""
        return self._for_class("on_a_wall", state, options)

    def _class_panel(self, state: WidgetState, options: Mapping[str, Any]) -> Markup:
        if options.get("projector") or "class" in options.get("hide", ()):
            return Markup()
        return self._for_class("in_class", state, options)

    def _for_class(self, template: str, state: WidgetState, options: Mapping[str, Any]) -> Markup:
        hidden = tuple(options.get("hide", ()))
        own = {**state.to_query(), **({"hide": ",".join(hidden)} if hidden else {})}
        return Markup(  # noqa: S704 - autoescaped
            COMMON.get_template(f"{template}.html").render(
                page=options.get("link") or f"/lab/{self.kind}",
                own=urlencode(own),
                wall=urlencode({**own, "view": "projector"}),
                title=self.title,
                names=self.controls,
                hidden=hidden,
                beside=options.get("beside", False),
            )
        )

    def told(self) -> dict[str, Any]:
        """Return what the browser is told beside the first state and the options."""
        return {}

    def html(
        self, state: WidgetState, widget_id: str, options: Mapping[str, Any], brought: Mapping[str, Any] | None = None
    ) -> Markup:
        """Return the whole slot of the widget: its name, its first state for the browser, and its body.

        What is `brought` stands among the options that the browser gets: answers, so that no one has to ask for them.
        """
        first = {"state": state.as_dict(), "options": {**options, **(brought or {})}, **self.told()}
        return Markup(
            '<figure class="widget widget-{kind}" id="widget-{id}" data-widget="{id}" data-kind="{kind}" '
            'data-heard="{heard}" aria-label="{label}">'
            '<a class="skip" href="#after-{id}">Skip this figure</a>'
            '<script type="application/json" class="widget-state">{first}</script>'
            '<div class="widget-body">{body}</div>{python}{in_class}'
            '<span id="after-{id}" tabindex="-1"></span></figure>',
        ).format(
            kind=self.kind,
            heard=" ".join(self.heard),
            id=widget_id,
            label=self.label(state, options),
            first=json_script(first),
            body=self.body(state, widget_id, options),
            python=self._python_panel(state, options),
            in_class=self._class_panel(state, options),
        )


UNREADABLE = 'the message cannot be read: send {"state": {...}} or {"question": {...}} with the fields of this figure.'


def json_number(value: float) -> float | str:
    """Return `value` as JSON can hold it: infinity becomes the text that `data-value` carries."""
    if value == float("inf"):
        return "Infinity"
    return "-Infinity" if value == float("-inf") else value


def json_script(data: object) -> Markup:
    """Return JSON that may stand in a `<script>`: no sequence in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # noqa: S704 - JSON, "<" escaped

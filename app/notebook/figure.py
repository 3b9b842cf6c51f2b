"""A figure of the course as a Panel component: its state are parameters, its numbers a dict."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from copy import copy
from functools import cache, partial
from typing import Any, ClassVar

import panel as pn
import param
from panel.custom import JSComponent
from panel.viewable import Viewable, Viewer

from app.figure.widget import Widget, WidgetState, json_script
from app.notebook import NAMES
from app.notebook.module import module_of
from app.pages.kinds import KINDS

Answering = Callable[[Mapping[str, Any]], Awaitable[dict[str, Any]]]
HIDDEN = ["link", "class"]
"""The controls that a page of another does without: a link would lead to a page of the course."""


class Picture(JSComponent):
    """What is seen of a figure: HTML that Python draws, and the figure's own module, which moves it."""

    __abstract = True

    html = param.String(doc="The figure as it was drawn last, as JSON without any `<`; the browser adopts it.")

    def __init__(self, figure: Figure, **params: Any) -> None:
        self._figure = figure
        super().__init__(sizing_mode="stretch_width", **params)  # type: ignore[no-untyped-call]

    def _get_properties(self, doc: Any) -> dict[str, Any]:
        # Whoever looks from now on sees the present state; while a hand moved the figure, nothing was drawn.
        with param.parameterized.discard_events(self):
            self.html = self._figure.drawn()
        return super()._get_properties(doc)

    def _handle_msg(self, msg: Mapping[str, Any]) -> None:
        self._figure.hear(msg, self._send_msg)

    @property
    def shown_twice(self) -> bool:
        """Whether another view has to be told what this one does."""
        return len(self._models) > 1


class Figure(Viewer):
    """A figure: each field of its state is a parameter, and `numbers` follows from them.

    The parameters change when somebody moves the figure in a browser, and the figure moves when they are set. What
    belongs together is set together: ``bars.param.update(p=[...], q=[...])``.

    Raises
    ------
    app.figure.widget.StateError
        If what is asked for is impossible; the parameters are then as they were.
    """

    widget: ClassVar[Widget]
    fields: ClassVar[tuple[str, ...]] = ()
    answering: Answering | None = None
    """Who answers what takes long, where the event loop has more to do; without it, it is answered at once."""

    numbers = param.Dict(default={}, constant=True, doc="The kernel's results for the present state, by their names.")

    def __init__(self, **params: Any) -> None:
        own = {name: params.pop(name) for name in ("name",) if name in params}
        self._state = self.widget.State.from_options(params)
        self._hearing = False
        super().__init__(**own, **self._now())  # type: ignore[no-untyped-call]
        self._picture = _picture_class(self.widget.kind)(self)
        self._compute()
        self.param.watch(self._set, list(self.fields))

    def __panel__(self) -> Viewable:
        """Return what Panel shows."""
        return self._picture

    def drawn(self) -> str:
        """Return the figure of the present state: its HTML as JSON, which a notebook can put into a script."""
        return str(json_script(self.widget.html(self._state, self.widget.kind, {"hide": HIDDEN})))

    def hear(self, message: Mapping[str, Any], tell: Callable[[Mapping[str, Any]], None]) -> None:
        """Answer what a browser says, `{seq, state}` or `{seq, question}`, by calling `tell` with `{seq, ...}`."""
        asked = {name: message[name] for name in ("state", "question") if name in message}
        finish = partial(self._finish, message.get("seq"), asked, tell)
        if self.answering is not None and self.widget.costly(asked):
            pn.state.execute(partial(self._wait, asked, finish), schedule=False)
        else:
            finish(self.widget.respond(asked))

    async def _wait(self, asked: Mapping[str, Any], finish: Callable[[dict[str, Any]], None]) -> None:
        assert self.answering is not None
        finish(await self.answering({"kind": self.widget.kind, **asked}))

    def _finish(self, seq: object, asked: Mapping[str, Any], tell: Callable[..., None], reply: dict[str, Any]) -> None:
        tell({"seq": seq, **reply})
        if "state" not in asked or "error" in reply:
            return
        self._state.update(asked["state"])
        self._take()
        if self._picture.shown_twice:
            self._picture.html = self.drawn()

    def _set(self, *changed: param.parameterized.Event) -> None:
        """Follow parameters that were set in Python, or take them back."""
        if self._hearing:
            return
        try:
            self._state.update(self._state.as_dict() | {name: getattr(self, name) for name in self.fields})
        except ValueError:
            self._become({event.name: event.old for event in changed})
            raise
        self._take()
        self._picture.html = self.drawn()

    def _take(self) -> None:
        self._become(self._now())
        self._compute()

    def _now(self) -> dict[str, Any]:
        state = self._state.as_dict()
        return {name: state[name] for name in self.fields}

    def _become(self, values: Mapping[str, Any]) -> None:
        self._hearing = True
        try:
            self.param.update(**values)
        finally:
            self._hearing = False

    def _compute(self) -> None:
        with param.edit_constant(self):
            self.numbers = self._state.results()


@cache
def figure_class(kind: str) -> type[Figure]:
    """Return the class of a kind of figures; its parameters are those of the kind's state."""
    widget = KINDS[kind]
    declared = fields_of(widget.State)
    about = f"{widget.title}.\n\n{Figure.__doc__}"
    own = {"widget": widget, "fields": tuple(declared), "__doc__": about, "__module__": "app.notebook"}
    return type(_name_of(kind), (Figure,), declared | own)


def fields_of(state: type[WidgetState]) -> dict[str, param.Parameter[Any]]:
    """Return the parameters of a state that travel in its messages, fit for another class."""
    sent = state().as_dict()
    declared = {name: copy(each) for name, each in state.param.objects(instance=False).items() if name in sent}
    for each in declared.values():
        if isinstance(each, param.List) and each.item_type is float:
            each.item_type = (float, int)  # 1 is as good as 1.0, until the state has read it
    return declared


@cache
def _picture_class(kind: str) -> type[Picture]:
    # A browser keeps modules by the class's name and the module's length: each kind has a name of its own.
    return type(f"{_name_of(kind)}Picture", (Picture,), {"_esm": module_of(kind)})


def _name_of(kind: str) -> str:
    return next(name for name, named in NAMES.items() if named == kind)

"""Widgets whose state is declared. The small ones are a template, and one function that says what each part shows.

`frame(state, results, pending)` names the parts of the figure and what each shows. Here the template is filled from it;
in the page its twin `frame.js` is called for each new state, and `static/js/figure/figure.js` paints what has changed.
"""

from __future__ import annotations

import math
import re
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, TypeAlias

import param
from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup

from app.figure.declared import DeclaredState, Distribution, Numbers
from app.figure.format import format_number
from app.figure.options import WidgetOptions
from app.figure.ways import SLIDING, Way
from app.figure.widget import Widget, WidgetState, json_number

Frame: TypeAlias = Mapping[str, Mapping[str, str | None]]
#: A frame that is still being put together.
Parts: TypeAlias = dict[str, dict[str, str | None]]
"""What each named part shows: `text` is its text, `style.left` a property of its style, all else attributes; an
attribute that is None is not there."""

#: The controls of fields in a figure's HTML: of which sort, and of which field.
_CONTROL = re.compile(r'<\w+ (?=[^>]*class="(grab|dial|choice|flag)")[^>]*data-field="(\w+)')
#: How a hand takes them, by which keys, and what in them has the focus.
_HANDS: Mapping[str, tuple[str, tuple[str, ...], str]] = {
    "grab": ("Drag a grip", SLIDING, ""),
    "dial": ("Slide", SLIDING, " input[type=range]"),
    "choice": ("Choose", ("←", "→"), " input:checked"),
    "flag": ("Tick", ("Space",), " input"),
}

MARKS = PackageLoader("app.figure", "templates")


def percent(part: float) -> str:
    """Return a length along a track, two decimals of a percent, kept inside it. `places.js` has the twin.

    Examples
    --------
    >>> percent(0.25), percent(1.5)
    ('25.00%', '100.00%')
    """
    return f"{min(max(part, 0.0), 1.0) * 100:.2f}%"


def coordinate(value: float) -> str:
    """Return a coordinate of a drawing, to two decimals and without a negative zero. `places.js` has the twin.

    Examples
    --------
    >>> coordinate(1 / 3), coordinate(-0.001)
    ('0.33', '0.00')
    """
    text = f"{value:.2f}"
    return "0.00" if text == "-0.00" else text


class DeclaredWidget(Widget):
    """A widget whose state is declared: names its state, its title and what it is about, and brings its body."""

    State: ClassVar[type[DeclaredState]]
    about: ClassVar[str]
    """The figure's accessible name."""

    @property
    def controls(self) -> tuple[str, ...]:  # type: ignore[override]
        """The names of what it can leave out."""
        return self.State.options().CONTROLS

    def label(self, state: WidgetState, options: Mapping[str, Any]) -> str:  # noqa: ARG002 - the name does not depend on them
        """Return the figure's accessible name."""
        return self.about

    def told(self) -> dict[str, Any]:
        """Return what the page has to know of the state's fields."""
        fields = self.State.told()
        return {"fields": fields} if fields else {}

    def html(
        self, state: WidgetState, widget_id: str, options: Mapping[str, Any], brought: Mapping[str, Any] | None = None
    ) -> Markup:
        """Return the whole slot; of the options the browser gets only those that it uses."""
        return super().html(state, widget_id, self.State.options().from_mapping(options).as_dict(), brought)

    @cached_property
    def templates(self) -> Environment:
        """The templates beside the widget's code, and those that all such widgets share."""
        environment = super().templates
        assert environment.loader is not None
        environment.loader = ChoiceLoader([environment.loader, MARKS])
        return environment


class DrawnWidget(DeclaredWidget):
    """A small widget: names its state, its title and label, and how a state is drawn."""

    @staticmethod
    @abstractmethod
    def frame(state: Any, results: Mapping[str, float], *, pending: bool) -> Frame:
        """Return what each part of the figure shows; with a prediction pending, without what would give it away."""

    def names(self, state: Any) -> dict[str, Any]:  # noqa: ARG002 - most need none
        """Return what the template writes beside the frame: what no gesture changes."""
        return {}

    def picture_names(self, state: WidgetState, *, pending: bool) -> dict[str, Any]:
        """Return the frame of the state, and what no gesture changes."""
        return {"frame": self.frame(state, state.results(), pending=pending), **self.names(state)}

    def own_ways(self) -> tuple[Way, ...]:
        """Return what moves the fields of the state, each by the sentence that it is declared with."""
        fields = self.State.fields()
        ways = []
        for name, sort in dict.fromkeys((name, sort) for sort, name in _CONTROL.findall(self.first_html)):
            hand, keys, rest = _HANDS[sort]
            at = f'.{sort}:is([data-field="{name}"], [data-field^="{name}."]){rest}'
            ways.append(Way(at, hand, str(fields[name].doc), keys))
        if 'class="typed"' in self.first_html:
            does = "A slider’s number, in the field beside it."
            ways.append(Way(".dial .typed:not([tabindex])", "Type", does, ("Enter",), "1"))
        return tuple(ways)

    def body(self, state: WidgetState, widget_id: str, options: Mapping[str, Any]) -> Markup:
        """Return the figure of the state, with its numbers; without results while a prediction is pending."""
        assert isinstance(state, DeclaredState)
        asked = self.State.options().from_mapping(options)
        results = state.results()
        figure = Drawing(self, state, widget_id, asked, results, self.frame(state, results, pending=asked.pending))
        content = self.rendered(f"{self.kind}.html", figure=figure, state=state, options=asked, **self.names(state))
        return self.rendered("drawing.html", kind=self.kind, figure=figure, options=asked, content=content)


@dataclass(frozen=True)
class Drawing:
    """What a template of a small widget writes with: one state, its numbers and its frame."""

    widget: DeclaredWidget
    state: DeclaredState
    widget_id: str
    options: WidgetOptions
    results: Mapping[str, float]
    frame: Frame

    def at(self, name: str) -> Markup:
        """Return the attributes of a part that the frame names."""
        shown = self.frame[name]
        style = "; ".join(f"{key[6:]}: {value}" for key, value in shown.items() if key.startswith("style.") and value)
        attributes = {key: value for key, value in shown.items() if key != "text" and not key.startswith("style.")}
        return _attributes({"data-at": name, **attributes, "style": style or None})

    def text(self, name: str) -> str:
        """Return the text of a part that the frame names."""
        return self.frame[name]["text"] or ""

    def number(self, quantity: str, digits: int = 3, *, always: bool = False) -> Markup:
        """Return a number of the results, which the page keeps true; `always`: even while a prediction is pending."""
        value, unit = self.results[quantity], self.state.unit_of(quantity)
        kept = {
            "class": "number",
            "data-quantity": quantity,
            "data-unit": "" if unit is None else unit if quantity in self.state.units else None,
            "data-digits": str(digits) if digits != 3 else None,
        }
        if self.options.pending and not always:
            return Markup("<span {}>?</span>").format(_attributes({**kept, "data-value": ""}))
        full = str(json_number(value))
        shown = {
            "data-value": full,
            "title": f"{full} {unit}" if unit else full,
            "data-always": "" if always else None,
        }
        return Markup("<span {}>{}</span>").format(_attributes(kept | shown), format_number(value, unit, digits))

    def field(self, path: str) -> tuple[param.Parameter[Any], float, float, float]:
        """Return the declaration of a number of the state, its bounds, its value: `beta`, or `values.0` in a list."""
        name, _, index = path.partition(".")
        declared = self.state.fields()[name]
        if isinstance(declared, Numbers):
            return declared, declared.low, declared.high, getattr(self.state, name)[int(index)]
        low, high = declared.bounds
        return declared, low, high, getattr(self.state, name)

    def _dial(self, path: str, step: float | None, digits: int) -> dict[str, Any]:
        """Return the attributes that tell the page which number of the state a control moves, and how."""
        declared, _, _, value = self.field(path)
        whole = isinstance(declared, param.Integer)
        return {
            "data-field": path,
            "data-value": _plain(value),
            "data-step": _plain(1 if whole else step or 0.01),
            "data-digits": "0" if whole else str(digits),
            "data-shares": "" if isinstance(declared, Distribution) else None,
        }

    def handle(
        self,
        path: str,
        label: str,
        *,
        track: str,
        axis: str = "x",
        span: tuple[float, float] | None = None,
        step: float | None = None,
        digits: int = 2,
        mark: str = "",
    ) -> Markup:
        """Return a handle that is dragged along a track, which spans the field's bounds or `span`.

        Its place is what the frame says for `handle-<path>`; `mark` is written on its grip.
        """
        dial = self._dial(path, step, digits)
        _, low, high, value = self.field(path)
        start, end = span or (low, high)
        dial |= {
            "data-track": track,
            "data-axis": axis,
            "data-start": _plain(start),
            "data-end": _plain(end),
            "class": "grab",
            "role": "slider",
            "tabindex": "0",
            "aria-label": label,
            "aria-orientation": "vertical" if axis == "y" else None,
            "aria-valuemin": _plain(low),
            "aria-valuemax": _plain(high),
            "aria-valuenow": _plain(value),
            "aria-valuetext": format_number(value, digits=int(dial["data-digits"])),
        }
        return Markup('<div {} {}><span class="grip">{}</span></div>').format(
            _attributes(dial), self.at(f"handle-{path}"), mark
        )

    def range(
        self, path: str, label: str | Markup, *, step: float | None = None, digits: int = 2, log: bool = False
    ) -> Markup:
        """Return a slider with its name and a field to type the number; with `log` equal ways are equal factors."""
        dial = self._dial(path, step, digits)
        _, low, high, value = self.field(path)
        place = math.log(value / low) / math.log(high / low) if log else (value - low) / (high - low)
        return self.part(
            "range",
            dial=_attributes({**dial, "data-scale": "log" if log else None}),
            label=label,
            id=f"{self.widget_id}-{path.replace('.', '-')}",
            place=f"{place:.4f}",
            text=format_number(value, digits=int(dial["data-digits"])),
            keypad="text" if low < 0.0 else "decimal",  # a phone's decimal keypad has no minus
            typed="numbers" not in self.options.hide,
        )

    def choice(self, name: str, legend: str, words: Mapping[str, str] | None = None) -> Markup:
        """Return the choices of a field, one of which holds; `words` says them otherwise than the values."""
        declared = self.state.fields()[name]
        choices = [(each, (words or {}).get(each, each)) for each in declared.objects]
        chosen = getattr(self.state, name)
        return self.part("choice", name=name, legend=legend, choices=choices, chosen=chosen, widget_id=self.widget_id)

    def flag(self, name: str, label: str | Markup) -> Markup:
        """Return a box to tick."""
        return self.part("flag", name=name, label=label, on=getattr(self.state, name))

    def examples(self) -> list[Any]:
        """Return the examples to choose from."""
        found = self.state.examples()
        return [] if found is None else list(found.all)

    @property
    def guess(self) -> Any:
        """What is to be predicted, or None."""
        return None if self.options.predict is None else self.state.predictable[self.options.predict]

    def part(self, which: str, /, **names: Any) -> Markup:
        """Return one of the parts that all small widgets share."""
        module = self.widget.templates.get_template("parts.html").module
        return Markup(getattr(module, which)(**names))  # noqa: S704 - autoescaped


def _attributes(values: Mapping[str, str | None]) -> Markup:
    given = [(key, value) for key, value in values.items() if value is not None]
    return Markup(" ").join(Markup('{}="{}"').format(key, value) for key, value in given)


def _plain(value: float) -> str:
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)


__all__ = ["DeclaredWidget", "Drawing", "DrawnWidget", "Frame", "Parts", "coordinate", "percent"]

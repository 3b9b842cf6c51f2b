"""A state whose fields are declared, and all else derived: reading, writing, refusing, options and examples."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Self

import param

from app.ui.options import WidgetOptions
from app.ui.outcomes import (
    field_to_numbers,
    numbers_to_field,
    own_names,
    read_choice,
    read_flag,
    read_probabilities,
)
from app.ui.presets import Presets
from app.ui.widget import StateError, WidgetState

STANDARD_CONTROLS = (
    "unit",  # bits or nats
    "presets",  # the list of examples
    "history",  # undo, redo, reset
    "link",  # copy a link to the present state
    "numbers",  # type a number
)


class Numbers(param.Parameter):
    """A list of numbers, as many as the default has, each from `low` to `high`."""

    __slots__ = ["high", "low"]

    def __init__(self, default: Sequence[float], *, low: float, high: float, doc: str) -> None:
        self.low, self.high = low, high
        super().__init__(default=[float(value) for value in default], doc=doc, instantiate=True)


class Distribution(param.Parameter):
    """A list of probabilities, as many as the default has, that sum to 1."""

    __slots__ = ["high", "low"]

    def __init__(self, default: Sequence[float], *, doc: str) -> None:
        self.low, self.high = 0.0, 1.0
        super().__init__(default=[float(value) for value in default], doc=doc, instantiate=True)


@dataclass(frozen=True)
class Guess:
    """What can be predicted: its name in a sentence, the question, and between what a guess is placed."""

    name: str
    question: str
    low: float
    high: float


@dataclass(frozen=True)
class Example:
    """One entry of a widget's `presets.toml`: its id and name, and the fields of a state that it sets."""

    id: str
    name: str
    fields: Mapping[str, Any]


class DeclaredState(WidgetState):
    """A state made of `param` declarations: numbers, choices, flags, `Numbers` and `Distribution`.

    A class names its `kind`; it may add `controls` that can be hidden beside the standard ones, `predictable`
    quantities, and the `units` of those results that are not counted in the state's own unit.

    Examples
    --------
    >>> class Dice(DeclaredState):
    ...     kind = "dice"
    ...     sides = param.Integer(default=6, bounds=(2, 20), doc="How many sides.")
    ...     def results(self):
    ...         return {"entropy": math.log2(self.sides)}
    >>> dice = Dice.from_options({"sides": 8})
    >>> dice.to_query(), dice.results()
    ({'sides': '8'}, {'entropy': 3.0})
    >>> dice.update({"sides": 1})
    Traceback (most recent call last):
    app.ui.widget.StateError: sides is 1, but it lies between 2 and 20: give a number between these.
    """

    kind: ClassVar[str]
    controls: ClassVar[tuple[str, ...]] = ()
    predictable: ClassVar[Mapping[str, Guess]] = {}
    units: ClassVar[Mapping[str, str | None]] = {}

    @classmethod
    def fields(cls) -> dict[str, param.Parameter]:
        """Return the declarations by name, in their order."""
        return {name: each for name, each in cls.param.objects(instance=False).items() if name != "name"}

    @classmethod
    @cache
    def options(cls) -> type[WidgetOptions]:
        """Return what a lesson and the page can ask beside the first state."""
        own = {
            "KIND": cls.kind,
            "CONTROLS": (*STANDARD_CONTROLS, *cls.controls),
            "STATE": ("preset", *cls.fields()),
            "PREDICTABLE": tuple(cls.predictable),
        }
        return type(f"{cls.__name__}Options", (WidgetOptions,), own)

    @classmethod
    @cache
    def examples(cls) -> Presets[Example] | None:
        """Return the examples of the `presets.toml` beside the module, if there is one."""
        source = sys.modules[cls.__module__].__file__
        file = Path(str(source)).with_name("presets.toml")
        return Presets(file, cls._example) if file.exists() else None

    @classmethod
    def _example(cls, entry: Mapping[str, Any]) -> Example:
        given = {name: value for name, value in entry.items() if name not in ("id", "name")}
        whole = cls._of(given).as_dict()
        return Example(entry["id"], entry["name"], {name: whole[name] for name in given})

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        """Return the state that a lesson describes: a preset, then single fields."""
        cls.options().from_mapping(options)
        start = {name: options[name] for name in cls.fields() if name in options}
        examples = cls.examples()
        if "preset" in options:
            if examples is None:
                raise StateError(f"preset is {options['preset']!r}, but {cls.kind} has no examples: leave it out.")
            start = {**examples.named(options["preset"]).fields, **start}
        return cls._of(start)

    @classmethod
    def from_query(cls, query: Mapping[str, str], default: WidgetState) -> Self:
        """Return `default` changed by what a query string says; what it does not name stays."""
        given = {name: _from_text(each, query[name], name) for name, each in cls.fields().items() if name in query}
        return cls._of(default.as_dict() | given)

    @classmethod
    def _of(cls, fields: Mapping[str, Any]) -> Self:
        state = cls()
        state.update(state.as_dict() | dict(fields))
        return state

    def update(self, message: Mapping[str, Any]) -> None:
        """Take over the state that a browser sent; all of it or, with an error, nothing."""
        declared = self.fields()
        missing = [name for name in declared if name not in message]
        if missing:
            raise StateError(f"{missing[0]} is missing; a state has {', '.join(declared)}: give it too.")
        values = {name: _read(each, message[name], name) for name, each in declared.items()}
        self.agree(values)
        self.param.update(**values)

    def agree(self, values: Mapping[str, Any]) -> None:
        """Refuse values that do not go together, with a `StateError`; by default all do."""

    def as_dict(self) -> dict[str, Any]:
        """Return the state in the form of a message: plain JSON values, full precision."""
        values = {name: getattr(self, name) for name in self.fields()}
        return {name: list(value) if isinstance(value, list) else value for name, value in values.items()}

    def to_query(self) -> dict[str, str]:
        """Return the query string's fields that `from_query` reads back exactly."""
        return {name: _to_text(value) for name, value in self.as_dict().items()}

    def unit_of(self, quantity: str) -> str | None:
        """Return what a result is counted in: its own unit, or the state's."""
        own: str | None = getattr(self, "unit", None)
        return self.units.get(quantity, own)


def _read(declared: param.Parameter, value: object, name: str) -> Any:
    """Return a value as its declaration wants it, or refuse it."""
    if isinstance(declared, param.Boolean):
        return read_flag(value, name)
    if isinstance(declared, param.Selector):
        return read_choice(value, name, declared.objects)
    if isinstance(declared, param.String):
        return _read_text(value, name)
    if isinstance(declared, param.Number):
        return _read_number(value, name, *declared.bounds, whole=isinstance(declared, param.Integer))
    if isinstance(declared, Numbers | Distribution):
        count = len(declared.default)
        if isinstance(value, str) or not isinstance(value, Sequence) or len(value) != count:
            raise StateError(f"{name} is {value!r}, but it is a list of {count} numbers: give so many.")
        if isinstance(declared, Distribution):
            return read_probabilities(value, name, own_names(count))
        return [_read_number(each, f"{name}[{i}]", declared.low, declared.high) for i, each in enumerate(value)]
    raise TypeError(f"{name} is declared as {type(declared).__name__}, which no reader is known for")


LONGEST_TEXT = 300


def _read_text(value: object, name: str) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or not value.isprintable():
        raise StateError(f"{name} is {value!r}, but it is a text of at most {LONGEST_TEXT} characters: shorten it.")
    return value


def _read_number(value: object, name: str, low: float, high: float, *, whole: bool = False) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise StateError(f"{name} is {value!r}, but it is a number: give one from {low:g} to {high:g}.")
    if whole and value != int(value):
        raise StateError(f"{name} is {value!r}, but it is a whole number: give one from {low:g} to {high:g}.")
    if not low <= value <= high:
        raise StateError(f"{name} is {value!r}, but it lies between {low:g} and {high:g}: give a number between these.")
    return int(value) if whole else float(value)


def _from_text(declared: param.Parameter, text: str, name: str) -> Any:
    """Return what a field of a query string says, still to be read."""
    if isinstance(declared, param.Boolean):
        return {"1": True, "0": False}.get(text, text)
    if isinstance(declared, Numbers | Distribution):
        return field_to_numbers(text, name)
    if isinstance(declared, param.Number):
        return field_to_numbers(text, name)[0] if "," not in text else text
    return text


def _to_text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, list):
        return numbers_to_field(value)
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)

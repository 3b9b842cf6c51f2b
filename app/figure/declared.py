"""A state whose fields are declared, and all else derived: reading, writing, refusing, options and examples."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Self

import param

from app.figure.fields import Distribution, Letters, Names, Numbers, Shares, Some, from_text, read, to_text, told
from app.figure.options import WidgetOptions
from app.figure.outcomes import own_names
from app.figure.presets import Presets
from app.figure.widget import StateError, WidgetState

STANDARD_CONTROLS = (
    "unit",  # bits or nats
    "presets",  # the list of examples
    "history",  # undo, redo, reset
    "link",  # copy a link to the present state
    "numbers",  # type a number
)


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
    """A state made of `param` declarations: numbers, choices, flags, and the lists that are declared above.

    A class names its `kind`; it may add `controls` that can be hidden beside the standard ones (or `hides`, all that
    can be), `predictable` quantities, and the `units` of those results that are not counted in the state's own unit;
    `Options`, where a lesson can ask for more than of any figure; the `addresses` of fields that an address calls by
    other names; and the values that an address leaves `unsaid`, beside None.

    Examples
    --------
    >>> import math
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
    app.figure.widget.StateError: sides is 1, but it lies between 2 and 20: give a number between these.
    """

    kind: ClassVar[str]
    controls: ClassVar[tuple[str, ...]] = ()
    hides: ClassVar[tuple[str, ...]] = ()
    predictable: ClassVar[Mapping[str, Guess]] = {}
    units: ClassVar[Mapping[str, str | None]] = {}
    Options: ClassVar[type[WidgetOptions]] = WidgetOptions
    addresses: ClassVar[Mapping[str, str]] = {}
    unsaid: ClassVar[Mapping[str, Any]] = {}

    @classmethod
    def fields(cls) -> dict[str, param.Parameter[Any]]:
        """Return the declarations by name, in their order."""
        return _fields_of(cls)

    @classmethod
    @cache
    def options(cls) -> type[WidgetOptions]:
        """Return what a lesson and the page can ask beside the first state."""
        own = {
            "KIND": cls.kind,
            "CONTROLS": cls.hides or (*STANDARD_CONTROLS, *cls.controls),
            "STATE": ("preset", *cls.fields()),
            "PREDICTABLE": tuple(cls.predictable),
        }
        return type(f"{cls.__name__}Options", (cls.Options,), own)

    @classmethod
    @cache
    def examples(cls) -> Presets[Example] | None:
        """Return the examples of the `presets.toml` beside the module, if there is one."""
        source = sys.modules[cls.__module__].__file__
        file = Path(str(source)).with_name("presets.toml")
        return Presets(file, cls.example) if file.exists() else None

    @classmethod
    def example(cls, entry: Mapping[str, Any]) -> Example:
        """Return an example of an entry of `presets.toml`; a class may work out fields that the file says otherwise."""
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
        return cls._of(cls._named(start))

    @classmethod
    def _named(cls, start: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields with names for outcomes that have none; the shares of one set of names come all or none."""
        named = dict(start)
        for names, shares in cls._outcomes().items():
            given = [name for name in shares if name in start]
            missing = [name for name in shares if name not in start]
            if given and missing:
                raise StateError(
                    f"{given[0]} is given without {missing[0]}, but a state needs both: give {missing[0]} too."
                )
            if given and names not in start and isinstance(start[given[0]], Sequence):
                named[names] = own_names(len(start[given[0]]))
        return named

    @classmethod
    @cache
    def _shares(cls) -> Mapping[str, Shares]:
        """Return those of the fields that are shares of named outcomes."""
        return {name: each for name, each in cls.fields().items() if isinstance(each, Shares)}

    @classmethod
    @cache
    def _outcomes(cls) -> Mapping[str, Sequence[str]]:
        """Return the fields of names, each with the fields of its shares."""
        shares = cls._shares()
        return {of.of: [name for name in shares if shares[name].of == of.of] for of in shares.values()}

    @classmethod
    @cache
    def told(cls) -> Mapping[str, Mapping[str, Any]]:
        """Return what the page needs to know of the fields, by their names.

        That is outside of what a number is refused, how many names there can be, which words, and how an address has
        it.
        """
        fields = {name: told(each) for name, each in cls.fields().items()}
        for key, said in (("address", cls.addresses), ("unsaid", cls.unsaid)):
            for name, value in said.items():
                fields[name] |= {key: value}
        return {name: what for name, what in fields.items() if what}

    @classmethod
    def from_query(cls, query: Mapping[str, str], default: WidgetState) -> Self:
        """Return `default` changed by what a query string says; what it does not name stays."""
        called = {name: cls.addresses.get(name, name) for name in cls.fields()}
        given = {
            name: from_text(each, query[called[name]], called[name])
            for name, each in cls.fields().items()
            if called[name] in query
        }
        whole = default.as_dict() | given
        for names, shares in cls._outcomes().items():
            counts = [len(whole[name]) for name in shares]
            if len(set(counts)) > 1:
                first, *rest = zip(shares, counts, strict=True)
                said = f"{first[0]} has {first[1]} entries" + "".join(f" and {name} has {n}" for name, n in rest)
                raise StateError(f"{said}: give one for each outcome in both.")
            if names not in given and len(whole[names]) != counts[0]:
                whole[names] = own_names(counts[0])
        return cls._of(whole)

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
        shares = self._shares()
        values = {name: read(each, message[name], name) for name, each in declared.items() if name not in shares}
        for name, of in shares.items():
            values[name] = of.read_for(values[of.of], message[name], name.upper())
        self.agree(values)
        self.take(**values)

    def agree(self, values: dict[str, Any]) -> None:
        """Refuse values that do not go together, with a `StateError`, or let one follow from others."""

    def as_dict(self) -> dict[str, Any]:
        """Return the state in the form of a message: plain JSON values, full precision."""
        values = {name: getattr(self, name) for name in self.fields()}
        return {name: list(value) if isinstance(value, list) else value for name, value in values.items()}

    def to_query(self) -> dict[str, str]:
        """Return the query string's fields that `from_query` reads back exactly."""
        return {
            self.addresses.get(name, name): to_text(each, value)
            for name, each in self.fields().items()
            if (value := getattr(self, name)) != self.unsaid.get(name)
        }

    def unit_of(self, quantity: str) -> str | None:
        """Return what a result is counted in: its own unit, or the state's."""
        own: str | None = getattr(self, "unit", None)
        return self.units.get(quantity, own)


@cache
def _fields_of(kind: type[DeclaredState]) -> dict[str, param.Parameter[Any]]:
    return {name: each for name, each in kind.param.objects(instance=False).items() if name != "name"}


__all__ = ["DeclaredState", "Distribution", "Example", "Guess", "Letters", "Names", "Numbers", "Shares", "Some"]

"""Examples that a widget offers: read once from the data file beside it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from app.figure.widget import StateError


class Example(Protocol):
    """What every example has."""

    @property
    def id(self) -> str:
        """Its name in lessons."""
        ...


T = TypeVar("T", bound=Example)


class Presets(Generic[T]):
    """The `[[preset]]` tables of a file, each read by the widget's own `read`."""

    def __init__(self, file: Path, read: Callable[[Mapping[str, Any]], T]) -> None:
        self._file = file
        self._read = read

    @cached_property
    def all(self) -> tuple[T, ...]:
        """All examples, in the order of the file."""
        return tuple(self._read(entry) for entry in tomllib.loads(self._file.read_text(encoding="utf-8"))["preset"])

    def named(self, preset_id: object) -> T:
        """Return the example with an id."""
        for found in self.all:
            if found.id == preset_id:
                return found
        known = ", ".join(each.id for each in self.all)
        raise StateError(f"preset is {preset_id!r}, and there is no such example: use one of {known}.")

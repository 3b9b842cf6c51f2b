"""The quantities that a lesson or a check has named."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.content.values import UnitName, Value


class Names(Mapping[str, Value]):
    """Named quantities, read-only, with the unit that counts where none is written.

    Parameters
    ----------
    values
        Name to value.
    unit
        "bits" or "nats".
    """

    __slots__ = ("_values", "unit")

    def __init__(self, values: Mapping[str, Value], unit: UnitName = "bits") -> None:
        self._values = MappingProxyType(dict(values))
        self.unit: UnitName = unit

    def __getitem__(self, name: str) -> Value:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Names({dict(self._values)!r}, {self.unit!r})"

    def with_values(self, values: Mapping[str, Value]) -> "Names":
        """Return these names with others added or replaced."""
        return Names({**self._values, **values}, self.unit)

    def with_unit(self, unit: UnitName) -> "Names":
        """Return the same names, counted in another unit."""
        return Names(self._values, unit)

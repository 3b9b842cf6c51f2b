"""The quantities that a lesson or a check has named."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.content.language.values import UnitName, Value


class Names(Mapping[str, Value]):
    """Named quantities, read-only, with the unit that counts where none is written.

    Parameters
    ----------
    values
        Name to value.
    unit
        "bits" or "nats".
    spare
        How many decimals more than usual a number is shown with, where its form is not written out: a calculation with
        the numbers that are shown is true then. `answer` keeps the usual ones.
    """

    __slots__ = ("_values", "spare", "unit")

    def __init__(self, values: Mapping[str, Value], unit: UnitName = "bits", spare: int = 0) -> None:
        self._values = MappingProxyType(dict(values))
        self.unit: UnitName = unit
        self.spare = spare

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
        return Names({**self._values, **values}, self.unit, self.spare)

    def with_unit(self, unit: UnitName) -> "Names":
        """Return the same names, counted in another unit."""
        return Names(self._values, unit, self.spare)

    def with_spare(self, spare: int) -> "Names":
        """Return the same names, shown with more decimals."""
        return Names(self._values, self.unit, spare)

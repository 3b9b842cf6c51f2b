"""Bits and nats."""

import math
from typing import Final, Literal, TypeAlias

from app.kernel.errors import KernelError

Unit: TypeAlias = Literal["bits", "nats"]

#: One nat, written in each unit: log2(e) bits.
PER_NAT: Final = {"bits": 1.0 / math.log(2.0), "nats": 1.0}


def check_unit(unit: str) -> None:
    """Refuse a unit that is neither "bits" nor "nats"."""
    if unit not in PER_NAT:
        raise KernelError(f'unit is {unit!r}: information is counted here in "bits" or "nats"; give one of the two.')

"""Bits and nats."""

import math
from typing import Final, Literal, TypeAlias

from app.kernel.errors import KernelError

Unit: TypeAlias = Literal["bits", "nats"]

#: One bit, in nats.
NATS_PER_BIT: Final = math.log(2.0)

#: One nat, written in each unit: log2(e) bits.
PER_NAT: Final = {"bits": 1.0 / NATS_PER_BIT, "nats": 1.0}

#: How many bits one of each unit is.
BITS_IN: Final = {"bits": 1.0, "nats": 1.0 / NATS_PER_BIT}


def check_unit(unit: str) -> None:
    """Refuse a unit that is neither "bits" nor "nats"."""
    if unit not in PER_NAT:
        raise KernelError(f'unit is {unit!r}: information is counted here in "bits" or "nats"; give one of the two.')

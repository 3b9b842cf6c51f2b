"""A code by which a second device is let in: made on one, entered on the other, confirmed on the old one."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from app.progress.errors import InvitationError

SYMBOLS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32: none looks like another."""
_READ_AS: Final = str.maketrans("OIL", "011", " -")
LENGTH: Final = 8
"""40 bits. At ten wrong codes a second, the limit for all together, and a hundred codes that are valid at once, one of
them is found within ten minutes with a chance of 6e-7; and then the old device has still to say yes."""
VALID: Final = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """What is known of a code.

    ``gives`` says whether the device that shows it has the work; if not, it is the new one. ``asker`` is the learner of
    the device that entered it, None before. ``answer`` is what the old device said, None before. ``number`` stands on
    the new device, and the old one asks for it.
    """

    code: str
    learner: str
    gives: bool
    made: datetime
    number: int
    asker: str | None = None
    answer: bool | None = None

    @property
    def old(self) -> str | None:
        """The learner whose device confirms."""
        return self.learner if self.gives else self.asker

    @property
    def new(self) -> str | None:
        """The learner whose device is let in."""
        return self.asker if self.gives else self.learner

    @property
    def shown(self) -> str:
        """The code as people read it to each other."""
        return f"{self.code[: LENGTH // 2]}-{self.code[LENGTH // 2 :]}"

    def left(self, now: datetime) -> timedelta:
        """Return for how long it is still valid."""
        return self.made + VALID - now

    def is_valid(self, now: datetime) -> bool:
        """Return whether the ten minutes are not over; a clock that was set back makes no code valid for longer."""
        return abs(now - self.made) <= VALID


def new_invitation(learner: str, *, gives: bool, now: datetime) -> Invitation:
    """Return an invitation of a learner with a fresh code of 40 random bits, and a number of two digits."""
    code = "".join(secrets.choice(SYMBOLS) for _ in range(LENGTH))
    return Invitation(code=code, learner=learner, gives=gives, made=now, number=10 + secrets.randbelow(90))


def read_code(text: str) -> str:
    """Return the code that a person typed: hyphens, spaces and small letters do not matter, and O is 0, I and L are 1.

    Raises
    ------
    InvitationError
        If it cannot be a code.

    Examples
    --------
    >>> read_code("k7qf-mo2d")
    'K7QFM02D'
    """
    code = text[:40].upper().translate(_READ_AS)
    if len(code) != LENGTH or any(symbol not in SYMBOLS for symbol in code):
        raise InvitationError(
            f"A code has {LENGTH} letters and digits, such as K7QF-M02D. Read it once more from the other device."
        )
    return code

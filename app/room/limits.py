"""How often one may try: codes, joins, rooms, answers. More than any class needs, and less than a guess is worth."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address
from typing import Final

from app.progress import Pace, TooManyEventsError
from app.room.errors import TooManyTriesError

CODES_OF_ADDRESS: Final = (40, 0.2)
CODES_OF_ALL: Final = (400, 1.0)
"""Wrong codes at once, and a second for long. Of 331,776 codes a lecture's length of these tries four thousand."""
JOINS: Final = (1200, 50.0)
"""Of one room: a hall that joins at once, and no flood."""
ROOMS_OF_ADDRESS: Final = (20, 1 / 60)
ROOMS_OF_ALL: Final = (100, 0.2)
ANSWERS: Final = (40, 2.0)
"""Of one participant."""


class Limits:
    """The limits of one process.

    Parameters
    ----------
    make
        What makes a limit of a burst and a rate.
    """

    def __init__(self, make: Callable[[float, float], Pace] = Pace) -> None:
        self._codes, self._all_codes = make(*CODES_OF_ADDRESS), make(*CODES_OF_ALL)
        self._joins, self._answers = make(*JOINS), make(*ANSWERS)
        self._rooms, self._all_rooms = make(*ROOMS_OF_ADDRESS), make(*ROOMS_OF_ALL)

    def may_try(self, address: str) -> None:
        """Raise TooManyTriesError if no code from an address is looked at any more, right or wrong."""
        self._spend(self._all_codes, "", 0, _CODES)
        if _is_far(address):
            self._spend(self._codes, address, 0, _CODES)

    def wrong_code(self, address: str) -> None:
        """Count a code of no room."""
        self._spend(self._all_codes, "", 1, _CODES)
        if _is_far(address):
            self._spend(self._codes, address, 1, _CODES)

    def join(self, code: str) -> None:
        """Count somebody new in a room."""
        self._spend(self._joins, code, 1, "Very many are joining this moment. Wait a few seconds and join again.")

    def answer(self, participant: str) -> None:
        """Count an answer."""
        self._spend(self._answers, participant, 1, "That was quick. Wait a moment; your last choice is sent then.")

    def room(self, address: str) -> None:
        """Count a new room."""
        self._spend(self._all_rooms, "", 1, _ROOMS)
        if _is_far(address):
            self._spend(self._rooms, address, 1, _ROOMS)

    @staticmethod
    def _spend(pace: Pace, who: str, tokens: float, sentence: str) -> None:
        try:
            # To ask whether anything is left is to ask for one and give it back.
            pace.spend(who, tokens or 1)
            if not tokens:
                pace.spend(who, -1)
        except TooManyEventsError:
            raise TooManyTriesError(sentence) from None


_CODES: Final = "Too many wrong codes were tried. Wait a minute, and look at the wall for the right one."
_ROOMS: Final = "Too many rooms were opened of late. Wait a few minutes, and open one then."


def _is_far(address: str) -> bool:
    """Whether an address is another machine's; a proxy on this machine speaks for everybody."""
    try:
        return not ip_address(address.partition("%")[0]).is_loopback
    except ValueError:
        return False

"""A place in a lesson that the page fills."""

from dataclasses import dataclass
from typing import Literal

SlotKind = Literal["widget", "check", "recall", "explain", "live", "playground"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a lesson that the page fills.

    A widget, a check, an earlier lesson's check, an explanation, a playground, or a number that follows a widget.

    Parameters
    ----------
    kind
        What stands here.
    ref
        The id of the widget, check, explanation or playground; for a live number `<widget id>.<quantity>`, for an
        earlier lesson's check `<lesson id>.<check id>`.
    line
        Where the author put it.
    """

    kind: SlotKind
    ref: str
    line: int = 0

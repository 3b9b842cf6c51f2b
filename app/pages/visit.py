"""Who looks at a page and how: known while a request is rendered, never stored in the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Visit:
    """One request for a page.

    Attributes
    ----------
    learner
        The random id from the signed cookie.
    query
        The fields of the query string, the last of each name.
    origin
        Scheme and host of the address that the learner typed, for links to copy.
    """

    learner: str
    query: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    origin: str = ""

    @property
    def projector(self) -> bool:
        """Whether the page is meant for a wall: large type, no prose."""
        return self.query.get("view") == "projector"

    @property
    def hidden(self) -> tuple[str, ...]:
        """The names of the controls to leave out."""
        return tuple(filter(None, (name.strip() for name in self.query.get("hide", "").split(","))))

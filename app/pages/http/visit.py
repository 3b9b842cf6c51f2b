"""Who looks at a page and how: known while a request is rendered, never stored in the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

OF_PAGES: Final = frozenset({"view", "hide", "embed", "again", "ask", "steps"})
"""Fields for a page as a whole: how it is looked at, what it hides and covers, its steps, which guess is made again."""


@dataclass(frozen=True)
class Visit:
    """One request for a page.

    Attributes
    ----------
    learner
        The random id from the signed cookie.
    query
        The fields of the query string, the last of each name.
    is_new
        Whether there was no such cookie: then nothing is known of the learner.
    """

    learner: str
    query: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    is_new: bool = False

    @property
    def projector(self) -> bool:
        """Whether the page is meant for a wall: large type, no prose."""
        return self.query.get("view") == "projector"

    @property
    def embedded(self) -> bool:
        """Whether the page is asked for as it stands in another site's: without our own head and foot."""
        return "embed" in self.query

    @property
    def hidden(self) -> tuple[str, ...]:
        """The names of the controls to leave out."""
        return self.names("hide")

    def names(self, field: str) -> tuple[str, ...]:
        """Return the names in a field, which commas separate."""
        return tuple(filter(None, (name.strip() for name in self.query.get(field, "").split(","))))

    def asked(self, prefixes: tuple[str, ...] = ("",)) -> tuple[tuple[str, str], ...]:
        """Return what the address asks of a page: what is `OF_PAGES`, and fields that begin like this."""
        own = (pair for pair in self.query.items() if pair[0] in OF_PAGES or pair[0].startswith(prefixes))
        return tuple(sorted(own))

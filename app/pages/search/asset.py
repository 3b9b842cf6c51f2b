"""The index of all that can be found, served like one of the files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from app.pages.files.assets import Asset
from app.pages.search.index import SearchIndex, index_version


@dataclass(frozen=True)
class SearchAsset(Asset):
    """The index; its path is the folder of the lessons, from which its version follows at once."""

    index: SearchIndex

    @cached_property
    def content(self) -> bytes:
        """The index as JSON."""
        return self.index.content

    @cached_property
    def version(self) -> str:
        """A short hash of what it is made from."""
        return index_version(self.path)

    @property
    def content_type(self) -> str:
        """The media type."""
        return "application/json"

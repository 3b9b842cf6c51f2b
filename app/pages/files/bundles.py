"""One script a page: what `make bundle` puts together from our modules, for each set of figures that a page shows.

Beside them one for each figure that brings all it needs, styles too, for pages that are not ours (`app/notebook`).
The modules stay as they are; a bundle is found by a hash of all that it is made from, so that none is ever out of date.
Without it the modules are served one by one, as they are written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from app.content import Course
from app.house import code_in
from app.pages.kinds import KINDS

Kinds = tuple[str, ...]
"""The kinds of figures of one page, in the order of the alphabet."""


def page_kinds(course: Course) -> frozenset[Kinds]:
    """Return the sets of figures that stand on one page: none, those of each lesson, and each alone."""
    lessons = {tuple(sorted({item.kind for item in lesson.widgets.values()})) for lesson in course.lessons}
    return frozenset({(), *lessons, *((kind,) for kind in KINDS)})


HOSTED = "hosted"
"""What stands before a kind in the name of a figure that brings its styles, for another's page."""


def hosted_kinds() -> frozenset[Kinds]:
    """Return each figure alone, as it stands in another's page."""
    return frozenset((HOSTED, kind) for kind in KINDS)


ALONE = "alone"
"""The same for a figure in a file, whose page has no server."""

SITE = "site"
"""The same for the figures of a page of the course as files."""


def alone_kinds(course: Course) -> frozenset[Kinds]:
    """Return each figure alone in a file, and the sets of figures on the pages of the course as files."""
    return frozenset({*((ALONE, kind) for kind in KINDS), *((SITE, *kinds) for kinds in page_kinds(course))})


class Bundles:
    """The bundles of one state of the modules, in a folder of their own."""

    def __init__(self, root: Path, kinds: Iterable[Kinds]) -> None:
        self._root = root
        self.kinds = tuple(sorted(kinds))

    @cached_property
    def folder(self) -> Path:
        """Where they are, once they are made."""
        digest = hashlib.sha256(repr(self.kinds).encode())
        for name, path in sorted(self._sources()):
            digest.update(f"\0{name}\0".encode() + path.read_bytes())
        return self._root / ".cache" / "bundles" / digest.hexdigest()[:20]

    def _sources(self) -> Iterator[tuple[str, Path]]:
        """Yield what they are made from, under the names that it has in a checkout."""
        root, code = self._root, code_in(self._root)
        for folder, name, pattern in (
            (root / "static" / "js", "static/js", "**/*.js"),
            (root / "static" / "playground", "static/playground", "**/*.js"),
            (root / "static" / "css", "static/css", "*.css"),
            (root / "bundling", "bundling", "bundle.py"),
            (root / "bundling", "bundling", "*.js"),
            (root / "bundling", "bundling", "package*.json"),
            (code / "widgets", "app/widgets", "**/*.js*"),
            (code / "widgets", "app/widgets", "**/*.css"),
            (code / "notebook", "app/notebook", "*.*s"),
        ):
            for path in folder.glob(pattern):
                yield f"{name}/{path.relative_to(folder).as_posix()}", path

    def files(self) -> Mapping[Kinds, Path]:
        """Return the bundle of each set of figures; none where they are not made."""
        return {kinds: self.path(kinds) for kinds in self.kinds} if self.folder.is_dir() else {}

    @property
    def colours(self) -> Path:
        """The script that colours programs; only beside those that are served."""
        return self.folder / "colours.js"

    def path(self, kinds: Kinds) -> Path:
        """Return the file of one bundle."""
        return self.folder / f"{'-'.join(kinds) or 'page'}.js"

"""What reading a lesson and reading a page of the reference have in common."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from markupsafe import Markup

from app.content.course.claims import Claim
from app.content.course.glossary import Term
from app.content.language.names import Names
from app.content.language.quantities import read_quantities
from app.content.language.values import ExpressionError
from app.content.prose.markdown import fragment
from app.content.prose.text_context import TextContext
from app.content.source.problem import ContentError, Place, Problem
from app.content.source.schema import ClaimFront, ClaimsFront
from app.content.source.text_files import name_of, read_source
from app.content.source.toml_file import Lines, read_toml

_FRONT_MATTER = re.compile(r"\A\+\+\+\n(?P<toml>.*?\n)\+\+\+\n", re.DOTALL)
Found = TypeVar("Found")


class FolderReader:
    """Reads a folder with a text and its claims, and goes on after a fault so that all are found together."""

    def __init__(self, root: Path, folder: str, text: str, glossary: Mapping[str, Term]) -> None:
        self._root, self._folder, self._glossary = root, folder, glossary
        self._text = text
        self._file = name_of(root, f"{folder}/{text}")
        self._faults: list[Problem] = []

    def _halves(self) -> tuple[str, str, int]:
        """Return the front matter, the text after it, and the line on which that begins."""
        text = read_source(self._root, f"{self._folder}/{self._text}")
        matter = _FRONT_MATTER.match(text)
        if matter is None:
            raise ContentError.at(self._file, 1, "no front matter", "begin with TOML between two lines `+++`")
        return matter["toml"], text[matter.end() :], matter[0].count("\n") + 1

    def _gather(self, read: Callable[[], Found]) -> Found | None:
        try:
            return read()
        except ContentError as error:
            self._faults.extend(error.problems)
            return None

    def _context(self, names: Names, place: Place) -> TextContext:
        return TextContext(names, self._glossary, place)

    def _short(self, text: str, names: Names, place: Place) -> Markup:
        return self._gather(lambda: fragment(text, self._context(names, place), inline=True)) or Markup()

    def _names(
        self, table: Mapping[str, object], known: Names, file: str, lines: Lines, path: Sequence[str | int]
    ) -> Names:
        for name, written in table.items():
            try:
                known = read_quantities({name: written}, known)
            except ExpressionError as error:
                line = lines.of((*path, "quantities", name))
                self._faults.append(Problem(file, line, f"quantities.{error.rule}", error.repair))
        return known

    def _claims(self, names: Names) -> dict[str, Claim]:
        file = name_of(self._root, f"{self._folder}/claims.toml")
        front, lines = read_toml(read_source(self._root, f"{self._folder}/claims.toml"), ClaimsFront, file)
        claims: dict[str, Claim] = {}
        for index, claim in enumerate(front.claim):
            place = Place(file, lines.of(("claim", index)))
            if claim.id in claims:
                self._faults.append(Problem(file, place.line, f"id: `{claim.id}` is taken", "choose another"))
            claims[claim.id] = self._claim(claim, names, lines, index, place)
        return claims

    def _claim(self, claim: ClaimFront, names: Names, lines: Lines, index: int, place: Place) -> Claim:
        own = self._names(claim.quantities, names, place.file, lines, ("claim", index))
        text = self._short(claim.text, own, Place(place.file, lines.of(("claim", index, "text"))))
        draws = MappingProxyType(dict(claim.draw))
        return Claim(claim.id, text, claim.source, claim.holds, own, draws, place)

    def _fault(self, file: str, line: int, rule: str, repair: str) -> None:
        self._faults.append(Problem(file, line, rule, repair))

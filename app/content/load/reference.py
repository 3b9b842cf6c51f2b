"""One folder of the reference to a page that one looks things up in."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from markupsafe import Markup

from app.content.course.glossary import Term
from app.content.course.lesson import ReferencePage, links_in
from app.content.course.slot import Slot
from app.content.language.names import Names
from app.content.load.folder_reader import FolderReader
from app.content.prose.markdown import convert
from app.content.source.problem import ContentError, Place, Problem
from app.content.source.schema import ReferenceFront
from app.content.source.text_files import name_of
from app.content.source.toml_file import read_toml

#: The folder of the reference, and the files of each page in it.
REFERENCE = "reference"
REFERENCE_FILES = ("page.md", "claims.toml")


def load_reference(root: Path, page_id: str, glossary: Mapping[str, Term]) -> ReferencePage:
    """Return one page of the reference.

    Parameters
    ----------
    root
        The course's folder.
    page_id
        The page's folder in `reference`, and its address.
    glossary
        The words that the page may use.

    Raises
    ------
    ContentError
        With every fault in its files.
    """
    return _Reader(root, f"{REFERENCE}/{page_id}", REFERENCE_FILES[0], glossary).page(page_id)


class _Reader(FolderReader):
    """Reads the two files of a page."""

    def page(self, page_id: str) -> ReferencePage:
        matter, text, body_line = self._halves()
        front, lines = read_toml(matter, ReferenceFront, self._file, first=2)
        names = self._names(front.quantities, Names({}, front.unit), self._file, lines, ())
        claims = self._gather(lambda: self._claims(names)) or {}
        about = self._short(front.about, names, Place(self._file, lines.of(("about",))))
        written = self._gather(lambda: convert(text, self._context(names, Place(self._file, body_line))))
        for slot in written.parts if written is not None else ():
            if isinstance(slot, Slot):
                rule = f"{slot.kind} `{slot.ref}` on a page of the reference"
                self._faults.append(Problem(self._file, slot.line, rule, "move it to a lesson"))
        if self._faults or written is None:
            raise ContentError(*self._faults)
        body = Markup("").join(part for part in written.parts if isinstance(part, Markup))
        return ReferencePage(
            id=page_id,
            title=front.title,
            about=about,
            names=names,
            claims=MappingProxyType(claims),
            body=body,
            sections=written.sections,
            uses=written.uses,
            links=links_in(body),
            folder=name_of(self._root, self._folder),
        )

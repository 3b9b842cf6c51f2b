"""What a text may refer to, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.content.course.glossary import Term
from app.content.language.names import Names
from app.content.source.problem import Place


@dataclass(frozen=True, slots=True)
class TextContext:
    """What Markdown is read with: the quantities and words it may name, where it stands, and a prefix for its ids.

    Parameters
    ----------
    names
        The quantities for insertions.
    glossary
        The words for `[[…]]`.
    place
        The file, and the line in it of the text's first line.
    prefix
        Begins every id in the HTML, so that two fragments fit on one page.
    """

    names: Names
    glossary: Mapping[str, Term]
    place: Place
    prefix: str = ""

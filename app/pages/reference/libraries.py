"""`/libraries`: the atlas as a page; what is not asked for is hidden, so that the page's script can show it again."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from app.atlas.atlas import Atlas, tally, the_atlas
from app.atlas.public import public_json
from app.atlas.question import Question
from app.atlas.record import Cell, Library
from app.atlas.shown_lines import shown_lines
from app.atlas.verdict import MEANINGS, Kind
from app.pages.base.site import Site
from app.pages.files.assets import Asset
from app.ui.format import format_number

ADDRESS = "/data/atlas.json"

#: A sign for each verdict in the overview; its word stands beside it everywhere else.
SIGNS: Mapping[Kind, str] = {
    Kind.RIGHT: "✓",
    Kind.PRECISE: "≈",
    Kind.OTHER: "≠",
    Kind.WRONG: "×",
    Kind.NAN: "∅",
    Kind.SAYS: "!",
    Kind.RAISES: "⊥",
}
#: The worst first, as the overview shows them.
GRAVITY = (Kind.WRONG, Kind.NAN, Kind.OTHER, Kind.SAYS, Kind.RAISES, Kind.PRECISE, Kind.RIGHT)


@dataclass(frozen=True)
class Filter:
    """What a reader asks to see: one library or all, one question or all, all calls or those that bite."""

    library: str = ""
    question: str = ""
    bites: bool = False

    @classmethod
    def from_query(cls, query: Mapping[str, str], atlas: Atlas) -> Filter:
        """Return what an address asks for; a name that is not in the atlas asks for nothing."""
        library, question = query.get("library", ""), query.get("question", "")
        return cls(
            library if atlas.library(library) else "",
            question if any(each.id == question for each in atlas.questions) else "",
            query.get("bites") == "1",
        )

    @property
    def any(self) -> bool:
        """Whether less than everything is asked for; then the overview is left out, and the calls come at once."""
        return self != Filter()

    def shows(self, cell: Cell) -> bool:
        """Whether a call is among what is asked for."""
        return (
            self.library in {"", cell.library}
            and self.question in {"", cell.question.id}
            and (not self.bites or cell.verdict.kind.bites)
        )


@dataclass(frozen=True)
class Square:
    """One place of the overview: a question and a library."""

    library: Library
    question: Question
    cells: tuple[Cell, ...]

    @property
    def kinds(self) -> list[Kind]:
        """The verdicts of its calls, each once, the worst first."""
        found = {cell.verdict.kind for cell in self.cells}
        return [kind for kind in GRAVITY if kind in found]

    @property
    def address(self) -> str:
        """Its worst call."""
        return min(self.cells, key=lambda cell: GRAVITY.index(cell.verdict.kind)).anchor

    @property
    def label(self) -> str:
        """What it says, in words."""
        return f"{self.library.name}, {self.question.title}: {', '.join(self.kinds) or 'not offered'}"


def libraries_html(site: Site, query: Mapping[str, str]) -> Markup:
    """Return the page, with what the address asks for."""
    atlas = the_atlas()
    asked = Filter.from_query(query, atlas)
    shown = [cell for library in atlas.libraries for cell in library.cells if asked.shows(cell)]
    template = site.environment.get_template("libraries.html")
    return Markup(  # noqa: S704 - autoescaping templates
        template.render(
            atlas=atlas,
            asked=asked,
            shown=len(shown),
            questions_shown={cell.question.id for cell in shown},
            squares=list(_squares(atlas)),
            signs=SIGNS,
            meanings=MEANINGS,
            tally=tally,
            truth=truth_text,
            figures=figures_text(),
            made=made_text,
        )
    )


def truth_text(question: Question) -> str:
    """Return the truth in words: in nats, and in bits beside them."""
    if question.unit is None:
        return format_number(question.truth, digits=6)
    if math.isinf(question.truth):
        return format_number(question.truth)
    nats, bits = format_number(question.truth, "nats", 6), format_number(question.expected("bits"), "bits", 6)
    return nats if question.truth == 0 else f"{nats}, {bits}"


def made_text(library: Library, question: Question) -> str:
    """Say in which form a library was given the numbers, if not in plain lists."""
    lists = [name for name, value in question.inputs.items() if isinstance(value, list) and name in question.given]
    return f"# {', '.join(lists)}: each made by {library.given}" if library.given and lists else ""


def figures_text() -> str:
    """Say how the lines for PyTorch below the figures were last tried."""
    record = shown_lines()
    figures = record["figures"].values()
    states, compared = sum(each["states"] for each in figures), sum(bool(each["quantities"]) for each in figures)
    version, date, count = record["version"], record["date"], len(record["figures"])
    return (
        f"The lines for PyTorch below our {count} figures were run with PyTorch {version} on {date}, over {states} "
        f"drawn states. Those of {compared} figures left the kernel’s numbers; the others train on draws of their own, "
        "and were only run. The lines for SciPy are run with our tests."
    )


def _squares(atlas: Atlas) -> Iterator[tuple[Question, list[Square]]]:
    for question in atlas.questions:
        yield question, [Square(each, question, tuple(each.of(question.id))) for each in atlas.libraries]


class AtlasAsset(Asset):
    """The atlas as data, served like one of the files; its path is the folder of the runs."""

    @cached_property
    def content(self) -> bytes:
        """The whole of it as JSON."""
        return public_json(the_atlas())

    @property
    def content_type(self) -> str:
        """The media type."""
        return "application/json"

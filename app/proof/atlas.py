"""Prove the page of the libraries: its runs, the lines below our figures, and that our fonts can show it."""

from collections.abc import Iterator
from pathlib import Path

from app.atlas.atlas import the_atlas
from app.atlas.check import check_atlas
from app.atlas.shown_lines import lines_hash, shown_lines
from app.content import Problem
from app.pages.kinds import KINDS
from app.ui.font_coverage import missing_glyphs

FIGURES = "app/atlas/figures.json"
AGAIN = "run `make atlas ONLY=figures`"


def check_libraries(fonts: Path) -> Iterator[Problem]:
    """Yield what is wrong with the atlas, and with the lines for PyTorch that the figures show."""
    yield from check_atlas()
    record = shown_lines()["figures"]
    for kind, widget in KINDS.items():
        found = record.get(kind)
        if found is None or found["lines"] != lines_hash(widget):
            yield Problem(FIGURES, 0, f"{kind}: its lines for PyTorch have changed since their last run", AGAIN)
        elif found["different"]:
            yield Problem(FIGURES, 0, f"{kind}: {found['different'][0]}", f"correct the lines, and {AGAIN}")
    prose = [text for question in the_atlas().questions for text in (question.title, question.asks, *question.others)]
    prose += [text for library in the_atlas().libraries for text in (library.name, library.about)]
    lacking = missing_glyphs(fonts, "text", " ".join(prose))
    if lacking:
        rule = f"the text fonts lack {' '.join(lacking)}"
        yield Problem("app/atlas/questions.py", 0, rule, "add it to static/fonts/make.py and run that")

"""Every table of a lesson has a caption, which a screen reader says before it."""

import pytest

from app.content.course.glossary import Term
from app.content.language.names import Names
from app.content.prose.markdown import convert
from app.content.prose.text_context import TextContext
from app.content.source.problem import ContentError, Place

TABLE = "| a | b |\n|---|---|\n| one | two |\n"


def written(text):
    terms: dict[str, Term] = {}
    return str(convert(text, TextContext(Names({}, "bits"), terms, Place("lesson.md", 10))).parts[0])


def test_a_paragraph_that_begins_with_table_is_the_caption():
    """It stands in the table, without its first word, with whatever formula is in it."""
    html = written(f"Before.\n\nTable: What $P$ *does*\n\n{TABLE}\nAfter.")
    assert "<p>Before.</p>" in html
    assert "<caption>What " in html
    assert "<em>does</em></caption>" in html
    assert html.index("<table>") < html.index("<caption>") < html.index("<thead>")
    assert "Table:" not in html


def test_a_table_without_a_caption_is_refused():
    """The message names the line and what to write."""
    with pytest.raises(ContentError, match=r"lesson.md:12: a table without a caption; .*`Table: …`"):
        written(f"Some words.\n\n{TABLE}")


def test_only_the_paragraph_right_above_counts():
    """A sentence that speaks of a table is not its caption."""
    with pytest.raises(ContentError, match="a table without a caption"):
        written(f"Table: Far away\n\nSome words.\n\n{TABLE}")

"""Long lines of templates are broken where nothing that is seen changes."""

import re
from pathlib import Path

import pytest

from linting.template_lines import broken

TEMPLATES = sorted((Path(__file__).parents[1] / "app").rglob("*.html"))


@pytest.mark.parametrize("columns", [70, 120])
def test_only_white_space_changes_and_only_once(columns):
    """Every template keeps its words, and what is broken once is not broken again."""
    assert TEMPLATES
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        once = broken(text, columns)
        assert re.sub(r"\s+", " ", once) == re.sub(r"\s+", " ", text), path.name
        assert broken(once, columns) == once, path.name


@pytest.mark.parametrize(
    "line",
    [
        "<pre>white space shows in here, all of it</pre>",
        "<button>its text is read by a script</button>",
        '<a title="a value stays in one piece and line">x</a>',
        "<p>{{ 'a string of an expression stays whole' }}</p>",
        "{% if yes %} {% endif %}{{ a }}{{ b }}{{ c }}{{ d }}",
    ],
)
def test_where_a_break_would_be_seen_there_is_none(line):
    """A line that is too long stays so, rather than change."""
    assert broken(line, 20) == line


def test_a_tag_is_broken_before_a_text_and_a_text_before_an_expression():
    """The places are chosen as an eye would choose them."""
    assert broken('<input type="text" name="answer" value="{{ a or b }}">', 40) == (
        '<input type="text" name="answer"\n  value="{{ a or b }}">'
    )
    assert broken("<p>So much for now, {{ 'none' if not of_them else count }}.</p>", 50) == (
        "<p>So much for now,\n{{ 'none' if not of_them else count }}.</p>"
    )

"""Markdown becomes HTML that is complete without scripts and safe to print."""

import re

import pytest
from markupsafe import Markup

from app.content import ContentError, Place, Term, TextContext, fragment
from app.content.language.names import Names
from app.content.language.quantities import read_quantities
from app.content.prose.markdown import convert

NAMES = read_quantities({"P": [0.5, 0.5], "Q": [0.9, 0.1]}, Names({}))
GLOSSARY = {"kl": Term("kl", "KL", (), Markup("the <em>gap</em>"))}
CONTEXT = TextContext(NAMES, GLOSSARY, Place("a.md", 1))


def html(text):
    return "".join(str(part) for part in convert(text, CONTEXT).parts)


def test_raw_html_is_shown_and_not_obeyed():
    """A tag in a lesson is text."""
    assert "<script>" not in html("<script>alert(1)</script>\n\nand <img src=x onerror=y>")
    assert "&lt;script&gt;" in html("<script>alert(1)</script>")


def test_no_link_runs_a_script():
    """A javascript: address is no link."""
    assert "href" not in html("[x](javascript:alert)")


def test_a_term_explains_itself_to_everybody():
    """A glossary term takes the focus, and its definition is its description."""
    shown = html("The [[kl|gap]] and the [[kl]].")
    ids = re.findall(r'aria-describedby="([^"]+)"', shown)
    assert len(set(ids)) == 2
    assert all(f'role="tooltip" id="{one}"' in shown for one in ids)
    assert ">gap</button>" in shown
    assert "the <em>gap</em>" in shown


def test_a_why_is_folded_and_needs_no_script():
    """`::: why` is a details element with its title as summary, formulas included."""
    shown = html("::: why Is $P$ it?\nYes.\n:::\n")
    assert shown.startswith('<details class="why"><summary>Is <math aria-label="P">')
    assert "<p>Yes.</p>" in shown


def test_a_definition_names_its_word():
    """`::: definition` is a section with a dfn, so that it can be linked to."""
    assert '<dfn id="definition-kl-word">KL</dfn>' in html("::: definition kl\nThe gap.\n:::\n")


def test_a_note_is_an_aside():
    """`::: note` is complementary to the text."""
    assert html("::: note\nBy the way.\n:::\n").startswith('<aside class="margin-note">')


def test_containers_nest_with_more_colons():
    """An outer container with four colons holds an inner one with three."""
    shown = html(":::: why Really?\n::: note\nYes.\n:::\n::::\n")
    assert shown.index("<details") < shown.index("<aside") < shown.index("</aside>") < shown.index("</details>")


def test_headings_have_unique_ids():
    """Two headings with the same words have different addresses."""
    assert [section.id for section in convert("## The gap\n\n## The gap\n", CONTEXT).sections] == [
        "the-gap",
        "the-gap-2",
    ]


def test_nothing_needs_an_inline_style():
    """A strict content policy lets no style attribute through, in formulas and tables neither."""
    shown = html("Table: An a\n\n| a |\n|--:|\n| $\\begin{aligned}a&=b\\end{aligned}$ |\n\n$$\n\\gap{\\KL{P}{Q}}\n$$\n")
    assert ' style="' not in shown
    assert 'class="align-right"' in shown
    assert 'class="maths-kl"' in shown


def test_truth_and_model_have_their_colours():
    """P and Q in a formula carry the classes of the colour code."""
    shown = html("$P \\| Q$")
    assert '<mi class="maths-p">P</mi>' in shown
    assert '<mi class="maths-q">Q</mi>' in shown


def test_punctuation_stays_with_its_formula():
    """A full stop never begins a line after a formula."""
    assert html("So $Q$. Then").count('<span class="keep">') == 1


def test_code_may_hold_numbers():
    """What stands in a code span is no prose."""
    assert "<code>0.737</code>" in html("`0.737`")


def test_a_short_text_holds_no_slot():
    """A hint with a widget in it is refused."""
    with pytest.raises(ContentError, match="move it to the lesson's own text"):
        fragment("::: widget bars", CONTEXT)


def test_a_fault_in_a_title_has_its_line():
    """A number typed into the title of a why is found there."""
    with pytest.raises(ContentError, match=r"a\.md:3: a number typed by hand: `0\.5`"):
        convert("Text\n\n::: why Is it 0.5?\nYes.\n:::\n", CONTEXT)


def test_own_colours_are_refused():
    """Colours belong to the style sheet, which knows light from dark."""
    with pytest.raises(ContentError, match="a colour of its own"):
        convert(r"$\textcolor{red}{x}$", CONTEXT)


def test_a_control_character_cannot_forge_a_slot():
    """The mark that the program uses for slots is refused in a text."""
    with pytest.raises(ContentError, match="control character"):
        convert("\x02widget bars 1\x03", CONTEXT)

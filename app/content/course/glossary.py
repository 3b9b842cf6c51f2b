"""Words that the course explains, and how they stand in the text: `[[term-id|shown text]]`."""

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary.

    Parameters
    ----------
    id
        Its name in lessons and addresses.
    word
        As it is shown.
    also
        Other words for the same thing.
    definition
        HTML without block elements, so that it fits in a tooltip.
    """

    id: str
    word: str
    also: tuple[str, ...]
    definition: Markup


@dataclass(frozen=True, slots=True)
class Use:
    """A place in a text where a word of the glossary stands.

    Parameters
    ----------
    term
        The word's id.
    anchor
        The id, in the page, of its definition there, or of the heading above it; empty above all headings.
    defines
        Whether the text defines the word there.
    """

    term: str
    anchor: str
    defines: bool


def term_html(term: Term, shown: str, anchor: str) -> Markup:
    """Return a term in running text, with its definition beside it.

    A button, because a word that explains itself must take the focus; its definition is a tooltip that the style
    sheet shows on hover and focus, needs no script, and is what a screen reader says after the word.

    Parameters
    ----------
    term
        The word.
    shown
        The text in the sentence.
    anchor
        An id, unique in the page, for the definition.
    """
    return Markup(
        '<span class="term"><button type="button" class="term-word" aria-describedby="{anchor}">{shown}</button>'
        '<span class="term-definition" role="tooltip" id="{anchor}">{definition}</span></span>'
    ).format(anchor=anchor, shown=shown, definition=term.definition)

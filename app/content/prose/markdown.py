"""Markdown to HTML with everything in it worked out; every fault found on the way is reported with its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from mdit_py_plugins.dollarmath import dollarmath_plugin

from app.content.course.glossary import Use
from app.content.course.lesson import Section
from app.content.course.slot import Slot
from app.content.prose.directives import CONTAINERS, directives_plugin
from app.content.prose.inlines import inlines_plugin
from app.content.prose.resolve import Resolver
from app.content.prose.text_context import TextContext
from app.content.source.problem import ContentError, Problem

_SLOT = re.compile("\x02(\\w+) ([^\x02\x03]+) (\\d+)\x03")


@dataclass(frozen=True, slots=True)
class Converted:
    """Markdown that was read: its HTML with the slots between, its headings, and where it uses which words."""

    parts: tuple[Markup | Slot, ...]
    sections: tuple[Section, ...]
    uses: tuple[Use, ...]


def convert(text: str, context: TextContext) -> Converted:
    """Return the HTML of a lesson's body, with slots.

    Parameters
    ----------
    text
        Markdown, as the author's guide describes it.
    context
        What it may refer to.

    Returns
    -------
    Converted
        HTML parts and slots in order; the headings.

    Raises
    ------
    ContentError
        With every fault in the text.
    """
    if "\x02" in text or "\x03" in text:
        raise context.place.error("a control character", "delete it")
    tokens = _parser().parse(text)
    page = _resolver(text, context)
    page.resolve(tokens)
    if page.problems:
        raise ContentError(*page.problems)
    html: str = _parser().renderer.render(tokens, _parser().options, {})
    return Converted(tuple(_split(html)), tuple(page.sections), tuple(page.uses))


def fragment(text: str, context: TextContext, *, inline: bool = False) -> Markup:
    """Return the HTML of a short text (a hint, a prompt, a definition), which has no slots and no headings.

    Parameters
    ----------
    text
        Markdown.
    context
        What it may refer to.
    inline
        Without paragraphs around it, for a place within a line.

    Raises
    ------
    ContentError
        With every fault in the text.
    """
    parser = _parser()
    tokens = parser.parseInline(text) if inline else parser.parse(text)
    page = _resolver(text, context)
    page.resolve(tokens)
    html: str = parser.renderer.render(tokens, parser.options, {})
    if page.sections or "\x02" in html:
        page.problems.append(
            Problem(
                context.place.file,
                context.place.line,
                "a widget, check, live number or heading in a short text",
                "move it to the lesson's own text",
            )
        )
    if page.problems:
        raise ContentError(*page.problems)
    return Markup(html.strip())  # noqa: S704 - the parser escapes all text, and raw HTML is off


def _resolver(text: str, context: TextContext) -> Resolver:
    return Resolver(text.splitlines(), context, partial(fragment, inline=True))


@cache
def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False, "typographer": True})
    md.enable(["table", "smartquotes"])
    md.disable(["image", "html_block", "html_inline"])
    dollarmath_plugin(md, allow_labels=False, allow_space=False, allow_digits=False, allow_blank_lines=False)
    directives_plugin(md)
    inlines_plugin(md)
    made = ["computed", "term", "leaf", "math_inline", "math_block", "table_open", "table_close"]
    for name in [*made, *(f"container_{one}_{end}" for one in CONTAINERS for end in ("open", "close"))]:
        md.add_render_rule(name, _made_html)
    return md


def _made_html(_renderer: Any, tokens: list[Token], index: int, _options: Any, _env: Any) -> str:
    return str(tokens[index].meta.get("html", ""))


def _split(html: str) -> Iterator[Markup | Slot]:
    last = 0
    for match in _SLOT.finditer(html):
        yield Markup(html[last : match.start()])  # noqa: S704 - the parser escapes all text, and raw HTML is off
        yield Slot(match[1], match[2], int(match[3]))  # type: ignore[arg-type]
        last = match.end()
    yield Markup(html[last:])  # noqa: S704 - as above

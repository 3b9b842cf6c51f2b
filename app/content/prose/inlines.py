"""What a lesson's text has beside Markdown: `{{ insertions }}` and `[[glossary terms]]`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from app.content.language.insertion import INSERTION

_TERM = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]|]+))?\]\]")


def inlines_plugin(md: MarkdownIt) -> None:
    """Teach a Markdown parser insertions and glossary terms."""
    md.inline.ruler.before("link", "term", _term)
    md.inline.ruler.before("link", "computed", _computed)


def _computed(state: StateInline, silent: bool) -> bool:
    match = INSERTION.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("computed", "", 0)
        token.content = match["inside"]
        token.markup = match[0]
    state.pos = match.end()
    return True


def _term(state: StateInline, silent: bool) -> bool:
    match = _TERM.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("term", "", 0)
        token.content = match[1].strip()
        token.meta = {"shown": (match[2] or "").strip()}
        token.markup = match[0]
    state.pos = match.end()
    return True

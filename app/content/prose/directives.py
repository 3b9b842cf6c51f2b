"""Lines that begin with three colons: a widget, a question or a playground stands alone, the others enclose text."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.container import container_plugin

#: Stand on one line: `::: widget bars`.
LEAVES = ("widget", "check", "recall", "explain", "playground")
#: Enclose text up to a line of colons: `::: why Why two?`.
CONTAINERS = ("why", "definition", "note")
_LEAF = re.compile(r"^:::[ \t]*(widget|check|recall|explain|playground)(?:[ \t]+(\S.*?))?[ \t]*$")


def directives_plugin(md: MarkdownIt) -> None:
    """Teach a Markdown parser the directives of a lesson."""
    for name in CONTAINERS:
        container_plugin(md, name)
    md.block.ruler.before("fence", "leaf", _leaf, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _leaf(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: ARG001 - a rule's signature
    match = _LEAF.match(state.src[state.bMarks[start_line] + state.tShift[start_line] : state.eMarks[start_line]])
    if match is None:
        return False
    if not silent:
        token = state.push("leaf", "div", 0)
        token.info = match[1]
        token.content = match[2] or ""
        token.map = [start_line, start_line + 1]
        state.line = start_line + 1
    return True

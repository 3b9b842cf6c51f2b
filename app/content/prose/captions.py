"""What stands above a table: a paragraph that begins with `Table:` right before it is its caption."""

import re

from markdown_it.token import Token

_BEGINS = re.compile(r"^Table:\s+(?=\S)")


def with_captions(tokens: list[Token]) -> tuple[list[Token], list[int]]:
    """Return the tokens with each caption in its table, and the lines (counted from 0) of the tables that have none."""
    done: list[Token] = []
    bare: list[int] = []
    for token in tokens:
        done.append(token)
        if token.type != "table_open":
            continue
        before = done[-4:-1]
        if [each.type for each in before] == ["paragraph_open", "inline", "paragraph_close"] and _take(before[1]):
            opening, _, closing = before
            for each in (opening, closing):
                each.tag, each.type = "caption", each.type.replace("paragraph", "caption")
            done[-4:] = [token, *before]
        else:
            bare.append((token.map or [0])[0])
    return done, bare


def _take(inline: Token) -> bool:
    """Take the word `Table:` away from a paragraph that begins with it."""
    first = next(iter(inline.children or ()), None)
    if first is None or first.type != "text" or not _BEGINS.match(first.content):
        return False
    first.content = _BEGINS.sub("", first.content)
    return True

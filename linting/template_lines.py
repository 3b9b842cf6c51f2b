"""Break the long lines of Jinja templates where nothing that is seen changes.

A space inside a tag may be a line break, and so may one in running text, where HTML takes both for the same; a line is
not broken where white space shows or is read by a script (`pre`, `code`, `button`, `option`, …), inside a quoted value,
or after a block of Jinja's, which takes the break away.
"""

from __future__ import annotations

import re

INDENT = "  "
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_VOID = frozenset(
    [
        "area",
        "br",
        "col",
        "hr",
        "img",
        "input",
        "line",
        "link",
        "meta",
        "path",
        "rect",
        "circle",
        "source",
        "use",
        "wbr",
    ]
)
#: Elements whose text is taken as it stands.
_AS_IT_STANDS = frozenset(
    ["button", "code", "kbd", "option", "pre", "script", "style", "text", "textarea", "title", "tspan"]
)
#: By what a space stands in: how many columns sooner one would rather break elsewhere.
_WORSE = {"tag": 0, "comment": 0, "text": 4, "name": 16, "jinja": 40}


def broken(text: str, columns: int) -> str:
    """Return a template whose lines are no longer than so many columns, where that can be.

    Examples
    --------
    >>> print(broken('<p class="quiet" id="why">Because it is so.</p>', 30))
    <p class="quiet" id="why">Because
    it is so.</p>
    """
    at = 0
    spaces = breaks(text)
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if end - at > columns and (place := _best(text, spaces, at, end, columns)) is not None:
            indent = re.match(" *", text[at:end])[0]
            # What goes on within a tag or an expression stands further in, once.
            if spaces[place] not in {"text", "comment"} and text[at + len(indent)] in "<{":
                indent += INDENT
            before = text[:place].rstrip(" ")
            text = f"{before}\n{indent}{text[place + 1 :]}"
            moved = len(before) + len(indent) - place
            spaces = {
                each if each < place else each + moved: within for each, within in spaces.items() if each != place
            }
        at = text.find("\n", at) + 1 or len(text)
    return text


def _best(text: str, spaces: dict[int, str], start: int, end: int, columns: int) -> int | None:
    first = start + len(re.match(" *", text[start:end])[0]) + 8
    last = min(start + columns, end - 7)
    places = [place for place in range(first, last + 1) if place in spaces]
    return max(places, key=lambda place: place - _WORSE[spaces[place]], default=None)


def breaks(text: str) -> dict[int, str]:  # noqa: C901 - a branch for each thing that one may stand in
    """Return the places of all spaces that may be line breaks, with what each stands in."""
    found: dict[int, str] = {}
    open_tags: list[str] = []
    at, tag, closing, quote = 0, "", False, ""
    while at < len(text):
        if text.startswith(("{{", "{%", "{#"), at):
            at = _jinja(text, at, found)
            continue
        sign = text[at]
        if not tag:
            if text.startswith("<!--", at):
                at = text.index("-->", at) + 3
                continue
            if begins := _TAG.match(text, at):
                closing, tag = bool(begins[1]), begins[2].lower()
                at = begins.end()
                if text[at : at + 1] == " ":
                    found[at] = "name"
                    at += 1
                continue
            if sign == " " and not _AS_IT_STANDS.intersection(open_tags):
                found[at] = "text"
        elif quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign == " ":
            found[at] = "tag"
        elif sign == ">":
            _opened_or_closed(tag, closing, text[at - 1] == "/", open_tags)
            tag = ""
        at += 1
    return {place: within for place, within in found.items() if text[place - 2 : place] not in {"%}", "#}"}}


def _opened_or_closed(tag: str, closing: bool, empty: bool, open_tags: list[str]) -> None:
    if closing and tag in open_tags:
        while open_tags.pop() != tag:
            pass
    elif not closing and not empty and tag not in _VOID:
        open_tags.append(tag)


def _jinja(text: str, start: int, found: dict[int, str]) -> int:
    """Note the spaces of an expression, a block or a comment that are in no string, and return where it ends."""
    end = {"{": "}}", "%": "%}", "#": "#}"}[text[start + 1]]
    within = "comment" if end == "#}" else "jinja"
    quote, at, own = "", start + 2, []
    while quote or not text.startswith(end, at):
        sign = text[at]
        if within == "jinja" and (quote or sign in "\"'"):
            quote = "" if sign == quote else quote or sign
        elif sign == " ":
            own.append(at)
        at += 1
    inner = text[start + 2 : at]
    first = start + 2 + len(inner) - len(inner.lstrip("-+ "))
    if end == "%}":  # a block's word stays with its first
        first = text.index(" ", first) + 1 if " " in text[first:at].rstrip("- ") else at
    last = start + 2 + len(inner.rstrip("-+ "))
    found.update(dict.fromkeys((place for place in own if first <= place < last), within))
    return at + 2

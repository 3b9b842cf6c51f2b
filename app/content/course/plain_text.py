"""What a page says, as text: for looking things up in, not for showing."""

import re
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser

_SPACES = re.compile(r"\s+")
_GAP = re.compile(" (?=[,.:;₀-₉])")
#: Function application and its kin, which a formula holds for screen readers.
_INVISIBLE = re.compile("[\u2060-\u2064]")
_HEADINGS = {"h2", "h3", "h4"}
_BLOCKS = {
    "p",
    "li",
    "caption",
    "div",
    "section",
    "aside",
    "summary",
    "td",
    "th",
    "tr",
    "dt",
    "dd",
    "mtr",
    "mtd",
    "math",
}
#: They would run into what stands beside them.
_APART = {"log", "ln", "exp", "max", "min", "=", "≤", "≥", "<", ">", "≈", "≠", "∝"}
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
#: What MathML draws between two children.
_BETWEEN = {"mfrac": "/", "msup": "^"}
_VOID = {"br", "hr", "img", "input", "wbr"}


def plain_text(html: str) -> str:
    """Return the words and formulas of some HTML; a tooltip's definition is left out.

    Parameters
    ----------
    html
        HTML that this course has made.

    Examples
    --------
    >>> plain_text("<p>A <b>gap</b>, <math><mfrac><mi>P</mi><mi>Q</mi></mfrac></math></p>")
    'A gap, P/Q'
    """
    return text_by_heading([html])[""]


def text_by_heading(parts: Iterable[str]) -> Mapping[str, str]:
    """Return the text under each heading, by the heading's id; what stands above all headings has the id "".

    Parameters
    ----------
    parts
        The HTML of one page, in pieces.
    """
    reader = _Reader()
    for part in parts:
        reader.feed(part)
    reader.close()
    return {anchor: _tidy("".join(pieces)) for anchor, pieces in reader.found.items()}


def _tidy(text: str) -> str:
    return _GAP.sub("", _SPACES.sub(" ", _INVISIBLE.sub("", text))).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, list[str]] = {"": []}
        self._anchor = ""
        self._open: list[str] = []
        self._children: list[int] = []
        self._hidden_from: int | None = None
        self._heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _VOID:
            return
        if self._hidden_from is None and (tag == "annotation" or "term-definition" in (given.get("class") or "")):
            self._hidden_from = len(self._open)
        if tag in _HEADINGS and given.get("id"):
            self._anchor = str(given["id"])
            self.found.setdefault(self._anchor, [])
            self._heading = True
        if self._children:
            if self._children[-1] == 1:
                self._add(_BETWEEN.get(self._open[-1], ""))
            self._children[-1] += 1
        self._open.append(tag)
        self._children.append(0)
        if tag == "msqrt":
            self._add("√")
        if tag in _BLOCKS:
            self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or tag not in self._open:
            return
        while self._open:
            self._children.pop()
            if self._open.pop() == tag:
                break
        if self._hidden_from is not None and len(self._open) <= self._hidden_from:
            self._hidden_from = None
        if tag in _HEADINGS:
            self._heading = False
        if tag in _BLOCKS:
            self._add(" ")

    def handle_data(self, data: str) -> None:
        if self._heading:
            return
        if self._open[-2:-1] == ["msub"] and self._children[-2] == 2:
            data = data.translate(_LOWERED)
        self._add(f" {data} " if data in _APART else data)

    def _add(self, text: str) -> None:
        if self._hidden_from is None:
            self.found[self._anchor].append(text)

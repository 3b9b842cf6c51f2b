"""What pages that stand by themselves are made of: scripts, styles, fonts, and what their figures would have asked."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from app.content import Course
from app.figure.widget import Widget, WidgetState
from app.house import CODE
from app.pages.files.assets import ROOT, sheets_of
from app.pages.files.bundles import Bundles, Kinds, alone_kinds
from app.pages.kinds import KINDS

_FONT: Final = re.compile(r"@font-face \{[^}]*?/fonts/([\w-]+)\.woff2[^}]*\}\s*")


class ExportError(ValueError):
    """What was asked to be exported cannot be; the message says why, and what to do."""


def script_of(course: Course, kinds: Kinds) -> str:
    """Return the one script of a page with these figures, which `make bundle` has put together."""
    files = Bundles(ROOT, alone_kinds(course)).files()
    if not files:
        raise ExportError("the scripts of pages that stand by themselves are not put together yet; run: make bundle")
    return files[kinds].read_text(encoding="utf-8")


def inline(script: str) -> str:
    """Return a script as it may stand in a page: nothing in it ends the element."""
    return re.sub(r"</(?=script)", r"<\\/", script, flags=re.IGNORECASE).replace("<!--", "<\\!--")


def styles_of(*names: str) -> str:
    """Return style sheets as one text."""
    return "\n".join(sheet(name) for name in names)


@cache
def sheet(name: str) -> str:
    """Return a style sheet without the notes for those who write it."""
    shared = ROOT / "static" / "css" / f"{name}.css"
    paths = (shared,) if shared.exists() else sheets_of(CODE / "widgets" / name)
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    return re.sub(r"/\*.*?\*/\s*", "", text, flags=re.DOTALL)


def fonts_within(names: Iterable[str]) -> str:
    """Return the style sheet of the fonts, those that are named within it and no others."""
    wanted = set(names)

    def put(rule: re.Match[str]) -> str:
        if rule[1] not in wanted:
            return ""
        content = base64.b64encode((ROOT / "static" / "fonts" / f"{rule[1]}.woff2").read_bytes()).decode("ascii")
        shown = rule[0].replace("font-display: optional", "font-display: swap")
        return re.sub(r"url\([^)]*\)", f'url("data:font/woff2;base64,{content}")', shown)

    return _FONT.sub(put, sheet("fonts"))


def canvases_of(kinds: Iterable[str]) -> dict[str, Any]:
    """Return the kept figures that canvases of these widgets draw, by the addresses that their views ask for."""
    return {
        f"/widgets/{kind}/{path.name}": json.loads(path.read_text(encoding="utf-8"))
        for kind in kinds
        for path in sorted((CODE / "widgets" / kind).glob("*.canvas.json"))
    }


def packed(answers: Sequence[Mapping[str, Any]]) -> str:
    """Return answers as the text that a page unpacks when it is asked: JSON, gzip, base64; "" for none."""
    if not answers:
        return ""
    content = json.dumps(answers, separators=(",", ":"), allow_nan=False).encode()
    return base64.b64encode(gzip.compress(content, 9, mtime=0)).decode("ascii")


def answers_of(widget: Widget, state: WidgetState) -> list[dict[str, Any]]:
    """Return what Python answers to what a figure's page asks of its first state."""
    answers = []
    for question, follows in widget.asked_first(state):
        reply = widget.respond({"question": question})
        if "answer" not in reply:
            raise ExportError(f"{widget.kind}: {question} has no answer: {reply.get('error')}")
        answers.append({"kind": widget.kind, "of": follows, "answer": reply["answer"]})
    return answers


def figure_at(address: str) -> tuple[Widget, Mapping[str, str]]:
    """Return the figure of an address such as `lab/pmf_bars`."""
    kind = address.strip("/").removeprefix("lab/")
    if kind not in KINDS:
        raise ExportError(f"there is no figure {kind!r}; there are {', '.join(KINDS)}")
    return KINDS[kind], {}


def write(path: Path, text: str | bytes) -> None:
    """Write a file, and its folder if it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())

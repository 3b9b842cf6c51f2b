"""One figure in one file: opens from a disk, is dragged and typed into, and asks nobody for anything."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from app import __version__
from app.content import Course
from app.export.parts import (
    ExportError,
    answers_of,
    canvases_of,
    figure_at,
    fonts_within,
    inline,
    packed,
    script_of,
    styles_of,
)
from app.figure.widget import json_script
from app.pages.files.assets import SHEETS
from app.pages.files.bundles import ALONE

LARGEST: Final = 350_000
"""Bytes: what may be sent by mail, and put into a course system, without a second thought."""
FONTS: Final = ("wd-sans", "wd-serif", "wd-serif-italic")
"""Formulas are in no figure; the few mathematical signs are in every system's fonts."""
HIDDEN: Final = ("link", "class")
"""Controls that lead to the course."""
_FOR_LIBRARIES: Final = re.compile(r'<p class="python-more">.*?</p>')

TEMPLATES: Final = Environment(
    loader=PackageLoader("app.export", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def figure_file(course: Course, address: str, state: str = "") -> str:
    """Return a figure as one page of HTML.

    Parameters
    ----------
    course
        The course, for which the scripts were put together.
    address
        Which figure, as in `lab/pmf_bars`.
    state
        Its state as in the address of its page, `p=.5,.5&q=.9,.1`; `view=projector` and `hide=…` hold here too.

    Raises
    ------
    ExportError
        If there is no such figure or state, or its script was not made.
    """
    widget, _ = figure_at(address)
    query = dict(parse_qsl(state, keep_blank_values=True))
    try:
        shown = widget.State.from_query(query, widget.State.from_options({}))
    except ValueError as error:
        raise ExportError(f"the state {state!r} cannot be: {error}") from error
    hidden = [*filter(None, query.get("hide", "").split(",")), *HIDDEN]
    projector = query.get("view") == "projector"
    body = widget.html(shown, widget.kind, {"hide": hidden, "projector": projector})
    kept = {"answers": packed(answers_of(widget, shown)), "canvases": canvases_of([widget.kind]), "root": ""}
    styles = styles_of("tokens", "app", *SHEETS, widget.kind, "embed")
    return TEMPLATES.get_template("figure.html").render(
        name=widget.title,
        projector=projector,
        styles=Markup(fonts_within(FONTS) + styles),  # noqa: S704 - our own
        body=Markup(_FOR_LIBRARIES.sub("", body)),  # noqa: S704 - our own
        kept=json_script(kept),
        script=Markup(inline(script_of(course, (ALONE, widget.kind)))),  # noqa: S704 - our own
        version=__version__,
    )

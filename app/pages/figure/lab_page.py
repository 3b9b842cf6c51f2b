"""The page of a figure alone: made when it is first asked for."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from app.pages.base.site import Site
from app.pages.figure.lecture import lecture_of
from app.pages.figure.on_page import Shown, place_one
from app.pages.http.compressed_page import Whole
from app.pages.http.visit import Visit
from app.ui.widget import Widget


async def lab_page(site: Site, widget: Widget, visit: Visit) -> Whole:
    """Return the page of one figure alone, in the state that an address asks for."""
    asked = visit.asked()
    pages, key = site.kept_pages(asked), ("lab", widget.kind, asked)
    if asked and key not in pages:
        await lab_figure(widget, visit).draw_beside(site, visit.learner)
    return pages.get(key, lambda: Whole(lab_html(site, lab_figure(widget, visit), visit).encode()))


def lab_figure(widget: Widget, visit: Visit) -> Shown:
    """Return a figure alone, in the state that the address asks for."""
    options = {"hide": list(visit.hidden), "projector": visit.projector, "link": f"/lab/{widget.kind}"}
    if has_panel(visit):
        options["beside"] = True
    return Shown(place_one(widget.kind, widget, {}, visit.query), options)


def has_panel(visit: Visit) -> bool:
    """Say whether the page of a figure has its panel of what one takes along."""
    return not (visit.projector or visit.embedded or "class" in visit.hidden)


def lab_html(site: Site, figure: Shown, visit: Visit) -> Markup:
    """Return the page of a figure alone."""
    item = figure.item
    asked = [name for name, _ in visit.asked() if name not in {"embed", "view"}]
    fields = {**item.state.to_query(), **_fields_for_class(visit)}
    here = f"/lab/{item.widget.kind}{'?' if asked else ''}{urlencode(fields) if asked else ''}"
    lecture = lecture_of(item.widget, item, visit)
    return _markup(
        site,
        "lab.html",
        visit=visit,
        name=item.widget.title,
        kinds=[item.widget.kind],
        body=figure.html(site),
        wall=item.widget.on_a_wall(item.state, figure.options) if has_panel(visit) else None,
        problems=[*([item.problem] if item.problem else []), *lecture.problems],
        moved=item.problem is not None,
        lecture=lecture,
        readouts_hidden="readouts" in visit.hidden,
        here=here,
        projector_url=f"/lab/{item.widget.kind}?{urlencode({**fields, 'view': 'projector'})}",
    )


def _fields_for_class(visit: Visit) -> dict[str, str]:
    """Return the fields for a lecture that a link to the same figure keeps."""
    return {name: visit.query[name] for name in ("hide", "ask", "steps") if name in visit.query}


def _markup(site: Site, template: str, **context: Any) -> Markup:
    return Markup(site.environment.get_template(template).render(**context))  # noqa: S704 - autoescaping templates

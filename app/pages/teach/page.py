"""`/teach`: how instructors take figures and lessons to where they teach, each way with the figure they came from."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from app.checks import prompt
from app.pages.base.handlers import PublicHandler
from app.pages.base.site import Site
from app.pages.http.addresses import Place, origin_of, place_at
from app.pages.http.visit import OF_PAGES
from app.pages.kinds import KINDS
from app.pages.teach.oembed import FRAME, HEIGHT, frame_address

SHORT: Final = 90
FIRST: Final = "/lab/pmf_bars"
"""What is shown to somebody who comes from no figure."""


class TeachHandler(PublicHandler):
    """`/teach?from=/lab/…`: all ways, with the state of the figure that one came from."""

    def get(self) -> None:
        """Show the page."""
        origin, course = origin_of(self, self.policy), self.site.course
        asked = self.visit.query.get("from", "")
        place = place_at(asked, course, self.policy.origins) or place_at(FIRST, course, self.policy.origins)
        assert place is not None
        self.set_header("Cache-Control", "no-cache")
        self.finish(
            self.site.environment.get_template("teach.html").render(
                place=place,
                origin=origin,
                came=place_at(asked, course, self.policy.origins) is not None,
                address=_address(place, origin),
                projector=_address(place, "", view="projector"),
                code=_address(place, "", suffix="/qr.svg"),
                frame=FRAME.format(frame_address(place, origin), place.title, "100%", HEIGHT[place.is_figure]),
                state=urlencode([pair for pair in place.query if pair[0] not in {"view", "hide", "embed"}]),
                lessons=course.lessons,
                room=_room(place, self.site),
                ask=self.visit.query.get("ask", ""),
                open_lessons=self.policy.embeds(f"/lessons/{course.lessons[0].id}") != "'self'",
            )
        )


def _room(place: Place, site: Site) -> dict[str, Any]:
    """Return what a room can be opened from: a lesson with its questions, or a figure in its state."""
    if place.is_figure:
        state = urlencode([pair for pair in place.query if pair[0] not in OF_PAGES])
        return {"kind": place.path.rpartition("/")[2], "state": state}
    lesson = site.course.lesson(place.path.rpartition("/")[2])
    assert lesson is not None
    checks = [(f"check-{name}", short(prompt(site.checks[lesson.id][name]).striptags())) for name in lesson.checks]
    predictions = [f"widget-{name}" for name, widget in lesson.widgets.items() if widget.prediction is not None]
    titles = {f"widget-{name}": KINDS[widget.kind].title for name, widget in lesson.widgets.items()}
    figures = [(place, title) for place, title in titles.items() if place not in predictions]
    guessed = [(place, titles[place]) for place in predictions]
    return {"lesson": lesson, "groups": {"Questions": checks, "Predictions": guessed, "Figures": figures}}


def short(text: str) -> str:
    """Return the beginning of a text, by whole words.

    Examples
    --------
    >>> short("What is KL?")
    'What is KL?'
    """
    return text if len(text) <= SHORT else f"{text[:SHORT].rpartition(' ')[0]} …"


def _address(place: Place, origin: str, *, suffix: str = "", **more: str) -> str:
    fields = [pair for pair in place.query if pair[0] not in {"view", "embed"}] + list(more.items())
    return f"{origin}{place.path}{suffix}{'?' if fields else ''}{urlencode(fields)}"

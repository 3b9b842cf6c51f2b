"""oEmbed 1.0: a page that is given one of our addresses learns which frame to show in its place."""

from __future__ import annotations

import json
from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup
from tornado.web import HTTPError

from app.pages.base.handlers import PublicHandler
from app.pages.http.addresses import Place, origin_of, place_at

WIDTH: Final = 800
HEIGHT: Final = {True: 640, False: 800}
"""Of a figure and of a lesson, for a page that does not hear how high the frame wants to be."""
LEAST: Final = 120
FRAME: Final = Markup(
    '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" style="border: 0; max-width: 100%"></iframe>'
)


def frame_address(place: Place, origin: str) -> str:
    """Return the address of a place as it stands in another's frame."""
    fields = [*((name, value) for name, value in place.query if name != "embed"), ("embed", "")]
    return f"{origin}{place.path}?{urlencode(fields).removesuffix('=')}"


class OembedHandler(PublicHandler):
    """`/oembed?url=…`: the frame of a figure or a lesson, no larger than `maxwidth` and `maxheight`."""

    def get(self) -> None:
        """Answer as oEmbed asks: 404 for what is not here, 501 for another form than JSON."""
        if self.visit.query.get("format", "json") != "json":
            raise HTTPError(501, f"the answer has the form json, and not {self.visit.query['format']!r}")
        origin = origin_of(self, self.policy)
        place = place_at(self.visit.query.get("url", ""), self.site.course, self.policy.origins)
        if place is None:
            raise HTTPError(404, "there is no figure and no lesson at this url")
        if self.policy.embeds(place.path) == "'self'":
            raise HTTPError(401, "no other page may show this in a frame; WD_EMBED_ORIGINS names those that may")
        width, height = self._at_most("maxwidth", WIDTH), self._at_most("maxheight", HEIGHT[place.is_figure])
        self.set_header("Access-Control-Allow-Origin", "*")  # there is nothing of a learner in it
        self.set_header("Cache-Control", "public, max-age=3600")
        self.set_header("Content-Type", "application/json")
        self.finish(
            json.dumps(
                {
                    "version": "1.0",
                    "type": "rich",
                    "provider_name": "Wrong Dictionary",
                    "provider_url": f"{origin}/",
                    "title": place.title,
                    "width": width,
                    "height": height,
                    "html": FRAME.format(frame_address(place, origin), place.title, width, height),
                }
            )
        )

    def _at_most(self, name: str, own: int) -> int:
        text = self.visit.query.get(name, "")
        return min(own, max(LEAST, int(text))) if text.isdecimal() and len(text) < 6 else own

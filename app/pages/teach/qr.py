"""A QR code of a figure or a lesson, for a slide: `/lab/<kind>/qr.svg?<its state>`."""

from __future__ import annotations

import io

from tornado.web import HTTPError

from app.pages.base.handlers import PublicHandler
from app.pages.http.addresses import origin_of, place_at

KEPT = "public, max-age=3600"


def qr_svg(text: str, *, any_size: bool = False) -> bytes:
    """Return a text as a QR code in SVG, with the quiet zone that readers need; with `any_size` as large as its place.

    Raises
    ------
    ValueError
        If it is longer than the largest code holds, 2331 bytes with a seventh of them restorable.
    """
    import segno  # noqa: PLC0415 - for who asks for a code

    try:
        code = segno.make_qr(text, error="m", boost_error=False)
    except segno.DataOverflowError as error:
        raise ValueError(
            f"an address of {len(text)} signs is longer than a QR code holds; show fewer values"
        ) from error
    out = io.BytesIO()
    code.save(
        out, kind="svg", scale=4, border=4, light="#fff", xmldecl=False, nl=False, omitsize=any_size, title="QR code"
    )
    return out.getvalue()


class QrHandler(PublicHandler):
    """`/lab/<kind>/qr.svg` and `/lessons/<lesson>/qr.svg`: the address of the page, with its query, as a code."""

    def get(self, path: str) -> None:
        """Draw the code."""
        origin = origin_of(self, self.policy)
        if place_at(path, self.site.course, self.policy.origins) is None:
            raise HTTPError(404, f"there is no figure and no lesson at {path}")
        query = self.request.query
        try:
            code = qr_svg(f"{origin}{path}{'?' if query else ''}{query}")
        except ValueError as error:
            raise HTTPError(414, str(error)) from error
        self.set_header("Cache-Control", KEPT)
        self.set_header("Content-Type", "image/svg+xml")
        self.finish(code)

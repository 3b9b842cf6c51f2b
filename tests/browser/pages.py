"""The addresses of all pages that a reader can open, and the one that a page has now."""

from playwright.sync_api import Page

from app.pages.kinds import KINDS
from tests.shipped import COURSE

#: To practise, and to look things up.
REFERENCE = (
    "/review",
    "/mastery",
    "/before-and-after",
    "/your-data",
    "/devices",
    "/glossary",
    *(f"/{page.id}" for page in COURSE.reference),
    "/libraries",
    "/search?q=jensen",
    "/help",
    "/teach",
    "/verify",
    "/join",
)
PAGES = (
    "/",
    *(f"/lessons/{lesson.id}" for lesson in COURSE.lessons),
    *REFERENCE,
    *(f"/lab/{kind}" for kind in KINDS),
)

#: The files of all our fonts, and of the formulas' alone: what is refused where a page has to do without.
FONTS = ("**/wd-*.woff2*", "**/wd-math.woff2*")


def address(page: Page) -> str:
    """The address as a gesture has just written it; `page.url` hears of it a moment later."""
    return str(page.evaluate("location.href"))

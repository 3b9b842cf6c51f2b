"""The addresses of all pages that a reader can open."""

from browser.learner import COURSE

from app.pages.kinds import KINDS

#: To practise, and to look things up.
REFERENCE = ("/review", "/glossary", *(f"/{page.id}" for page in COURSE.reference), "/search?q=jensen")
PAGES = (
    "/",
    *(f"/lessons/{lesson.id}" for lesson in COURSE.lessons),
    *REFERENCE,
    *(f"/lab/{kind}" for kind in KINDS),
)

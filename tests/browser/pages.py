"""The addresses of all pages that a reader can open."""

from browser.learner import COURSE

from app.pages.kinds import KINDS

PAGES = ("/", *(f"/lessons/{lesson.id}" for lesson in COURSE.lessons), *(f"/lab/{kind}" for kind in KINDS))

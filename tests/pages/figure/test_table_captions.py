"""What a screen reader says before it reads a table."""

import re

import pytest

from app.pages.kinds import KINDS

BARE = re.compile(r"<table[^>]*>(?!\s*<caption)")
PAGES = ("/formulas", "/field-guide", "/libraries", "/review", *(f"/lab/{kind}" for kind in KINDS))


@pytest.mark.parametrize("path", PAGES)
def test_every_table_of_a_page_has_a_caption(live, path):
    """Figures and pages beside the lessons: their tables begin with their caption."""
    assert BARE.findall(live.page(path)) == []


def test_every_table_of_a_lesson_has_a_caption(live):
    """Those of the text and those of the figures in it."""
    for lesson in ("wrong-dictionary", "two-directions", "jensen-shannon"):
        page = live.page(f"/lessons/{lesson}")
        assert "<table" in page
        assert BARE.findall(page) == []

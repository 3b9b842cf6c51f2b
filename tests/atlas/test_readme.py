"""What the README says of the atlas is so."""

import re
from pathlib import Path

from app.atlas.atlas import the_atlas

README = Path(__file__).parents[2] / "README.md"


def test_the_readme_counts_libraries_and_questions():
    """Both numbers are those of the page."""
    said = re.search(r"what (\d+) libraries print for (\d+) questions", README.read_text(encoding="utf-8"))
    assert said
    assert [int(number) for number in said.groups()] == [len(the_atlas().libraries), len(the_atlas().questions)]

"""The author's guide says what the program does."""

from app.checks.misconceptions import LIBRARY
from app.content.prose.directives import CONTAINERS, LEAVES
from app.content.prose.maths import MACROS
from app.content.source.schema import ChoiceFront, ClaimFront, LessonFront, NumericFront, SceneFront


def test_every_misconception_is_listed(authors_guide):
    """An author finds each slip of the library by name."""
    assert [name for name in LIBRARY if f"`{name}`" not in authors_guide] == []


def test_every_directive_is_listed(authors_guide):
    """Widgets, checks and containers are shown with their colons."""
    assert [name for name in (*LEAVES, *CONTAINERS) if f"::: {name}" not in authors_guide] == []


def test_every_macro_is_listed(authors_guide):
    """Each TeX command of ours is named."""
    assert [name for name in MACROS if f"\\{name}" not in authors_guide] == []


def test_every_key_is_mentioned(authors_guide):
    """No key of the files is left for an author to guess."""
    models = (LessonFront, NumericFront, ChoiceFront, ClaimFront, SceneFront)
    keys = {key for model in models for key in model.model_fields}
    assert sorted(key for key in keys if key not in authors_guide) == []

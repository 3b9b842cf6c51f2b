"""The questions that every library is asked, in the order of the page."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from app.atlas.question import Question
from app.atlas.questions.coders import coders
from app.atlas.questions.continuous import continuous
from app.atlas.questions.js import jensen_shannon
from app.atlas.questions.learning import learning
from app.atlas.questions.losses import losses
from app.atlas.questions.pairs import logs, pairs
from app.atlas.questions.samples import samples, table

TEXTS = Path(__file__).parent / "questions.toml"


def _questions() -> Mapping[str, Question]:
    texts = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    known = pairs() | logs() | jensen_shannon() | continuous() | losses() | table() | samples() | learning() | coders()
    return {name: Question(id=name, **text, **known[name].__dict__) for name, text in texts.items()}


QUESTIONS: Final[Mapping[str, Question]] = _questions()
"""Every question by its address."""

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {"pairs": tuple(pairs()), "js": tuple(jensen_shannon())}
"""Questions with the same names for what is given: one call answers all of them."""

"""A small course that is right, for tests that plant one fault in it."""

from pathlib import Path

import pytest

LESSON = """\
+++
id = "coins"
title = "Coins"
question = "What does a coin cost?"
minutes = 5
learn = ["what a coin costs"]

[quantities]
P = { heads = "1/2", tails = "1/2" }
Q = { heads = 0.9, tails = 0.1 }

[widgets.bars]
kind = "pmf_bars"
p = "P"
q = "Q"
+++

A [[kl|gap]] of {{ kl(P, Q) }}, and live {{ live("bars.kl") }}.

::: widget bars

## The gap

$$
\\KL{P}{Q} = {{ kl(P, Q) | bare }}
$$

::: check gap
"""
CHECKS = """\
[[check]]
id = "gap"
kind = "numeric"
asks = "kl"
prompt = "What is the gap for {{ P | labelled }}?"
hints = ["Subtract."]
solution = "It is {{ answer }}."

[[check.misconception]]
use = "other-direction"
"""
CLAIMS = """\
[[claim]]
id = "gap"
text = "The gap is {{ kl(P, Q) }}."
source = "by hand"
holds = 'rounds_to(kl(P, Q), "0.737")'
"""
GLOSSARY = """\
[kl]
term = "KL divergence"
definition = "The avoidable part of the cost."
"""


class SmallCourse:
    """The files of a course, to be changed before they are read."""

    def __init__(self, root):
        self.root = root
        self.write("course.toml", 'title = "A course"\nlessons = ["01-coins"]\n')
        self.write("glossary.toml", GLOSSARY)
        self.write("01-coins/lesson.md", LESSON)
        self.write("01-coins/checks.toml", CHECKS)
        self.write("01-coins/claims.toml", CLAIMS)

    def write(self, file, text):
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def replace(self, file, old, new):
        text = (self.root / file).read_text(encoding="utf-8")
        assert old in text
        self.write(file, text.replace(old, new))


@pytest.fixture
def small_course(tmp_path):
    """A course of one lesson without a fault."""
    return SmallCourse(tmp_path / "lessons")


@pytest.fixture(scope="session")
def authors_guide():
    """The author's guide."""
    return (Path(__file__).parents[2] / "lessons" / "README.md").read_text(encoding="utf-8")

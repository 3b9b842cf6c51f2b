"""A question that every library is asked, with its answer from the kernel."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from app.kernel import Unit
from app.kernel.units import PER_NAT


@dataclass(frozen=True)
class Known:
    """What is given, and what is true of it.

    Parameters
    ----------
    inputs
        What each library is given, by the names that the programs use: numbers, texts, lists of these.
    truth
        What the kernel says, in nats; in `unit` if that is none.
    others
        Answers to other questions that one may take for this one, each with the kernel's number for it.
    unit
        "nats" for what is measured in them, else None: then a library's own unit does not matter.
    slack
        How far from the truth an estimate, or a coder, may be and still be right to its precision.
    bound
        If only one side of the truth can be reached by luck: what lies above is another question, by this name.
    """

    inputs: Mapping[str, Any]
    truth: float
    others: Mapping[str, float] = field(default_factory=dict)
    unit: str | None = "nats"
    slack: float = 0.0
    bound: str | None = None


@dataclass(frozen=True, kw_only=True)
class Question(Known):
    """One row of the atlas: what is known, and its words.

    Parameters
    ----------
    id
        Its address on the page.
    title
        Its name, a few words.
    asks
        What is asked, and what is known about the answer: one or two sentences.
    given
        The inputs as a line of Python, short where they are long.
    """

    id: str
    title: str
    asks: str
    given: str

    def expected(self, unit: Unit) -> float:
        """Return the truth in the unit in which a library answers."""
        return self.truth * (PER_NAT[unit] if self.unit == "nats" else 1.0)

    @cached_property
    def asked(self) -> str:
        """A short hash of what was given: a recorded answer belongs to it alone."""
        text = json.dumps(dict(self.inputs), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

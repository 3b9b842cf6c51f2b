"""The few lines of Python that compute what a widget shows, with the present numbers in them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

LIBRARIES: Final[Mapping[str, str]] = {"scipy": "SciPy", "torch": "PyTorch"}
"""The text files beside a widget that hold its lines, and whose they are."""

_TEMPLATES = Environment(
    loader=PackageLoader("app.figure", "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
)


def literal(value: object) -> str:
    """Return a plain value as Python writes it; `static/js/figure/python.js` has the twin.

    Examples
    --------
    >>> literal([0.5, 1.0]), literal("bits"), literal(True), literal(None), literal({"mean": 0.25})
    ('[0.5, 1]', '"bits"', 'True', 'None', '{"mean": 0.25}')
    """
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return repr(value).removesuffix(".0")
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{literal(key)}: {literal(each)}" for key, each in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(literal(each) for each in value) + "]"
    raise TypeError(
        f"{value!r} is no plain value: a state holds numbers, texts, flags, None, lists and mappings of these"
    )


def first_lines(names: Sequence[str], state: Mapping[str, object]) -> str:
    """Return one assignment a field of the state."""
    return "".join(f"{name} = {literal(state[name])}\n" for name in names)


@dataclass(frozen=True)
class ShownPython:
    """What "Show the Python" of a widget shows: the fields of the state that are named, and the lines below them."""

    names: tuple[str, ...]
    bodies: Mapping[str, str]

    def code(self, library: str, state: Mapping[str, object]) -> str:
        """Return the whole program for SciPy or PyTorch."""
        return first_lines(self.names, state) + self.bodies[library]

    def html(self, state: Mapping[str, object]) -> Markup:
        """Return the folded panel, right for the first state; the page keeps it true."""
        snippets = [(name, LIBRARIES[name], body) for name, body in self.bodies.items()]
        template = _TEMPLATES.get_template("python.html")
        return Markup(  # noqa: S704 - autoescaped
            template.render(names=self.names, lines=first_lines(self.names, state), snippets=snippets)
        )

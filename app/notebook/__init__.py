"""The course's figures for Python: in a notebook, in any Panel app, and on the pages `/panel/<kind>`.

Examples
--------
>>> from app.notebook import TwoDictionaries  # doctest: +SKIP
>>> bars = TwoDictionaries(p=[0.5, 0.5], q=[0.9, 0.1])  # doctest: +SKIP
>>> bars.numbers["kl"]  # doctest: +SKIP
0.7369655941662061

Panel takes seconds to import, so it is imported with the first figure and not with this package.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.figure.widget import Widget
from app.pages.kinds import KINDS

_OWN = {"distillation": "TeacherAndStudent"}


def _name(widget: Widget) -> str:
    """Return a figure's title as the name of a class: up to its comma, without its article."""
    words = re.sub(r"^(The|A) ", "", widget.title.partition(",")[0]).split()
    return _OWN.get(widget.kind) or "".join(word[0].upper() + word[1:] for word in words)


NAMES: Mapping[str, str] = MappingProxyType({_name(widget): kind for kind, widget in KINDS.items()})
"""The names of the figures' classes, and the kind of each."""

__all__ = ["NAMES", *NAMES]  # noqa: PLE0604 - strings all of them


def __dir__() -> list[str]:
    return sorted(__all__)


def __getattr__(name: str) -> Any:
    if name not in NAMES:
        raise AttributeError(f"app.notebook has no figure {name!r}, but only {', '.join(NAMES)}: use one of these.")
    from app.notebook.figure import figure_class  # noqa: PLC0415 - Panel, for who asks for it

    return figure_class(NAMES[name])

"""What a browser needs to move one figure: a module that brings its styles and fetches nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from app.pages.files.assets import ROOT
from app.pages.files.bundles import Bundles, hosted_kinds


class NotBundledError(RuntimeError):
    """The modules of the figures have not been put together."""


def module_of(kind: str) -> str:
    """Return the module of a kind of figures, which exports what Panel calls `render`."""
    modules = modules_there()
    if not modules:
        raise NotBundledError(f"the figure {kind} has no module for other pages yet; run: make bundle")
    return modules[kind].read_text(encoding="utf-8")


@cache
def modules_there() -> dict[str, Path]:
    """Return the files of the modules by kind; none where set-up could not make them."""
    return {kind: path for (_, kind), path in Bundles(ROOT, hosted_kinds()).files().items()}

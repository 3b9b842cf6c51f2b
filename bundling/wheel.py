"""Build the wheel: the program under the name `wrong_dictionary`, with its lessons, static files and bundles inside.

In the checkout the package is called `app`, as it stands in every import. A wheel that installed an `app` would take
that word from everybody's environment, so the names of our own modules are written anew in a copy, and nothing else.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NAME = "wrong_dictionary"
CARRIED = ("lessons", "static", "bundling", "findings/atlas/libraries")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", "lesson.png", "README.md")


class WheelHook(BuildHookInterface):  # type: ignore[type-arg]
    """Lays out what goes into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - as the builder calls it
        """Copy the program under its name, and the house into it."""
        root = Path(self.root)
        (root / ".cache").mkdir(exist_ok=True)
        self._work = Path(tempfile.mkdtemp(dir=root / ".cache", prefix="wheel-"))  # two may build at once
        stage = self._work / NAME
        modules = sorted(path.stem for path in (root / "app").iterdir() if not path.name.startswith("__"))
        shutil.copytree(root / "app", stage, ignore=LEFT_OUT)
        for path in stage.rglob("*.py"):
            path.write_text(renamed(path.read_text("utf-8"), modules), "utf-8")
        bundled = root / ".cache" / "bundled"
        if not bundled.is_file():
            raise FileNotFoundError("a wheel brings the pages' scripts, which are not made yet; run: make bundle")
        bundles = [f".cache/bundles/{name}" for name in bundled.read_text("utf-8").split()]
        for part in (*CARRIED, *bundles):
            shutil.copytree(root / part, stage / "house" / part, ignore=LEFT_OUT)
        build_data["force_include"][str(stage)] = NAME
        build_data["pure_python"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - as above
        """Remove the copy."""
        shutil.rmtree(self._work, ignore_errors=True)


def renamed(text: str, modules: list[str]) -> str:
    """Return a module's text with our own modules under their installed name: in imports, and where a text names one.

    Examples
    --------
    >>> renamed('from app import __version__; from app.figure.x import y; "app.css"', ["figure"])
    'from wrong_dictionary import __version__; from wrong_dictionary.figure.x import y; "app.css"'
    """
    ours = "|".join(modules)
    text = re.sub(rf"(?<![\w./-])app(?=\.(?:{ours})\b)", NAME, text)
    text = re.sub(r"(?m)(?<=from )app(?= import )", NAME, text)
    return text.replace("python -m app ", "wrong-dictionary ").replace('"python -m app"', '"wrong-dictionary"')

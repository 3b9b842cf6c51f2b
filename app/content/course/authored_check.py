"""A check as its author wrote it, with its place, for app.checks to make a question of."""

from dataclasses import dataclass

from app.content.source.problem import Place
from app.content.source.schema import CheckFront
from app.content.source.toml_file import Key, Lines


@dataclass(frozen=True, slots=True)
class AuthoredCheck:
    """One `[[check]]` of a `checks.toml`.

    Parameters
    ----------
    front
        What it says.
    file, lines, index
        Where it says it: the file, the lines of its keys, and which `[[check]]` it is.
    """

    front: CheckFront
    file: str
    lines: Lines
    index: int

    def place(self, *path: Key) -> Place:
        """Return where a part of the check is written, such as `place("hints")`."""
        return Place(self.file, self.lines.of(("check", self.index, *path)))
